// Opens, saves, closes and restores documents: the documents store on one side, the host's files on the other.

import type { Host } from '../../src-shared/contract/contract.ts';
import type { Draft, ExampleEntry } from '../../src-shared/contract/files.ts';
import { toProblem } from '../../src-shared/rpc/problem.ts';
import type { DialogsStore } from './dialogs.ts';
import { isDirty, newDocument, newDocumentId, type DocumentsStore, type OpenDocument } from './documents.ts';
import type { Language } from './language.ts';
import type { NoticesStore } from './notices.ts';
import { decodeText, encodeText, splitText, type TextContent } from './text-file.ts';
import { sharedMessages } from './messages.ts';

export interface DocumentFilesParts {
  readonly files: Host['files'];
  readonly documents: DocumentsStore;
  readonly dialogs: DialogsStore;
  readonly notices: NoticesStore;
  /** What the host has, and the document made of it, if it could be read. */
  readonly onRestored: (draft: Draft, document: OpenDocument | undefined) => void;
  /** True where the shell has file dialogs of its own. */
  readonly nativeDialogs: () => boolean;
}

export class DocumentFiles {
  readonly #files: Host['files'];
  readonly #documents: DocumentsStore;
  readonly #dialogs: DialogsStore;
  readonly #notices: NoticesStore;
  readonly #nativeDialogs: () => boolean;
  readonly #onRestored: DocumentFilesParts['onRestored'];
  #examples: Promise<readonly ExampleEntry[]> | undefined;

  constructor(parts: DocumentFilesParts) {
    this.#files = parts.files;
    this.#documents = parts.documents;
    this.#dialogs = parts.dialogs;
    this.#notices = parts.notices;
    this.#nativeDialogs = parts.nativeDialogs;
    this.#onRestored = parts.onRestored;
  }

  /** Reads the list once; a failure is not remembered. */
  examples(): Promise<readonly ExampleEntry[]> {
    this.#examples ??= this.#files.examples(undefined).catch((error: unknown) => {
      this.#examples = undefined;
      throw error;
    });
    return this.#examples;
  }

  createNew(): void {
    const names = new Set(this.#documents.getState().list.map((each) => each.name));
    let number = 1;
    while (names.has(`untitled-${number}.py`)) number += 1;
    this.#documents.getState().add(newDocument(`untitled-${number}.py`));
  }

  /** Asks for a file and opens it. */
  async pickAndOpen(): Promise<void> {
    const path = await this.#guard(() =>
      this.#nativeDialogs()
        ? this.#files.pickOpen(undefined)
        : this.#dialogs.getState().pickFile({ mode: 'open', suggestedName: '', folder: this.#activeFolder() }),
    );
    if (path !== undefined) await this.open(path);
  }

  /** Brings the file to the front; opens it when it is not open yet. */
  async open(path: string): Promise<void> {
    const { list, activate, add } = this.#documents.getState();
    const present = list.find((each) => each.path === path);
    if (present !== undefined) return activate(present.id);
    const document = await this.#guard(() => this.#readFile(path, newDocumentId('file')));
    if (document === undefined) return;
    add(document);
    this.#remarkOn(document);
  }

  /** Opens what the shell was asked to open (argument, icon, menu). */
  async openRequested(): Promise<void> {
    const paths = await this.#guard(() => this.#files.takeRequested(undefined));
    for (const path of paths ?? []) await this.open(path);
  }

  /** Opens the text of a file whose place is not known, as a new document. */
  async openDropped(file: Pick<File, 'name' | 'arrayBuffer'>): Promise<void> {
    const document = await this.#guard(async () => {
      const content = decodeText(new Uint8Array(await file.arrayBuffer()));
      if (content === undefined) throw new NotTextError(file.name);
      const { text, bom } = content;
      return { ...newDocument(file.name), ...content, base: { text, bom } };
    });
    if (document === undefined) return;
    this.#documents.getState().add(document);
    this.#remarkOn(document);
  }

  /** Opens the example as a new document that was not saved anywhere. */
  async openExample(exampleId: string): Promise<void> {
    const id = newDocumentId(`example:${exampleId}`);
    const document = await this.#guard(() => this.#readExample(exampleId, id));
    if (document !== undefined) this.#documents.getState().add(document);
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
    const path = await this.#guard(() =>
      this.#nativeDialogs()
        ? this.#files.pickSave({ suggestedName: document.name })
        : this.#dialogs.getState().pickFile({
            mode: 'save',
            suggestedName: document.name,
            folder: folderOf(document.path) ?? this.#activeFolder(),
          }),
    );
    if (path === undefined) return false;
    // Whoever picked the name was asked before about a file that is there.
    return this.#write(this.#find(id) ?? document, path, { overwrite: true });
  }

  /** Closes the document; asks first when there is something to save. True when it is closed. */
  async close(id: string): Promise<boolean> {
    const document = this.#find(id);
    if (document === undefined) return true;
    if (isDirty(document)) {
      this.#documents.getState().activate(id);
      const answer = await this.#dialogs.getState().ask({
        title: (language) => sharedMessages[language].documents.saveQuestionTitle(document.name),
        text: (language) => sharedMessages[language].documents.saveQuestionText,
        buttons: [
          { answer: 'save', kind: 'primary', label: (language) => sharedMessages[language].common.save },
          { answer: 'discard', kind: 'danger', label: (language) => sharedMessages[language].documents.discard },
          { answer: 'cancel', kind: 'plain', label: (language) => sharedMessages[language].common.cancel },
        ],
      });
      if (answer === undefined || answer === 'cancel') return false;
      if (answer === 'save' && !(await this.save(id))) return false;
    }
    this.#documents.getState().remove(id);
    return true;
  }

  /** Brings back what was open; the first example when nothing was. */
  async restore(): Promise<void> {
    let drafts: readonly Draft[];
    try {
      drafts = await this.#files.drafts(undefined);
    } catch (error) {
      // Not restored: what this page has open must not replace what the host keeps.
      const action = {
        label: (language: Language) => sharedMessages[language].common.retry,
        run: () => void this.restore(),
      };
      this.#notices.getState().fail(error, action);
      return;
    }
    for (const draft of drafts) {
      const document = await this.#guard(() => this.#fromDraft(draft));
      if (this.#find(draft.id) !== undefined) continue;
      this.#onRestored(draft, document);
      if (document === undefined) continue;
      this.#documents.getState().add(document, { inBackground: !draft.active });
    }
    if (this.#documents.getState().list.length === 0) await this.#openFirstExample();
    this.#documents.getState().setRestored();
  }

  async #openFirstExample(): Promise<void> {
    const examples = await this.#guard(() => this.examples());
    const first = examples?.find((each) => each.id.includes('hello')) ?? examples?.[0];
    if (first === undefined) this.createNew();
    else await this.openExample(first.id);
  }

  async #fromDraft(draft: Draft): Promise<OpenDocument> {
    const { id, name, path, version, text } = draft;
    const base = await this.#baseOf(draft);
    const content = text === undefined ? base : splitText(text);
    if (content === undefined) throw new Error(`The draft ${name} has no text.`);
    return {
      id,
      name,
      path,
      // A draft stays based on what it was based on: saving it over a newer file asks first.
      version: text === undefined ? base?.version : version,
      text: content.text,
      bom: content.bom,
      lineEnding: content.lineEnding,
      base: base === undefined ? undefined : { text: base.text, bom: base.bom },
      revision: 0,
    };
  }

  /** What the draft is compared with; undefined when it is gone, which is no failure while the draft has its text. */
  async #baseOf(draft: Draft): Promise<(TextContent & { version?: string | undefined }) | undefined> {
    const read = async (): Promise<TextContent & { version?: string | undefined }> => {
      if (draft.path !== undefined) return this.#readFile(draft.path, draft.id);
      const exampleId = /^example:(.*):[^:]*$/.exec(draft.id)?.[1];
      if (exampleId !== undefined) return this.#readExample(exampleId, draft.id);
      return { text: '', bom: false, lineEnding: 'lf' };
    };
    if (draft.text === undefined) return read();
    return read().catch(() => undefined);
  }

  async #readFile(path: string, id: string): Promise<OpenDocument> {
    const file = await this.#files.read({ path });
    const content = decodeText(file.bytes);
    if (content === undefined) throw new NotTextError(fileName(path));
    return {
      id,
      name: fileName(path),
      path: file.path,
      version: file.version,
      ...content,
      base: { text: content.text, bom: content.bom },
      revision: 0,
    };
  }

  async #readExample(exampleId: string, id: string): Promise<OpenDocument> {
    const { name, bytes } = await this.#files.readExample({ id: exampleId });
    return newDocument(name, { id, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) });
  }

  async #write(
    document: OpenDocument,
    path: string,
    options: { version?: string; overwrite?: boolean; replaceReadOnly?: boolean },
  ): Promise<boolean> {
    const { text, bom } = document;
    try {
      const written = await this.#files.write({ path, bytes: encodeText(document), ...options });
      this.#documents.getState().change(document.id, {
        path: written.path,
        version: written.version,
        name: fileName(written.path),
        base: { text, bom },
      });
      return true;
    } catch (error) {
      const { code } = toProblem(error);
      if (code === 'file-changed') return this.#resolveConflict(document, path);
      if (code === 'file-read-only') {
        const answer = await this.#askAboutReadOnly(document);
        if (answer === 'replace') return this.#write(document, path, { ...options, replaceReadOnly: true });
        return answer === 'saveAs' && this.saveAs(document.id);
      }
      this.#notices.getState().fail(error, {
        label: (language) => sharedMessages[language].documents.saveAs,
        run: () => void this.saveAs(document.id),
      });
      return false;
    }
  }

  #askAboutReadOnly(document: OpenDocument): Promise<string | undefined> {
    return this.#dialogs.getState().ask({
      title: (language) => sharedMessages[language].documents.readOnlyTitle(document.name),
      text: (language) => sharedMessages[language].documents.readOnlyText,
      buttons: [
        { answer: 'replace', kind: 'danger', label: (language) => sharedMessages[language].documents.replace },
        { answer: 'saveAs', kind: 'primary', label: (language) => sharedMessages[language].documents.saveAs },
        { answer: 'cancel', kind: 'plain', label: (language) => sharedMessages[language].common.cancel },
      ],
    });
  }

  async #resolveConflict(document: OpenDocument, path: string): Promise<boolean> {
    const answer = await this.#dialogs.getState().ask({
      title: (language) => sharedMessages[language].documents.changedTitle(document.name),
      text: (language) => sharedMessages[language].documents.changedText,
      buttons: [
        { answer: 'overwrite', kind: 'danger', label: (language) => sharedMessages[language].documents.overwrite },
        { answer: 'saveAs', kind: 'primary', label: (language) => sharedMessages[language].documents.saveAs },
        { answer: 'reload', kind: 'plain', label: (language) => sharedMessages[language].documents.reload },
        { answer: 'cancel', kind: 'plain', label: (language) => sharedMessages[language].common.cancel },
      ],
    });
    if (answer === 'overwrite') return this.#write(document, path, { overwrite: true });
    if (answer === 'saveAs') return this.saveAs(document.id);
    if (answer === 'reload') {
      const fresh = await this.#guard(() => this.#readFile(path, document.id));
      if (fresh === undefined) return false;
      const { text, bom, lineEnding, base, version } = fresh;
      this.#documents.getState().change(document.id, { text, bom, lineEnding, base, version });
      return true;
    }
    return false;
  }

  #remarkOn(document: OpenDocument): void {
    if (document.lineEnding === 'mixed') {
      this.#notices
        .getState()
        .remark('warning', (language) => sharedMessages[language].documents.mixedLineEnds(document.name), {
          label: (language) => sharedMessages[language].documents.convertToLf,
          run: () => this.convertToLf(document.id),
        });
    }
    if (document.bom) {
      this.#notices
        .getState()
        .remark('warning', (language) => sharedMessages[language].documents.byteOrderMark(document.name), {
          label: (language) => sharedMessages[language].documents.removeMark,
          run: () => this.#documents.getState().change(document.id, { bom: false }),
        });
    }
  }

  convertToLf(id: string): void {
    const document = this.#find(id);
    if (document === undefined) return;
    this.#documents.getState().change(id, { text: document.text.replaceAll(/\r\n?/g, '\n'), lineEnding: 'lf' });
  }

  /** LF becomes CRLF, everything else becomes LF. */
  toggleLineEnding(id: string): void {
    const document = this.#find(id);
    if (document?.lineEnding !== 'lf') return this.convertToLf(id);
    this.#documents.getState().change(id, { text: document.text.replaceAll('\n', '\r\n'), lineEnding: 'crlf' });
  }

  #find(id: string): OpenDocument | undefined {
    return this.#documents.getState().list.find((each) => each.id === id);
  }

  #activeFolder(): string | undefined {
    const { activeId } = this.#documents.getState();
    return activeId === undefined ? undefined : folderOf(this.#find(activeId)?.path);
  }

  /** Runs it; a failure is said and the answer is undefined. */
  async #guard<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof NotTextError) {
        this.#notices
          .getState()
          .remark('error', (language) => sharedMessages[language].documents.notText(error.fileName));
      } else this.#notices.getState().fail(error);
      return undefined;
    }
  }
}

/** The bytes are not UTF-8 text, so opening them for editing would damage them. */
class NotTextError extends Error {
  readonly fileName: string;

  constructor(fileName: string) {
    super(`${fileName} is not UTF-8 text.`);
    this.fileName = fileName;
  }
}

/** The last part of a path of either kind. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}

function folderOf(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return end <= 0 ? undefined : path.slice(0, end);
}
