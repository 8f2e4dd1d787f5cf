// The script's text, and what can be done with it: find, copy, clear.

import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { copyText } from '../../components/clipboard.ts';
import { IconButton } from '../../components/index.ts';
import { themeOf } from '../../state/settings.ts';
import { useScript, useSettings, useStores, useMessages } from '../../state/stores-context.ts';
import { FindBar } from './FindBar.tsx';
import './terminal.css';
import type { TerminalSession } from './terminal-session.ts';
import { terminalMessages } from './messages.ts';

export function Terminal(): React.ReactElement {
  const words = useMessages(terminalMessages);
  const { script, documents, commands, notices } = useStores();
  const theme = useSettings(themeOf);
  const container = useRef<HTMLDivElement>(null);
  const [session, setSession] = useState<TerminalSession>();
  const [finding, setFinding] = useState(false);
  const [hasSelection, setHasSelection] = useState(false);
  const traceback = useScript((state) => state.traceback);

  const notes = useEffectEvent(() => ({
    lost: words.lost,
    skipped: words.skipped,
    run: words.runStarts,
  }));
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
  }, [script, notices]);

  useEffect(() => session?.applyTheme(theme), [session, theme]);

  const copy = useEffectEvent(() => {
    if (session !== undefined) void copyText(session.selection === '' ? session.allText : session.selection);
  });

  useEffect(() => {
    const registered = commands.register(
      {
        id: 'terminal.clear',
        title: (language) => terminalMessages[language].commands.clear,
        run: () => script.getState().clearText(),
      },
      {
        id: 'terminal.find',
        title: (language) => terminalMessages[language].commands.find,
        run: () => setFinding(true),
      },
      { id: 'terminal.copy', title: (language) => terminalMessages[language].commands.copy, run: () => copy() },
    );
    return () => registered.dispose();
  }, [commands, script]);

  return (
    <section
      className="terminal"
      aria-label={words.panel}
      onKeyDownCapture={(event) => {
        if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'f') {
          event.preventDefault();
          event.stopPropagation();
          setFinding(true);
        }
      }}
    >
      <div className="terminal-screen" ref={container} />
      {finding && session !== undefined && (
        <FindBar
          session={session}
          onClose={() => {
            session.endFind();
            setFinding(false);
            session.focus();
          }}
        />
      )}
      <div className="terminal-tools" role="toolbar" aria-orientation="vertical" aria-label={words.panel}>
        <IconButton icon="search" label={words.find} pressed={finding} onPress={() => setFinding(!finding)} />
        <IconButton
          icon="copy"
          label={hasSelection ? words.copy : words.copyAll}
          onPress={() => commands.run('terminal.copy')}
        />
        <IconButton icon="clear" label={words.clear} onPress={() => commands.run('terminal.clear')} />
      </div>
      <output className="visually-hidden">
        {traceback === undefined ? '' : `${traceback.type}: ${traceback.message}`}
      </output>
    </section>
  );
}
