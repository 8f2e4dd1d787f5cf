// Questions to the person. Whoever asks waits for a promise; app/dialogs.tsx shows them one at a time.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Text } from './language.ts';

export interface QuestionButton<Answer extends string = string> {
  readonly answer: Answer;
  readonly label: Text;
  readonly kind: 'primary' | 'danger' | 'plain';
}

export interface Question<Answer extends string = string> {
  readonly kind: 'question';
  readonly title: Text;
  readonly text: Text;
  readonly buttons: readonly QuestionButton<Answer>[];
}

export interface FilePick {
  readonly kind: 'file';
  readonly mode: 'open' | 'save';
  readonly suggestedName: string;
  /** Folder to begin in; undefined: the first place of the host. */
  readonly folder: string | undefined;
}

export type DialogRequest = (Question | FilePick) & { readonly id: number; readonly answer: (value?: string) => void };

export interface DialogsState {
  readonly open: readonly DialogRequest[];
  readonly paletteOpen: boolean;
  readonly settingsOpen: boolean;
  readonly tourOpen: boolean;
  /** Resolves with the chosen answer, or undefined when the dialog was closed. */
  readonly ask: <Answer extends string>(question: Omit<Question<Answer>, 'kind'>) => Promise<Answer | undefined>;
  /** Resolves with a path on the host, or undefined. An existing file was confirmed when saving. */
  readonly pickFile: (pick: Omit<FilePick, 'kind'>) => Promise<string | undefined>;
  readonly setPaletteOpen: (open: boolean) => void;
  readonly setSettingsOpen: (open: boolean) => void;
  readonly setTourOpen: (open: boolean) => void;
}

export type DialogsStore = StoreApi<DialogsState>;

export function createDialogsStore(): DialogsStore {
  let lastId = 0;
  return createStore<DialogsState>()((set) => {
    const show = (request: Question | FilePick): Promise<string | undefined> =>
      new Promise((resolve) => {
        const id = (lastId += 1);
        const answer = (value?: string): void => {
          set(({ open }) => ({ open: open.filter((each) => each.id !== id) }));
          resolve(value);
        };
        set(({ open }) => ({ open: [...open, { ...request, id, answer }] }));
      });
    return {
      open: [],
      paletteOpen: false,
      settingsOpen: false,
      tourOpen: false,
      ask: <Answer extends string>(question: Omit<Question<Answer>, 'kind'>) =>
        show({ kind: 'question', ...question }) as Promise<Answer | undefined>,
      pickFile: (pick) => show({ kind: 'file', ...pick }),
      setPaletteOpen: (paletteOpen) => set({ paletteOpen }),
      setSettingsOpen: (settingsOpen) => set({ settingsOpen }),
      setTourOpen: (tourOpen) => set({ tourOpen }),
    };
  });
}
