import { useRef } from 'react';
import { Icon } from '../../components/index.ts';
import { useMessages } from '../../state/stores-context.ts';
import { workbenchMessages } from '../messages.ts';
import type { FilePickerModel } from './use-file-picker.ts';

/** The places to begin at, and what is in the folder. Arrow keys move through the entries. */
export function FileEntries({ picker }: { readonly picker: FilePickerModel }): React.ReactElement {
  const words = useMessages(workbenchMessages).filePicker;
  const { state, goTo, choose } = picker;
  const list = useRef<HTMLDivElement>(null);

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const options = [...(list.current?.querySelectorAll<HTMLElement>('[role="option"]') ?? [])];
    const index = options.findIndex((each) => each === document.activeElement);
    event.preventDefault();
    options[Math.max(0, index + (event.key === 'ArrowDown' ? 1 : -1))]?.focus();
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
      <div
        className="file-picker-entries"
        role="listbox"
        aria-label={words.entries}
        tabIndex={-1}
        ref={list}
        onKeyDown={onKeyDown}
      >
        {state.entries.map((entry) => (
          <button
            key={entry.path}
            type="button"
            role="option"
            aria-selected={entry.kind === 'file' && entry.name === state.name}
            className="popup-option"
            onClick={() => choose(entry)}
          >
            <Icon name={entry.kind === 'folder' ? 'files' : 'file'} size={14} />
            {entry.name}
          </button>
        ))}
        {state.entries.length === 0 && state.folder !== '' && <p className="popup-note">{words.empty}</p>}
      </div>
    </div>
  );
}
