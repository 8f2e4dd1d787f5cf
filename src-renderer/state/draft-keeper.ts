// Carries open documents with their unsaved text to the host, soon after each change, so that neither a crash nor a
// reload loses what was typed. A failed attempt is repeated until one succeeds.

import type { Clock } from '../../src-shared/lib/clock.ts';
import { toDisposable, type Disposable } from '../../src-shared/lib/disposable.ts';
import type { Draft, DraftChanges, KeptDraft } from '../../src-shared/contract/files.ts';
import type { Host } from '../../src-shared/contract/contract.ts';
import { isDirty, newDocumentId, type DocumentsStore, type OpenDocument } from './documents.ts';
import { joinText } from './text-file.ts';

/** Long enough to gather a burst of typing, short enough to lose nothing worth a word. */
const quietMs = 300;
const retryMs = 2000;

/** What the host has of a document. */
interface Known {
  /** The host's name for it: another one than here when somebody else changed the same document. */
  readonly id: string;
  readonly revision: number;
  /** What was sent or restored last; undefined: the host has something else. */
  readonly document: OpenDocument | undefined;
}

export interface DraftKeeperParts {
  readonly documents: DocumentsStore;
  readonly files: Pick<Host['files'], 'keepDrafts'>;
  readonly clock: Clock;
  /** Another page had changed the same document; both texts are kept. */
  readonly onKeptTwice: (document: OpenDocument) => void;
}

export class DraftKeeper implements Disposable {
  readonly #parts: DraftKeeperParts;
  readonly #page = newDocumentId('page');
  readonly #subscription: Disposable;
  /** By the id that the document has here. */
  readonly #known = new Map<string, Known>();
  #timer: Disposable | undefined;
  /** Order and active document as sent last; undefined after a failure. */
  #sentOrder: string | undefined = '';
  #underWay = 0;

  constructor(parts: DraftKeeperParts) {
    this.#parts = parts;
    this.#subscription = toDisposable(parts.documents.subscribe(() => this.#schedule(quietMs)));
  }

  /** Tells what the host has: the document as it was restored from this draft, if it could be. */
  know({ id, revision }: Draft, document: OpenDocument | undefined): void {
    this.#known.set(id, { id, revision, document });
  }

  /** Sends what was not sent yet, at once. Call it when the page is about to go away. */
  flush(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    const { list, activeId, restored } = this.#parts.documents.getState();
    // Before the last session is restored an empty list says nothing.
    if (!restored || !this.#hasNews()) return;
    const changed = list.filter((document) => this.#known.get(document.id)?.document !== document);
    const closed = this.#closed();
    const hostId = (id: string): string => this.#known.get(id)?.id ?? id;
    const changes: DraftChanges = {
      page: this.#page,
      changed: changed.map((document) => toDraft(document, this.#known.get(document.id))),
      closed: closed.map(([, { id, revision }]) => ({ id, revision })),
      order: list.map(({ id }) => hostId(id)),
      ...(activeId === undefined ? {} : { activeId: hostId(activeId) }),
    };
    for (const document of changed) this.#setKnown(document.id, { document });
    for (const [id] of closed) this.#known.delete(id);
    this.#sentOrder = orderOf(list, activeId);
    this.#underWay += 1;
    this.#parts.files.keepDrafts(changes).then(
      (kept) => this.#takeKept(changed, kept),
      () => {
        for (const document of changed) this.#setKnown(document.id, { document: undefined });
        for (const [id, known] of closed) this.#known.set(id, known);
        this.#sentOrder = undefined;
        this.#settle(retryMs);
      },
    );
  }

  /** True while the host does not hold everything that was typed. */
  get hasUnkept(): boolean {
    return this.#underWay > 0 || this.#hasNews();
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#subscription.dispose();
  }

  #takeKept(changed: readonly OpenDocument[], kept: readonly KeptDraft[]): void {
    for (const [at, { id, keptAs, revision }] of kept.entries()) {
      const document = changed[at];
      if (document === undefined) break;
      this.#setKnown(document.id, { id: keptAs, revision });
      if (keptAs !== id) this.#parts.onKeptTwice(document);
    }
    this.#settle(quietMs);
  }

  #setKnown(id: string, change: Partial<Known>): void {
    this.#known.set(id, { ...(this.#known.get(id) ?? { id, revision: 0, document: undefined }), ...change });
  }

  #closed(): [string, Known][] {
    const open = new Set(this.#parts.documents.getState().list.map(({ id }) => id));
    return [...this.#known].filter(([id]) => !open.has(id));
  }

  #hasNews(): boolean {
    const { list, activeId } = this.#parts.documents.getState();
    return (
      orderOf(list, activeId) !== this.#sentOrder ||
      list.some((document) => this.#known.get(document.id)?.document !== document) ||
      this.#closed().length > 0
    );
  }

  #settle(nextDelayMs: number): void {
    this.#underWay -= 1;
    this.#schedule(nextDelayMs);
  }

  /** One call at a time: while the host is away calls wait, and waiting ones would pile up. */
  #schedule(delayMs: number): void {
    if (this.#timer !== undefined || this.#underWay > 0 || !this.#hasNews()) return;
    this.#timer = this.#parts.clock.after(delayMs, () => this.flush());
  }
}

function orderOf(list: readonly OpenDocument[], activeId: string | undefined): string {
  return JSON.stringify([activeId, ...list.map(({ id }) => id)]);
}

function toDraft(document: OpenDocument, known: Known | undefined): DraftChanges['changed'][number] {
  // A new document has nowhere else to be read from; an example and a file have.
  const keepText = isDirty(document) || document.id.startsWith('new:');
  return {
    id: known?.id ?? document.id,
    name: document.name,
    ...(document.path === undefined ? {} : { path: document.path }),
    ...(document.version === undefined ? {} : { version: document.version }),
    ...(keepText ? { text: joinText(document) } : {}),
    revision: known?.revision ?? 0,
  };
}
