import { useCallback, useEffect, useEffectEvent, useReducer } from 'react';
import type { FileEntry } from '../../../src-shared/contract/files.ts';
import type { FilePick } from '../../state/dialogs.ts';
import { sharedMessages } from '../../state/messages.ts';
import { useStores } from '../../state/stores-context.ts';
import { workbenchMessages } from '../messages.ts';
import {
  initialFilePicker,
  reduceFilePicker,
  type FilePickerAction,
  type FilePickerState,
} from './file-picker-state.ts';
import { joinPath } from './host-path.ts';

interface Listed {
  readonly path: string;
  readonly entries: readonly FileEntry[];
}

export interface FilePickerModel {
  readonly state: FilePickerState;
  readonly dispatch: (action: FilePickerAction) => void;
  /** Lists the folder; undefined if that failed. */
  readonly goTo: (path: string) => Promise<Listed | undefined>;
  /** Opens a folder, or takes a file. */
  readonly choose: (entry: FileEntry) => void;
  readonly createFolder: () => Promise<void>;
  /** Answers with the path of the file to save, after a question about one that is there. */
  readonly save: () => Promise<void>;
}

/** The state of the file dialog and what can be done in it. */
export function useFilePicker(pick: FilePick, onAnswer: (path?: string) => void): FilePickerModel {
  const { host, dialogs } = useStores();
  const [state, dispatch] = useReducer(reduceFilePicker, pick.suggestedName, initialFilePicker);

  const goTo = useCallback(
    async (path: string): Promise<Listed | undefined> => {
      dispatch({ type: 'going', path });
      try {
        const listed = await host.files.list({ path });
        dispatch({ type: 'listed', asked: path, ...listed });
        return listed;
      } catch (error) {
        dispatch({ type: 'failed', error });
        return undefined;
      }
    },
    [host],
  );

  const begin = useEffectEvent((places: FilePickerState['places']) => {
    dispatch({ type: 'placesFound', places });
    const first = pick.folder ?? places[0]?.path;
    if (first !== undefined && state.typedFolder === '') void goTo(first);
  });
  useEffect(() => {
    host.files.places(undefined).then(
      (places) => begin(places),
      (error: unknown) => dispatch({ type: 'failed', error }),
    );
  }, [host]);

  const askToReplace = async (fileName: string): Promise<boolean> => {
    const answer = await dialogs.getState().ask({
      title: (language) => workbenchMessages[language].filePicker.replaceTitle(fileName),
      text: (language) => workbenchMessages[language].filePicker.replaceText,
      buttons: [
        { answer: 'replace', kind: 'danger', label: (language) => workbenchMessages[language].filePicker.replace },
        { answer: 'cancel', kind: 'plain', label: (language) => sharedMessages[language].common.cancel },
      ],
    });
    return answer === 'replace';
  };

  return {
    state,
    dispatch,
    goTo,
    choose(entry) {
      if (entry.kind === 'folder') void goTo(entry.path);
      else if (pick.mode === 'open') onAnswer(entry.path);
      else dispatch({ type: 'named', name: entry.name });
    },
    async createFolder() {
      const path = joinPath(state.folder, state.newFolder ?? '');
      try {
        await host.files.createFolder({ path });
        dispatch({ type: 'newFolderTyped', name: undefined });
        await goTo(path);
      } catch (error) {
        dispatch({ type: 'failed', error });
      }
    },
    async save() {
      const fileName = state.name.trim();
      // The folder as it is written now counts, and what is in it now.
      const listed = fileName === '' ? undefined : await goTo(state.typedFolder);
      if (listed === undefined) return;
      const isThere = listed.entries.some((each) => each.kind === 'file' && each.name === fileName);
      if (isThere && !(await askToReplace(fileName))) return;
      onAnswer(joinPath(listed.path, fileName));
    },
  };
}
