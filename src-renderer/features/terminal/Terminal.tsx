// The text of the script, and what can be done with it: find, copy, clear.

import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { copyText } from '../../components/clipboard.ts';
import { IconButton } from '../../components/index.ts';
import { useMessages, useScript, useStores } from '../../state/stores-context.ts';
import { FindBar } from './FindBar.tsx';
import { terminalMessages } from './messages.ts';
import './terminal.css';
import { useTerminalSession } from './use-terminal-session.ts';

export function Terminal(): React.ReactElement {
  const words = useMessages(terminalMessages);
  const container = useRef<HTMLDivElement>(null);
  const { session, hasSelection } = useTerminalSession(container);
  const [finding, setFinding] = useState(false);
  const traceback = useScript((state) => state.traceback);

  const copy = (): void => {
    if (session !== undefined) void copyText(session.selection === '' ? session.allText : session.selection);
  };
  useTerminalCommands({ find: () => setFinding(true), copy });

  const endFind = (): void => {
    session?.endFind();
    setFinding(false);
    session?.focus();
  };

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
      {finding && session !== undefined && <FindBar session={session} onClose={endFind} />}
      <TerminalTools finding={finding} hasSelection={hasSelection} onFind={() => setFinding(!finding)} />
      <output className="visually-hidden">
        {traceback === undefined ? '' : `${traceback.type}: ${traceback.message}`}
      </output>
    </section>
  );
}

function TerminalTools(props: {
  readonly finding: boolean;
  readonly hasSelection: boolean;
  readonly onFind: () => void;
}): React.ReactElement {
  const words = useMessages(terminalMessages);
  const { commands } = useStores();
  return (
    <div className="terminal-tools" role="toolbar" aria-orientation="vertical" aria-label={words.panel}>
      <IconButton icon="search" label={words.find} pressed={props.finding} onPress={props.onFind} />
      <IconButton
        icon="copy"
        label={props.hasSelection ? words.copy : words.copyAll}
        onPress={() => commands.run('terminal.copy')}
      />
      <IconButton icon="clear" label={words.clear} onPress={() => commands.run('terminal.clear')} />
    </div>
  );
}

/** The commands that need the terminal in the page. */
function useTerminalCommands(actions: { readonly find: () => void; readonly copy: () => void }): void {
  const { commands } = useStores();
  const find = useEffectEvent(actions.find);
  const copy = useEffectEvent(actions.copy);
  useEffect(() => {
    const registered = commands.register(
      {
        id: 'terminal.find',
        title: (language) => terminalMessages[language].commands.find,
        run: () => find(),
      },
      {
        id: 'terminal.copy',
        title: (language) => terminalMessages[language].commands.copy,
        run: () => copy(),
      },
    );
    return () => registered.dispose();
  }, [commands]);
}
