import { useEffect, useRef, useState } from 'react';
import { Icon } from '../../components/index.ts';
import { VirtualList } from '../../components/VirtualList.tsx';
import { useMessages } from '../../state/stores-context.ts';
import { workbenchMessages } from '../messages.ts';
import type { FilePickerModel } from './use-file-picker.ts';

/** Pixels. */
const rowHeight = 32;

/** The places to begin at, and what is in the folder. Arrow keys move through the entries. */
export function FileEntries({ picker }: { readonly picker: FilePickerModel }): React.ReactElement {
  const words = useMessages(workbenchMessages).filePicker;
  const { state, goTo, choose } = picker;
  const [active, setActive] = useState(-1);
  const list = useRef<HTMLDivElement>(null);

  // An entry may come into the page only when the list has scrolled to it.
  useEffect(() => {
    const option = list.current?.querySelector<HTMLElement>(`[data-index="${active}"]`);
    if (active >= 0) option?.focus();
  }, [active]);

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const next = active + (event.key === 'ArrowDown' ? 1 : -1);
    setActive(Math.max(0, Math.min(state.entries.length - 1, next)));
  };

  return (
    <div className="file-picker-body">
      <nav className="file-picker-places" aria-label={words.places}>
        {state.places.map((place) => (
          <button
            key={place.path}
            type="button"
            className="popup-option"
            aria-current={place.path === state.folder}
            onClick={() => void goTo(place.path)}
          >
            <Icon name="files" size={14} />
            {place.name}
          </button>
        ))}
      </nav>
      {state.entries.length === 0 && state.folder !== '' ? (
        <p className="file-picker-entries popup-note">{words.empty}</p>
      ) : (
        <VirtualList
          className="file-picker-entries"
          container={{ ref: list, role: 'listbox', 'aria-label': words.entries, tabIndex: -1, onKeyDown }}
          count={state.entries.length}
          rowHeight={rowHeight}
          activeIndex={active}
          keyOf={(index) => state.entries[index]!.path}
          row={(index) => {
            const entry = state.entries[index]!;
            return (
              <button
                type="button"
                role="option"
                data-index={index}
                aria-selected={entry.kind === 'file' && entry.name === state.name}
                className="popup-option"
                onFocus={() => setActive(index)}
                onClick={() => choose(entry)}
              >
                <Icon name={entry.kind === 'folder' ? 'files' : 'file'} size={14} />
                {entry.name}
              </button>
            );
          }}
        />
      )}
    </div>
  );
}
