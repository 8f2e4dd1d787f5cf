import { useId, useMemo, useRef, useState } from 'react';
import { Dialog } from '../components/index.ts';
import type { Command } from '../state/commands.ts';
import { displayBinding } from '../state/key-binding.ts';
import { useLanguage, useMessages, useStores } from '../state/stores-context.ts';
import './palette.css';
import { matchScore } from './match-score.ts';
import { workbenchMessages } from './messages.ts';

/** All commands that can be run now; typing filters, arrows choose, Enter runs. */
export function CommandPalette(): React.ReactElement {
  const words = useMessages(workbenchMessages);
  const language = useLanguage();
  const { commands, dialogs } = useStores();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  // Those that could be run when the palette opened: running one closes it.
  const [available] = useState(() => commands.available().filter((each) => each.id !== 'app.palette'));
  const shown = useMemo(
    () =>
      available
        .map((command) => ({
          command,
          title: command.title(language),
          score: matchScore(query, command.title(language)),
        }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score || a.title.localeCompare(b.title)),
    [available, query, language],
  );

  const close = (): void => dialogs.getState().setPaletteOpen(false);
  const run = (command: Command): void => {
    close();
    // After the dialog gave the focus back, so that a command may move it.
    setTimeout(() => commands.run(command.id));
  };

  const choose = (index: number): void => {
    const next = (index + shown.length) % Math.max(1, shown.length);
    setChosen(next);
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  };

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const actions: Record<string, () => void> = {
      ArrowDown: () => choose(chosen + 1),
      ArrowUp: () => choose(chosen - 1),
      Home: () => choose(0),
      End: () => choose(shown.length - 1),
      Enter: () => {
        const entry = shown[chosen];
        if (entry !== undefined) run(entry.command);
      },
    };
    const action = actions[event.key];
    if (action === undefined || event.nativeEvent.isComposing) return;
    event.preventDefault();
    action();
  };

  return (
    <Dialog shape="top" title={words.palette.title} onClose={close}>
      <input
        className="text-input palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={shown[chosen] === undefined ? undefined : `${listId}-${chosen}`}
        aria-label={words.palette.placeholder}
        placeholder={words.palette.placeholder}
        value={query}
        spellCheck={false}
        onChange={(event) => {
          setQuery(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      {shown.length === 0 && <p className="palette-none">{words.palette.none}</p>}
      <div className="palette-list" role="listbox" id={listId} aria-label={words.palette.results} ref={list}>
        {shown.map(({ command, title }, index) => (
          <div
            key={command.id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className="palette-row"
            onPointerMove={() => setChosen(index)}
            onClick={() => run(command)}
            onKeyDown={undefined}
          >
            <span>{title}</span>
            {command.keys?.[0] !== undefined && <kbd>{displayBinding(command.keys[0])}</kbd>}
          </div>
        ))}
      </div>
    </Dialog>
  );
}
