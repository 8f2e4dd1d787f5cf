// Makes documents of what the host has: files, examples, drafts, and files that were dropped on the page.

import type { Host } from '../../src-shared/contract/contract.ts';
import type { Draft, ExampleEntry } from '../../src-shared/contract/files.ts';
import { CodedError } from '../../src-shared/lib/coded-error.ts';
import { newDocument, type OpenDocument } from './documents.ts';
import { fileName } from './paths.ts';
import { decodeText, splitText, type TextContent } from './text-file.ts';

/** The bytes are not UTF-8 text, so opening them for editing would damage them. */
export class NotTextError extends Error {
  readonly fileName: string;

  constructor(fileName: string) {
    super(`${fileName} is not UTF-8 text.`);
    this.fileName = fileName;
  }
}

type Base = TextContent & { readonly version?: string | undefined };

export class DocumentReader {
  readonly #files: Host['files'];
  #examples: Promise<readonly ExampleEntry[]> | undefined;

  constructor(files: Host['files']) {
    this.#files = files;
  }

  /** The list of examples, read once; a failure is not remembered. */
  examples(): Promise<readonly ExampleEntry[]> {
    this.#examples ??= this.#files.examples(undefined).catch((error: unknown) => {
      this.#examples = undefined;
      throw error;
    });
    return this.#examples;
  }

  /** Rejects with NotTextError, and as `files.read`. */
  async file(path: string, id: string): Promise<OpenDocument> {
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

  async example(exampleId: string, id: string): Promise<OpenDocument> {
    const { name, bytes } = await this.#files.readExample({ id: exampleId });
    return newDocument(name, { id, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) });
  }

  /** A new document with the text of a file whose path is not known. Rejects with NotTextError. */
  async dropped(file: Pick<File, 'name' | 'arrayBuffer'>): Promise<OpenDocument> {
    const content = decodeText(new Uint8Array(await file.arrayBuffer()));
    if (content === undefined) throw new NotTextError(file.name);
    const { text, bom } = content;
    return { ...newDocument(file.name), ...content, base: { text, bom } };
  }

  async draft(draft: Draft): Promise<OpenDocument> {
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

  /** What the draft is compared with; undefined if it is gone, which is no failure while the draft has its text. */
  async #baseOf(draft: Draft): Promise<Base | undefined> {
    const read = async (): Promise<Base> => {
      if (draft.path !== undefined) return this.file(draft.path, draft.id);
      const exampleId = exampleOf(draft.id);
      if (exampleId !== undefined) return this.example(exampleId, draft.id);
      return { text: '', bom: false, lineEnding: 'lf' };
    };
    if (draft.text === undefined) return read();
    return read().catch((error: unknown) => {
      if (error instanceof CodedError || error instanceof NotTextError) return undefined;
      throw error;
    });
  }
}

/** The example that a document with this id was made of; undefined for other documents. */
export function exampleOf(documentId: string): string | undefined {
  return /^example:(.*):[^:]*$/.exec(documentId)?.[1];
}
