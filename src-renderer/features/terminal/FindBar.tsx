import { useEffect, useRef, useState } from 'react';
import { IconButton } from '../../components/index.ts';
import { useStrings } from '../../state/stores-context.ts';
import type { TerminalSession } from './terminal-session.ts';

/** Finds as it is typed; Enter goes on upwards, Shift+Enter downwards, Escape ends. */
export function FindBar(props: {
  readonly session: TerminalSession;
  readonly onClose: () => void;
}): React.ReactElement {
  const strings = useStrings();
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
        aria-label={strings.terminal.find}
        placeholder={strings.terminal.find}
        onChange={() => find(-1)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') find(event.shiftKey ? 1 : -1);
          else if (event.key === 'Escape') props.onClose();
          else return;
          event.preventDefault();
        }}
      />
      <output className="terminal-found">
        {found === undefined ? '' : found.count === 0 ? strings.terminal.noMatch : `${found.index}/${found.count}`}
      </output>
      <IconButton icon="chevronUp" label={strings.terminal.findPrevious} onPress={() => find(-1)} />
      <IconButton icon="chevronDown" label={strings.terminal.findNext} onPress={() => find(1)} />
      <IconButton icon="close" label={strings.common.close} onPress={props.onClose} />
    </search>
  );
}
