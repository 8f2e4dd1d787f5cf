// Opens, saves, closes and restores documents: the documents store on one side, the host's files on the other.

import type { Host } from '../../src-shared/contract/contract.ts';
import type { Draft, ExampleEntry } from '../../src-shared/contract/files.ts';
import { toProblem } from '../../src-shared/rpc/problem.ts';
import type { DialogsStore } from './dialogs.ts';
import { DiskFollower } from './disk-follower.ts';
import { DocumentQuestions } from './document-questions.ts';
import { DocumentReader, exampleOf, NotTextError } from './document-reader.ts';
import { isDirty, newDocument, newDocumentId, type DocumentsStore, type OpenDocument } from './documents.ts';
import { sharedMessages } from './messages.ts';
import type { NoticesStore } from './notices.ts';
import { fileName, folderOf } from './paths.ts';
import { encodeText } from './text-file.ts';

export interface DocumentFilesParts {
  readonly files: Host['files'];
  readonly documents: DocumentsStore;
  readonly dialogs: DialogsStore;
  readonly notices: NoticesStore;
  /** A draft of the host and the document made of it, if it could be read. */
  readonly onRestored: (draft: Draft, document: OpenDocument | undefined) => void;
  /** True if the shell has its own file dialogs. */
  readonly nativeDialogs: () => boolean;
}

export class DocumentFiles {
  readonly #parts: DocumentFilesParts;
  readonly #reader: DocumentReader;
  readonly #questions: DocumentQuestions;
  /** Keeps documents without unsaved changes equal to their files. */
  readonly disk: DiskFollower;
  /** By path or example: what is being opened. A double click asks twice. */
  readonly #opening = new Map<string, Promise<void>>();

  constructor(parts: DocumentFilesParts) {
    this.#parts = parts;
    this.#reader = new DocumentReader(parts.files);
    this.#questions = new DocumentQuestions(parts.dialogs);
    this.disk = new DiskFollower({ documents: parts.documents, reader: this.#reader, questions: this.#questions });
  }

  /** Reads the list once; a failure is not remembered. */
  examples(): Promise<readonly ExampleEntry[]> {
    return this.#reader.examples();
  }

  createNew(): void {
    const names = new Set(this.#documents.list.map((each) => each.name));
    let number = 1;
    while (names.has(`untitled-${number}.py`)) number += 1;
    this.#documents.add(newDocument(`untitled-${number}.py`));
  }

  /** Asks for a file and opens it. */
  async pickAndOpen(): Promise<void> {
    const { files, dialogs, nativeDialogs } = this.#parts;
    const path = await this.#guard(() =>
      nativeDialogs()
        ? files.pickOpen(undefined)
        : dialogs.getState().pickFile({ mode: 'open', suggestedName: '', folder: this.#activeFolder() }),
    );
    if (path !== undefined) await this.open(path);
  }

  /** Brings the file to the front; opens it if it is not open yet. */
  open(path: string): Promise<void> {
    return this.#once(`file:${path}`, async () => {
      const present = this.#documents.list.find((each) => each.path === path);
      if (present !== undefined) {
        this.#documents.activate(present.id);
        await this.disk.check(present.id);
        return;
      }
      const document = await this.#guard(() => this.#reader.file(path, newDocumentId('file')));
      if (document === undefined) return;
      this.#documents.add(document);
      this.#warnAbout(document);
    });
  }

  /** Opens what the shell was asked to open (argument, icon, menu). */
  async openRequested(): Promise<void> {
    const paths = await this.#guard(() => this.#parts.files.takeRequested(undefined));
    for (const path of paths ?? []) await this.open(path);
  }

  /** Opens the text of a file whose place is not known, as a new document. */
  async openDropped(file: Pick<File, 'name' | 'arrayBuffer'>): Promise<void> {
    const document = await this.#guard(() => this.#reader.dropped(file));
    if (document === undefined) return;
    this.#documents.add(document);
    this.#warnAbout(document);
  }

  /** Opens the example as a new document that was not saved anywhere, or shows it if it is open and unchanged. */
  openExample(exampleId: string): Promise<void> {
    return this.#once(`example:${exampleId}`, async () => {
      const isUnchanged = (each: OpenDocument): boolean =>
        each.path === undefined && exampleOf(each.id) === exampleId && !isDirty(each);
      const present = this.#documents.list.find(isUnchanged);
      if (present !== undefined) {
        this.#documents.activate(present.id);
        return;
      }
      const id = newDocumentId(`example:${exampleId}`);
      const document = await this.#guard(() => this.#reader.example(exampleId, id));
      if (document !== undefined) this.#documents.add(document);
    });
  }

  /** True when the text is on the disk. */
  async save(id: string): Promise<boolean> {
    const document = this.#find(id);
    if (document === undefined) return false;
    if (document.path === undefined) return this.saveAs(id);
    return this.#write(document, document.path, document.version === undefined ? {} : { version: document.version });
  }

  async saveAs(id: string): Promise<boolean> {
    const document = this.#find(id);
    if (document === undefined) return false;
    const { files, dialogs, nativeDialogs } = this.#parts;
    const folder = folderOf(document.path) ?? this.#activeFolder();
    const path = await this.#guard(() =>
      nativeDialogs()
        ? files.pickSave({ suggestedName: document.name })
        : dialogs.getState().pickFile({ mode: 'save', suggestedName: document.name, folder }),
    );
    if (path === undefined) return false;
    // The dialog has asked about a file that is there.
    return this.#write(this.#find(id) ?? document, path, { overwrite: true });
  }

  /** Closes the document; asks first if there is something to save. True when it is closed. */
  async close(id: string): Promise<boolean> {
    const document = this.#find(id);
    if (document === undefined) return true;
    if (isDirty(document)) {
      this.#documents.activate(id);
      const answer = await this.#questions.aboutClosing(document.name);
      if (answer === undefined || answer === 'cancel') return false;
      if (answer === 'save' && !(await this.save(id))) return false;
    }
    this.#documents.remove(id);
    this.#parts.notices.getState().solve(saveTopic(id));
    return true;
  }

  /** Brings back what was open; the first example if nothing was. */
  async restore(): Promise<void> {
    const { files, notices, onRestored } = this.#parts;
    let drafts: readonly Draft[];
    try {
      drafts = await files.drafts(undefined);
    } catch (error) {
      // Not restored: what this page has open must not replace what the host keeps.
      notices.getState().fail(error, {
        label: (language) => sharedMessages[language].common.retry,
        run: () => void this.restore(),
      });
      return;
    }
    for (const draft of drafts) {
      const document = await this.#guard(() => this.#reader.draft(draft));
      if (this.#find(draft.id) !== undefined) continue;
      onRestored(draft, document);
      if (document === undefined) continue;
      this.#documents.add(document, { inBackground: !draft.active });
    }
    if (this.#documents.list.length === 0) await this.#openFirstExample();
    this.#documents.setRestored();
  }

  convertToLf(id: string): void {
    const document = this.#find(id);
    if (document === undefined) return;
    this.#documents.change(id, { text: document.text.replaceAll(/\r\n?/g, '\n'), lineEnding: 'lf' });
  }

  /** LF becomes CRLF, everything else becomes LF. */
  toggleLineEnding(id: string): void {
    const document = this.#find(id);
    if (document?.lineEnding !== 'lf') return this.convertToLf(id);
    this.#documents.change(id, { text: document.text.replaceAll('\n', '\r\n'), lineEnding: 'crlf' });
  }

  async #openFirstExample(): Promise<void> {
    const examples = await this.#guard(() => this.examples());
    const first = examples?.find((each) => each.id.includes('hello')) ?? examples?.[0];
    if (first === undefined) this.createNew();
    else await this.openExample(first.id);
  }

  async #write(
    document: OpenDocument,
    path: string,
    options: { version?: string; overwrite?: boolean; replaceReadOnly?: boolean },
  ): Promise<boolean> {
    const { text, bom, id, name } = document;
    try {
      const written = await this.#parts.files.write({ path, bytes: encodeText(document), ...options });
      this.#documents.change(id, {
        path: written.path,
        version: written.version,
        name: fileName(written.path),
        base: { text, bom },
      });
      this.#parts.notices.getState().solve(saveTopic(id));
      return true;
    } catch (error) {
      const { code } = toProblem(error);
      if (code === 'file-changed') return this.#resolveConflict(document, path);
      if (code === 'file-read-only') {
        const answer = await this.#questions.aboutReadOnly(name);
        if (answer === 'replace') return this.#write(document, path, { ...options, replaceReadOnly: true });
        return answer === 'saveAs' && this.saveAs(id);
      }
      this.#parts.notices.getState().fail(
        error,
        {
          label: (language) => sharedMessages[language].documents.saveAs,
          run: () => void this.saveAs(id),
        },
        saveTopic(id),
      );
      return false;
    }
  }

  async #resolveConflict(document: OpenDocument, path: string): Promise<boolean> {
    const answer = await this.#questions.aboutConflict(document.name);
    if (answer === 'overwrite') return this.#write(document, path, { overwrite: true });
    if (answer === 'saveAs') return this.saveAs(document.id);
    if (answer !== 'reload') return false;
    const fresh = await this.#guard(() => this.#reader.file(path, document.id));
    if (fresh === undefined) return false;
    const { text, bom, lineEnding, base, version } = fresh;
    this.#documents.change(document.id, { text, bom, lineEnding, base, version });
    return true;
  }

  #warnAbout({ id, name, lineEnding, bom }: OpenDocument): void {
    const { remark } = this.#parts.notices.getState();
    if (lineEnding === 'mixed') {
      remark('warning', (language) => sharedMessages[language].documents.mixedLineEnds(name), {
        label: (language) => sharedMessages[language].documents.convertToLf,
        run: () => this.convertToLf(id),
      });
    }
    if (bom) {
      remark('warning', (language) => sharedMessages[language].documents.byteOrderMark(name), {
        label: (language) => sharedMessages[language].documents.removeMark,
        run: () => this.#documents.change(id, { bom: false }),
      });
    }
  }

  get #documents(): ReturnType<DocumentsStore['getState']> {
    return this.#parts.documents.getState();
  }

  #find(id: string): OpenDocument | undefined {
    return this.#documents.list.find((each) => each.id === id);
  }

  #activeFolder(): string | undefined {
    const { activeId } = this.#documents;
    return activeId === undefined ? undefined : folderOf(this.#find(activeId)?.path);
  }

  /** Opens it, unless the same is being opened already. */
  #once(key: string, open: () => Promise<void>): Promise<void> {
    const present = this.#opening.get(key);
    if (present !== undefined) return present;
    const opening = open().finally(() => this.#opening.delete(key));
    this.#opening.set(key, opening);
    return opening;
  }

  /** Runs it; a failure is reported and the result is undefined. */
  async #guard<T>(work: () => Promise<T>): Promise<T | undefined> {
    const { notices } = this.#parts;
    try {
      return await work();
    } catch (error) {
      if (error instanceof NotTextError) {
        notices.getState().remark('error', (language) => sharedMessages[language].documents.notText(error.fileName));
      } else notices.getState().fail(error);
      return undefined;
    }
  }
}

/** Of notices about saving this document. */
function saveTopic(id: string): string {
  return `save ${id}`;
}
