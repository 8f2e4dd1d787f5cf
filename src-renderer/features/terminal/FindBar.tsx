import { useEffect, useRef, useState } from 'react';
import { IconButton } from '../../components/index.ts';
import { useMessages } from '../../state/stores-context.ts';
import type { TerminalSession } from './terminal-session.ts';
import { sharedMessages } from '../../state/messages.ts';
import { terminalMessages } from './messages.ts';

/** Finds as it is typed; Enter goes on upwards, Shift+Enter downwards, Escape ends. */
export function FindBar(props: {
  readonly session: TerminalSession;
  readonly onClose: () => void;
}): React.ReactElement {
  const words = useMessages(terminalMessages);
  const shared = useMessages(sharedMessages);
  const input = useRef<HTMLInputElement>(null);
  const [found, setFound] = useState<{ index: number; count: number }>();

  useEffect(() => input.current?.focus(), []);

  const find = (direction: 1 | -1): void => {
    const needle = input.current?.value ?? '';
    setFound(needle === '' ? undefined : props.session.find(needle, direction));
  };

  return (
    <search className="terminal-find">
      <input
        ref={input}
        className="text-input"
        type="text"
        aria-label={words.find}
        placeholder={words.find}
        onChange={() => find(-1)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') find(event.shiftKey ? 1 : -1);
          else if (event.key === 'Escape') props.onClose();
          else return;
          event.preventDefault();
        }}
      />
      <output className="terminal-found">
        {found === undefined ? '' : found.count === 0 ? words.noMatch : `${found.index}/${found.count}`}
      </output>
      <IconButton icon="chevronUp" label={words.findPrevious} onPress={() => find(-1)} />
      <IconButton icon="chevronDown" label={words.findNext} onPress={() => find(1)} />
      <IconButton icon="close" label={shared.common.close} onPress={props.onClose} />
    </search>
  );
}
