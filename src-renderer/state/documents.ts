// The open documents: their text, what is saved of it, which one is in front. The editor writes what is typed here at
// once; draft-keeper.ts carries it to the host, document-files.ts opens and saves.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { splitText, type LineEnding, type TextContent } from './text-file.ts';

export interface OpenDocument {
  /** "file:…", "new:…" or "example:<example id>:…". */
  readonly id: string;
  readonly name: string;
  /** On the host; undefined until it is saved for the first time. */
  readonly path: string | undefined;
  /** Of the file the text is based on. */
  readonly version: string | undefined;
  readonly text: string;
  readonly bom: boolean;
  readonly lineEnding: LineEnding;
  /** What it is compared with to tell whether it changed; undefined: unknown, so it counts as changed. */
  readonly base: Pick<TextContent, 'text' | 'bom'> | undefined;
  /** Goes up when the text changes from outside the editor; the editor then takes it over. */
  readonly revision: number;
}

export interface RevealRequest {
  readonly document: string;
  readonly line: number;
  readonly column: number;
  /** A new number each time, so that the same place can be asked for twice. */
  readonly nonce: number;
}

export interface DocumentsState {
  readonly list: readonly OpenDocument[];
  readonly activeId: string | undefined;
  readonly reveal: RevealRequest | undefined;
  /** True once the documents of the last session are there. */
  readonly restored: boolean;
  readonly add: (document: OpenDocument, options?: { readonly inBackground?: boolean }) => void;
  readonly activate: (id: string) => void;
  /** What the editor calls for every change that a person makes. */
  readonly edit: (id: string, text: string) => void;
  /** Changes facts of a document, or its text from outside the editor. */
  readonly change: (id: string, change: Partial<Omit<OpenDocument, 'id' | 'revision'>>) => void;
  readonly remove: (id: string) => void;
  /** Moves a tab to a place in the list. */
  readonly move: (id: string, index: number) => void;
  readonly revealLine: (document: string, line: number, column?: number) => void;
  readonly setRestored: () => void;
}

export type DocumentsStore = StoreApi<DocumentsState>;

export function isDirty(document: OpenDocument): boolean {
  const { base } = document;
  return base === undefined || base.text !== document.text || base.bom !== document.bom;
}

/** A document whose line ends would be altered by editing is read-only until it is converted. */
export function isReadOnly(document: OpenDocument): boolean {
  return document.lineEnding === 'mixed';
}

let lastNonce = 0;

/** Not random for secrecy: only different from all others. crypto.randomUUID is missing on plain http. */
export function newDocumentId(kind: string): string {
  lastNonce += 1;
  return `${kind}:${Date.now().toString(36)}-${lastNonce.toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
}

export function newDocument(name: string, options: { id?: string; text?: string } = {}): OpenDocument {
  const content = splitText(options.text ?? '');
  return {
    id: options.id ?? newDocumentId('new'),
    name,
    path: undefined,
    version: undefined,
    ...content,
    base: { text: content.text, bom: content.bom },
    revision: 0,
  };
}

export function createDocumentsStore(): DocumentsStore {
  return createStore<DocumentsState>()((set) => {
    const update = (id: string, next: (document: OpenDocument) => OpenDocument): void =>
      set(({ list }) => ({ list: list.map((each) => (each.id === id ? next(each) : each)) }));
    return {
      list: [],
      activeId: undefined,
      reveal: undefined,
      restored: false,
      add: (document, options = {}) =>
        set(({ list, activeId }) => ({
          list: [...list, document],
          activeId: options.inBackground && activeId !== undefined ? activeId : document.id,
        })),
      activate: (id) => set(({ list }) => (list.some((each) => each.id === id) ? { activeId: id } : {})),
      edit: (id, text) => update(id, (document) => ({ ...document, text })),
      change: (id, change) =>
        update(id, (document) => ({
          ...document,
          ...change,
          revision:
            (change.text !== undefined && change.text !== document.text) ||
            (change.lineEnding !== undefined && change.lineEnding !== document.lineEnding)
              ? document.revision + 1
              : document.revision,
        })),
      remove: (id) =>
        set(({ list, activeId }) => {
          const index = list.findIndex((each) => each.id === id);
          const rest = list.filter((each) => each.id !== id);
          const neighbour = rest[Math.min(index, rest.length - 1)]?.id;
          return { list: rest, activeId: activeId === id ? neighbour : activeId };
        }),
      move: (id, index) =>
        set(({ list }) => {
          const moved = list.find((each) => each.id === id);
          if (moved === undefined) return {};
          const rest = list.filter((each) => each.id !== id);
          return { list: [...rest.slice(0, index), moved, ...rest.slice(index)] };
        }),
      revealLine: (document, line, column = 1) =>
        set({ activeId: document, reveal: { document, line, column, nonce: (lastNonce += 1) } }),
      setRestored: () => set({ restored: true }),
    };
  });
}
