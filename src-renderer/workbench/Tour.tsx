// The short tour: five parts of the workbench, each framed and explained in a sentence or two. Arrows or buttons go on and
// back, Escape ends it. It covers nothing for longer than it is wanted.

import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { Button } from '../components/index.ts';
import type { Language } from '../state/language.ts';
import { useLanguage, useMessages, useStores } from '../state/stores-context.ts';
import './tour.css';
import { workbenchMessages } from './messages.ts';

interface TourStep {
  /** Where it is on the page. */
  readonly target: string;
  readonly words: (language: Language) => { readonly title: string; readonly text: string };
}

const steps: readonly TourStep[] = [
  { target: '.picker-button', words: (language) => workbenchMessages[language].tour.camera },
  { target: '[data-panel="editor"]', words: (language) => workbenchMessages[language].tour.editor },
  { target: '[data-panel="preview"]', words: (language) => workbenchMessages[language].tour.preview },
  { target: '[data-panel="terminal"]', words: (language) => workbenchMessages[language].tour.terminal },
  { target: '.title-bar-search', words: (language) => workbenchMessages[language].tour.commands },
];

/** Between the frame and what it frames, and between the frame and the words. */
const gapPx = 4;
const cardWidthPx = 340;

export function Tour(): React.ReactElement {
  const words = useMessages(workbenchMessages);
  const language = useLanguage();
  const { dialogs, settings } = useStores();
  const [index, setIndex] = useState(0);
  const frame = useTargetFrame(steps[index]!.target);
  const card = useRef<HTMLDivElement>(null);
  const { title, text } = steps[index]!.words(language);
  const isLast = index === steps.length - 1;

  const end = (): void => {
    dialogs.getState().setTourOpen(false);
    if (!settings.getState().settings.tourSeen) void settings.getState().change({ tourSeen: true });
  };
  const go = (delta: number): void => setIndex(Math.min(steps.length - 1, Math.max(0, index + delta)));

  useEffect(() => {
    const before = document.activeElement;
    card.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => (before as HTMLElement | null)?.focus();
  }, []);

  const onKeyDown = useEffectEvent((event: KeyboardEvent): void => {
    const actions: Record<string, () => void> = {
      Escape: end,
      ArrowRight: () => go(1),
      ArrowLeft: () => go(-1),
    };
    const action = actions[event.key];
    if (action === undefined || card.current?.contains(document.activeElement) !== true) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKeyDown(event);
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, []);

  return (
    <div className="tour">
      <div className="tour-frame" style={frame} />
      <div
        className="tour-card"
        role="dialog"
        aria-labelledby="tour-title"
        aria-describedby="tour-text"
        tabIndex={-1}
        ref={card}
        style={cardPlace(frame)}
      >
        <h2 id="tour-title" className="tour-title">
          {title}
        </h2>
        <p id="tour-text" className="tour-text" aria-live="polite">
          {text}
        </p>
        <div className="tour-buttons">
          <span className="tour-count">{words.tour.count(index + 1, steps.length)}</span>
          {!isLast && <Button label={words.tour.skip} kind="quiet" onPress={end} />}
          {index > 0 && <Button label={words.tour.back} onPress={() => go(-1)} />}
          <Button
            label={isLast ? words.tour.done : words.tour.next}
            kind="primary"
            focusFirst
            onPress={() => (isLast ? end() : go(1))}
          />
        </div>
      </div>
    </div>
  );
}

interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Follows the target when the window changes its size; the middle of the page when it is not there. */
function useTargetFrame(target: string): Frame {
  const [frame, setFrame] = useState<Frame>({ left: 0, top: 0, width: 0, height: 0 });
  useEffect(() => {
    const measure = (): void => {
      const place = document.querySelector(target)?.getBoundingClientRect();
      const { innerWidth, innerHeight } = window;
      const { left, top, width, height } = place ?? { left: innerWidth / 2, top: innerHeight / 3, width: 0, height: 0 };
      setFrame({ left: left - gapPx, top: top - gapPx, width: width + 2 * gapPx, height: height + 2 * gapPx });
    };
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, [target]);
  return frame;
}

/** Below what is framed, or over its upper part where there is no room; always inside the window. */
function cardPlace({ left, top, width, height }: Frame): React.CSSProperties {
  const { innerWidth, innerHeight } = window;
  const hasRoomBelow = top + height + 200 < innerHeight;
  const middle = left + width / 2 - cardWidthPx / 2;
  return {
    width: cardWidthPx,
    left: Math.max(8, Math.min(innerWidth - cardWidthPx - 8, middle)),
    top: hasRoomBelow ? top + height + 2 * gapPx : Math.max(8, Math.min(top + 24, innerHeight - 208)),
  };
}
