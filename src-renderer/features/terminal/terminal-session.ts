// An xterm.js terminal that shows the script's text. Loaded on demand. Knows nothing of React.

import '@xterm/xterm/css/xterm.css';
import { FitAddon } from '@xterm/addon-fit';
import { Terminal, type ILink } from '@xterm/xterm';
import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import type { Theme } from '../../state/settings.ts';
import type { TerminalText } from '../../state/terminal-text.ts';
import { findInBuffer, type Match } from './terminal-search.ts';
import { toFreeLine } from './free-line.ts';
import { TerminalWriter, type TerminalNotes } from './terminal-writer.ts';
import { placeInRow } from './traceback-links.ts';

const scrollbackLines = 10_000;

export interface TerminalParts {
  readonly text: TerminalText;
  readonly notes: () => TerminalNotes;
  /** A line of the script that a traceback names was chosen. */
  readonly onPlace: (line: number) => void;
  readonly label: string;
}

export class TerminalSession implements Disposable {
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #owned = new DisposableStore();
  #match: { needle: string; index: number } | undefined;

  constructor(container: HTMLElement, parts: TerminalParts) {
    const style = getComputedStyle(document.documentElement);
    this.#terminal = new Terminal({
      convertEol: true,
      disableStdin: true,
      scrollback: scrollbackLines,
      fontFamily: style.getPropertyValue('--font-mono'),
      fontSize: 13,
      lineHeight: 1.2,
      minimumContrastRatio: 4.5,
      cursorBlink: false,
      cursorStyle: 'bar',
      cursorInactiveStyle: 'none',
      smoothScrollDuration: 0,
    });
    this.#terminal.loadAddon(this.#fit);
    this.#terminal.open(container);
    this.#terminal.textarea?.setAttribute('aria-label', parts.label);
    this.#owned.addCallback(() => this.#terminal.dispose());
    this.#observeSize(container);
    this.#addTracebackLinks(parts.onPlace);
    this.#leaveKeysToBrowser();
    this.#showText(parts);
  }

  applyTheme(theme: Theme): void {
    const style = getComputedStyle(document.documentElement);
    const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
    this.#terminal.options.theme = {
      background: token('ground-paper'),
      foreground: token('text'),
      cursor: token('ground-paper'),
      scrollbarSliderBackground: `${token('line-strong')}99`,
      scrollbarSliderHoverBackground: token('line-strong'),
      scrollbarSliderActiveBackground: token('line-strong'),
      overviewRulerBorder: '#00000000',
      selectionBackground: theme === 'dark' ? '#2c4a7a' : '#b9d3fb',
      red: token('danger'),
      green: token('ok'),
      yellow: token('warn'),
      blue: token('accent'),
    };
  }

  get selection(): string {
    return this.#terminal.getSelection();
  }

  onSelectionChange(listener: () => void): Disposable {
    return this.#terminal.onSelectionChange(listener);
  }

  /** Everything that can be scrolled to. */
  get allText(): string {
    const buffer = this.#terminal.buffer.active;
    let text = '';
    for (let row = 0; row < buffer.length; row += 1) {
      const line = buffer.getLine(row);
      const next = buffer.getLine(row + 1);
      if (line !== undefined) text += line.translateToString(next?.isWrapped !== true);
      if (next?.isWrapped !== true) text += '\n';
    }
    return text.trimEnd() === '' ? '' : `${text.trimEnd()}\n`;
  }

  /** Selects the next match in the direction; tells which of how many. */
  find(needle: string, direction: 1 | -1): { readonly index: number; readonly count: number } {
    const matches = findInBuffer(this.#terminal.buffer.active, needle, this.#terminal.cols);
    if (matches.length === 0) {
      this.#terminal.clearSelection();
      this.#match = undefined;
      return { index: 0, count: 0 };
    }
    // A new search begins with the newest text.
    const before = this.#match?.needle === needle ? this.#match.index : direction === 1 ? -1 : matches.length;
    const index = (before + direction + matches.length) % matches.length;
    this.#match = { needle, index };
    this.#select(matches[index]!);
    return { index: index + 1, count: matches.length };
  }

  endFind(): void {
    this.#match = undefined;
    this.#terminal.clearSelection();
  }

  focus(): void {
    this.#terminal.focus();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #select(match: Match): void {
    this.#terminal.select(match.column, match.row, match.cells);
    this.#terminal.scrollToLine(Math.max(0, match.row - Math.floor(this.#terminal.rows / 2)));
  }

  #showText({ text, notes }: TerminalParts): void {
    const writer = new TerminalWriter(
      {
        write: (piece, done) => this.#terminal.write(piece, done),
        atLineStart: () => this.#terminal.buffer.active.cursorX === 0,
        toFreeLine: () => toFreeLine(this.#terminal),
      },
      notes,
    );
    for (const piece of text.pieces) writer.push(piece);
    this.#owned.add(
      text.onChange((change) => {
        if (change.kind !== 'clear') {
          writer.push(change);
          // Also if the person has scrolled up to older text.
          if (change.kind === 'run') this.#terminal.scrollToBottom();
          return;
        }
        writer.clear();
        this.#terminal.reset();
      }),
    );
  }

  #observeSize(container: HTMLElement): void {
    let frame = 0;
    const observer = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      // A hidden panel has no size to fit to.
      frame = requestAnimationFrame(() => {
        if (container.clientWidth > 0 && container.clientHeight > 0) this.#fit.fit();
      });
    });
    observer.observe(container);
    this.#owned.addCallback(() => {
      observer.disconnect();
      cancelAnimationFrame(frame);
    });
  }

  #leaveKeysToBrowser(): void {
    this.#terminal.attachCustomKeyEventHandler((event) => {
      const copies = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c';
      // The browser's own keys here: it copies the selection, and Tab leads on to the next control.
      return !copies && event.key !== 'Tab';
    });
  }

  #addTracebackLinks(onPlace: (line: number) => void): void {
    this.#owned.add(
      this.#terminal.registerLinkProvider({
        provideLinks: (row, callback) => {
          const line = this.#terminal.buffer.active.getLine(row - 1);
          const place = line === undefined ? undefined : placeInRow(line);
          // Only the script that runs is open here; modules of the camera are not.
          if (place === undefined || place.file !== '<stdin>') {
            callback(undefined);
            return;
          }
          const link: ILink = {
            text: place.text,
            range: { start: { x: place.startCell + 1, y: row }, end: { x: place.endCell, y: row } },
            activate: () => onPlace(place.line),
          };
          callback([link]);
        },
      }),
    );
  }
}
