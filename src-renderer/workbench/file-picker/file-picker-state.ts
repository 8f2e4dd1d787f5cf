// What the file dialog shows, and how it changes. Calls of the host are made in use-file-picker.ts.

import type { FileEntry } from '../../../src-shared/contract/files.ts';

export interface Place {
  readonly name: string;
  readonly path: string;
}

export interface FilePickerState {
  readonly places: readonly Place[];
  /** The folder that is listed; empty before the first one. */
  readonly folder: string;
  readonly typedFolder: string;
  readonly entries: readonly FileEntry[];
  /** Name of the file to save. */
  readonly name: string;
  /** Name of a folder to create; undefined while its field is not shown. */
  readonly newFolder: string | undefined;
  /** Why the last call of the host failed. */
  readonly failure: unknown;
}

export type FilePickerAction =
  | { readonly type: 'placesFound'; readonly places: readonly Place[] }
  | { readonly type: 'going'; readonly path: string }
  | { readonly type: 'listed'; readonly asked: string; readonly path: string; readonly entries: readonly FileEntry[] }
  | { readonly type: 'failed'; readonly error: unknown }
  | { readonly type: 'folderTyped'; readonly path: string }
  | { readonly type: 'named'; readonly name: string }
  | { readonly type: 'newFolderTyped'; readonly name: string | undefined };

export function initialFilePicker(suggestedName: string): FilePickerState {
  return {
    places: [],
    folder: '',
    typedFolder: '',
    entries: [],
    name: suggestedName,
    newFolder: undefined,
    failure: undefined,
  };
}

export function reduceFilePicker(state: FilePickerState, action: FilePickerAction): FilePickerState {
  switch (action.type) {
    case 'placesFound':
      return { ...state, places: action.places };
    case 'going':
      return { ...state, typedFolder: action.path };
    case 'listed':
      return {
        ...state,
        folder: action.path,
        // Unless something else was typed while the host was listing.
        typedFolder: state.typedFolder === action.asked ? action.path : state.typedFolder,
        entries: inOrder(action.entries),
        failure: undefined,
      };
    case 'failed':
      return { ...state, failure: action.error };
    case 'folderTyped':
      return { ...state, typedFolder: action.path };
    case 'named':
      return { ...state, name: action.name };
    // 'newFolderTyped'
    default:
      return { ...state, newFolder: action.name };
  }
}

/** Folders first, by name; hidden ones are left out. */
function inOrder(entries: readonly FileEntry[]): readonly FileEntry[] {
  return entries
    .filter((entry) => !entry.name.startsWith('.'))
    .sort((a, b) =>
      a.kind === b.kind ? a.name.localeCompare(b.name, undefined, { numeric: true }) : a.kind === 'folder' ? -1 : 1,
    );
}
