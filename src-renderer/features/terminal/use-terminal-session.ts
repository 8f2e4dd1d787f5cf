import { useEffect, useEffectEvent, useState, type RefObject } from 'react';
import { themeOf } from '../../state/settings.ts';
import { useMessages, useSettings, useStores } from '../../state/stores-context.ts';
import { terminalMessages } from './messages.ts';
import type { TerminalSession } from './terminal-session.ts';

export interface OpenTerminal {
  /** Undefined until the terminal has been loaded. */
  readonly session: TerminalSession | undefined;
  readonly hasSelection: boolean;
}

/** Opens a terminal in the container and keeps it in the theme of the page. */
export function useTerminalSession(container: RefObject<HTMLElement | null>): OpenTerminal {
  const words = useMessages(terminalMessages);
  const { script, documents, notices } = useStores();
  const theme = useSettings(themeOf);
  const [session, setSession] = useState<TerminalSession>();
  const [hasSelection, setHasSelection] = useState(false);

  const notes = useEffectEvent(() => ({ lost: words.lost, skipped: words.skipped, run: words.runStarts }));
  const onPlace = useEffectEvent((line: number) => {
    const { lastRun } = script.getState();
    if (lastRun !== undefined) documents.getState().revealLine(lastRun.document, line);
  });
  const label = useEffectEvent(() => words.output);

  useEffect(() => {
    let ended = false;
    let current: TerminalSession | undefined;
    const start = async (): Promise<void> => {
      try {
        const { TerminalSession } = await import('./terminal-session.ts');
        if (ended || container.current === null) return;
        current = new TerminalSession(container.current, {
          text: script.text,
          notes: () => notes(),
          onPlace: (line) => onPlace(line),
          label: label(),
        });
        current.onSelectionChange(() => setHasSelection(current?.selection !== ''));
        setSession(current);
      } catch (error) {
        notices.getState().fail(error);
      }
    };
    void start();
    return () => {
      ended = true;
      current?.dispose();
      setSession(undefined);
    };
  }, [container, script, notices]);

  useEffect(() => session?.applyTheme(theme), [session, theme]);

  return { session, hasSelection };
}
