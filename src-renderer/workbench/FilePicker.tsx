// A file dialog over the host's folders, for shells that have none of their own.

import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { Button, Dialog, Icon, IconButton } from '../components/index.ts';
import type { FileEntry } from '../../src-shared/contract/files.ts';
import type { FilePick } from '../state/dialogs.ts';
import { useDescribe, useStores, useMessages } from '../state/stores-context.ts';
import './file-picker.css';
import { joinPath, parentOf } from './host-path.ts';
import { sharedMessages } from '../state/messages.ts';
import { workbenchMessages } from './messages.ts';

export interface FilePickerProps {
  readonly pick: FilePick;
  readonly onAnswer: (path?: string) => void;
}

interface Listed {
  readonly path: string;
  readonly entries: readonly FileEntry[];
}

export function FilePicker({ pick, onAnswer }: FilePickerProps): React.ReactElement {
  const words = useMessages(workbenchMessages).filePicker;
  const shared = useMessages(sharedMessages);
  const describe = useDescribe();
  const { host, dialogs } = useStores();
  const [places, setPlaces] = useState<readonly { readonly name: string; readonly path: string }[]>([]);
  const [folder, setFolder] = useState('');
  const [typedFolder, setTypedFolder] = useState('');
  const [entries, setEntries] = useState<readonly FileEntry[]>([]);
  const [name, setName] = useState(pick.suggestedName);
  const [newFolder, setNewFolder] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const list = useRef<HTMLDivElement>(null);

  const fail = useCallback(
    (error: unknown) => {
      const { sentence, nextStep } = describe.error(error);
      setFailure(`${sentence} ${nextStep}`);
    },
    [describe],
  );

  const goTo = useCallback(
    async (path: string): Promise<Listed | undefined> => {
      setTypedFolder(path);
      try {
        const listed = await host.files.list({ path });
        setFolder(listed.path);
        // Unless something else was typed meanwhile.
        setTypedFolder((typed) => (typed === path ? listed.path : typed));
        setEntries(sorted(listed.entries));
        setFailure(undefined);
        return listed;
      } catch (error) {
        fail(error);
        return undefined;
      }
    },
    [host, fail],
  );

  const begin = useEffectEvent((found: typeof places) => {
    setPlaces(found);
    const first = pick.folder ?? found[0]?.path;
    if (first !== undefined && typedFolder === '') void goTo(first);
  });
  const failToBegin = useEffectEvent(fail);
  useEffect(() => {
    host.files.places(undefined).then(
      (found) => begin(found),
      (error: unknown) => failToBegin(error),
    );
  }, [host]);

  const save = async (): Promise<void> => {
    const fileName = name.trim();
    // What counts is the folder as it is written now, and what is in it now.
    const listed = fileName === '' ? undefined : await goTo(typedFolder);
    if (listed === undefined) return;
    if (listed.entries.some((each) => each.kind === 'file' && each.name === fileName)) {
      const answer = await dialogs.getState().ask({
        title: (language) => workbenchMessages[language].filePicker.replaceTitle(fileName),
        text: (language) => workbenchMessages[language].filePicker.replaceText,
        buttons: [
          { answer: 'replace', kind: 'danger', label: (language) => workbenchMessages[language].filePicker.replace },
          { answer: 'cancel', kind: 'plain', label: (language) => sharedMessages[language].common.cancel },
        ],
      });
      if (answer !== 'replace') return;
    }
    onAnswer(joinPath(listed.path, fileName));
  };

  const choose = (entry: FileEntry): void => {
    if (entry.kind === 'folder') void goTo(entry.path);
    else if (pick.mode === 'open') onAnswer(entry.path);
    else setName(entry.name);
  };

  const createFolder = async (): Promise<void> => {
    const path = joinPath(folder, newFolder ?? '');
    try {
      await host.files.createFolder({ path });
      setNewFolder(undefined);
      await goTo(path);
    } catch (error) {
      fail(error);
    }
  };

  const onListKey = (event: React.KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const options = [...(list.current?.querySelectorAll<HTMLElement>('[role="option"]') ?? [])];
    const index = options.findIndex((each) => each === document.activeElement);
    event.preventDefault();
    options[Math.max(0, index + (event.key === 'ArrowDown' ? 1 : -1))]?.focus();
  };

  return (
    <Dialog
      shape="wide"
      title={pick.mode === 'open' ? words.openTitle : words.saveTitle}
      onClose={() => onAnswer()}
      footer={
        <>
          {pick.mode === 'save' && (
            <Button
              label={shared.common.save}
              kind="primary"
              disabled={name.trim() === ''}
              onPress={() => void save()}
            />
          )}
          <Button label={shared.common.cancel} onPress={() => onAnswer()} />
        </>
      }
    >
      <div className="file-picker">
        <form
          className="file-picker-path"
          onSubmit={(event) => {
            event.preventDefault();
            void goTo(typedFolder);
          }}
        >
          <IconButton
            icon="up"
            label={words.up}
            disabled={parentOf(folder) === undefined}
            onPress={() => void goTo(parentOf(folder) ?? folder)}
          />
          <input
            className="text-input"
            aria-label={words.folder}
            value={typedFolder}
            spellCheck={false}
            onChange={(event) => setTypedFolder(event.target.value)}
          />
          <Button label={words.go} onPress={() => void goTo(typedFolder)} />
          {pick.mode === 'save' && (
            <IconButton icon="newFolder" label={words.newFolder} onPress={() => setNewFolder('')} />
          )}
        </form>
        {newFolder !== undefined && (
          <form
            className="file-picker-path"
            onSubmit={(event) => {
              event.preventDefault();
              void createFolder();
            }}
          >
            <input
              className="text-input"
              aria-label={words.newFolderName}
              placeholder={words.newFolderName}
              value={newFolder}
              onChange={(event) => setNewFolder(event.target.value)}
            />
            <Button label={words.create} disabled={newFolder.trim() === ''} onPress={() => void createFolder()} />
          </form>
        )}
        {failure !== undefined && (
          <p className="file-picker-failure" role="alert">
            {failure}
          </p>
        )}
        <div className="file-picker-body">
          <nav className="file-picker-places" aria-label={words.places}>
            {places.map((place) => (
              <button
                key={place.path}
                type="button"
                className="popup-option"
                aria-current={place.path === folder}
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
            onKeyDown={onListKey}
          >
            {entries.map((entry) => (
              <button
                key={entry.path}
                type="button"
                role="option"
                aria-selected={entry.kind === 'file' && entry.name === name}
                className="popup-option"
                onClick={() => choose(entry)}
              >
                <Icon name={entry.kind === 'folder' ? 'files' : 'file'} size={14} />
                {entry.name}
              </button>
            ))}
            {entries.length === 0 && folder !== '' && <p className="popup-note">{words.empty}</p>}
          </div>
        </div>
        {pick.mode === 'save' && (
          <label className="field">
            {words.name}
            <input
              className="text-input"
              data-autofocus=""
              value={name}
              spellCheck={false}
              onChange={(event) => setName(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') void save();
              }}
            />
          </label>
        )}
      </div>
    </Dialog>
  );
}

function sorted(entries: readonly FileEntry[]): readonly FileEntry[] {
  return entries
    .filter((entry) => !entry.name.startsWith('.'))
    .sort((a, b) =>
      a.kind === b.kind ? a.name.localeCompare(b.name, undefined, { numeric: true }) : a.kind === 'folder' ? -1 : 1,
    );
}
