// Notices that another program has changed the file of an open document. A document without unsaved changes takes the new text;
// for one with changes the person is asked, once for each new version of the file.

import { CodedError } from '../../src-shared/lib/coded-error.ts';
import type { DocumentQuestions } from './document-questions.ts';
import { NotTextError, type DocumentReader } from './document-reader.ts';
import { isDirty, type DocumentsStore, type OpenDocument } from './documents.ts';

export interface DiskFollowerParts {
  readonly documents: DocumentsStore;
  readonly reader: DocumentReader;
  readonly questions: DocumentQuestions;
}

export class DiskFollower {
  readonly #parts: DiskFollowerParts;
  /** By document: the version of the file that the person does not want. */
  readonly #declined = new Map<string, string | undefined>();
  /** One check per document at a time. */
  readonly #checks = new Map<string, Promise<void>>();

  constructor(parts: DiskFollowerParts) {
    this.#parts = parts;
  }

  /** Compares the document with its file. Resolves when it has the text that the person wants. */
  check(id: string): Promise<void> {
    const present = this.#checks.get(id);
    if (present !== undefined) return present;
    const check = this.#check(id).finally(() => this.#checks.delete(id));
    this.#checks.set(id, check);
    return check;
  }

  /** Compares every open document with its file. */
  async checkAll(): Promise<void> {
    await Promise.all(this.#parts.documents.getState().list.map(({ id }) => this.check(id)));
  }

  async #check(id: string): Promise<void> {
    const path = this.#find(id)?.path;
    const onDisk = path === undefined ? undefined : await this.#read(path, id);
    // It may have been edited, saved or closed in the meantime.
    const document = this.#find(id);
    if (onDisk === undefined || document === undefined || document.path !== onDisk.path) return;
    if (onDisk.version === document.version || onDisk.version === this.#declined.get(id)) return;
    if (!isDirty(document) || (await this.#wantsNewText(document, onDisk))) this.#take(id, onDisk);
  }

  async #wantsNewText(document: OpenDocument, onDisk: OpenDocument): Promise<boolean> {
    const answer = await this.#parts.questions.aboutChangedFile(document.name);
    if (answer !== 'reload') this.#declined.set(document.id, onDisk.version);
    return answer === 'reload';
  }

  #take(id: string, { text, bom, lineEnding, base, version }: OpenDocument): void {
    this.#declined.delete(id);
    this.#parts.documents.getState().change(id, { text, bom, lineEnding, base, version });
  }

  /** Undefined if the file cannot be read: what is open stays as it is. */
  async #read(path: string, id: string): Promise<OpenDocument | undefined> {
    try {
      return await this.#parts.reader.file(path, id);
    } catch (error) {
      if (error instanceof CodedError || error instanceof NotTextError) return undefined;
      throw error;
    }
  }

  #find(id: string): OpenDocument | undefined {
    return this.#parts.documents.getState().list.find((each) => each.id === id);
  }
}
