import { createStore, type StoreApi } from 'zustand/vanilla';

/** Where the cursor of the editor is; lines and columns from 1. */
export interface EditorStatusState {
  readonly line: number;
  readonly column: number;
  /** Characters of the selection. */
  readonly selected: number;
}

export type EditorStatusStore = StoreApi<EditorStatusState>;

export function createEditorStatusStore(): EditorStatusStore {
  return createStore<EditorStatusState>()(() => ({ line: 1, column: 1, selected: 0 }));
}
