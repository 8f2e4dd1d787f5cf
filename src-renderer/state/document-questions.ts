// The questions about a document that is saved, closed or changed by another program. An undefined answer means that the
// dialog was closed.

import type { DialogsStore, QuestionButton } from './dialogs.ts';
import type { Language, Messages } from './language.ts';
import { sharedMessages } from './messages.ts';
import type { SharedMessages } from './messages.en.ts';

type Words = SharedMessages['documents'];
type Answer = 'discard' | 'keepMine' | 'overwrite' | 'reload' | 'replace' | 'saveAs';

const words: Messages<Words> = { en: sharedMessages.en.documents, zh: sharedMessages.zh.documents };
const save = {
  answer: 'save',
  kind: 'primary',
  label: (language: Language) => sharedMessages[language].common.save,
} as const;
const cancel = {
  answer: 'cancel',
  kind: 'plain',
  label: (language: Language) => sharedMessages[language].common.cancel,
} as const;

function button<A extends Answer>(answer: A, kind: QuestionButton['kind']): QuestionButton<A> {
  return { answer, kind, label: (language) => words[language][answer] };
}

export class DocumentQuestions {
  readonly #dialogs: DialogsStore;

  constructor(dialogs: DialogsStore) {
    this.#dialogs = dialogs;
  }

  /** A document with unsaved changes is to be closed. */
  aboutClosing(name: string): Promise<'save' | 'discard' | 'cancel' | undefined> {
    return this.#dialogs.getState().ask({
      title: (language) => words[language].saveQuestionTitle(name),
      text: (language) => words[language].saveQuestionText,
      buttons: [save, button('discard', 'danger'), cancel],
    });
  }

  /** The file to save to may not be written. */
  aboutReadOnly(name: string): Promise<'replace' | 'saveAs' | 'cancel' | undefined> {
    return this.#dialogs.getState().ask({
      title: (language) => words[language].readOnlyTitle(name),
      text: (language) => words[language].readOnlyText,
      buttons: [button('replace', 'danger'), button('saveAs', 'primary'), cancel],
    });
  }

  /** The file to save to is newer than the text. */
  aboutConflict(name: string): Promise<'overwrite' | 'saveAs' | 'reload' | 'cancel' | undefined> {
    return this.#dialogs.getState().ask({
      title: (language) => words[language].changedTitle(name),
      text: (language) => words[language].changedText,
      buttons: [button('overwrite', 'danger'), button('saveAs', 'primary'), button('reload', 'plain'), cancel],
    });
  }

  /** The file of a document with unsaved changes was changed by another program. */
  aboutChangedFile(name: string): Promise<'keepMine' | 'reload' | undefined> {
    return this.#dialogs.getState().ask({
      title: (language) => words[language].changedTitle(name),
      text: (language) => words[language].changedText,
      buttons: [button('keepMine', 'primary'), button('reload', 'danger')],
    });
  }
}
