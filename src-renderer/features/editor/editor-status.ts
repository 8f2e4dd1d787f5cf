import { createStore, type StoreApi } from 'zustand/vanilla';

/** Where the cursor of the editor is; lines and columns from 1. */
export interface EditorStatusState {
  readonly line: number;
  readonly column: number;
  /** Characters of the selection. */
  readonly selected: number;
}

/** Filled by the editor, read by the status bar. */
export function createEditorStatus(): StoreApi<EditorStatusState> {
  return createStore<EditorStatusState>()(() => ({ line: 1, column: 1, selected: 0 }));
}
