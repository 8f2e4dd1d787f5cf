// Carries open documents with their unsaved text to the host, soon after each change, so that neither a crash nor a
// reload loses what was typed. A failed attempt is repeated until one succeeds.

import type { Clock } from '../../src-shared/lib/clock.ts';
import { toDisposable, type Disposable } from '../../src-shared/lib/disposable.ts';
import type { Draft } from '../../src-shared/contract/files.ts';
import type { Host } from '../../src-shared/contract/contract.ts';
import { isDirty, type DocumentsStore, type OpenDocument } from './documents.ts';
import { joinText } from './text-file.ts';

/** Long enough to gather a burst of typing, short enough to lose nothing worth a word. */
const quietMs = 300;
const retryMs = 2000;

export class DraftKeeper implements Disposable {
  readonly #documents: DocumentsStore;
  readonly #files: Pick<Host['files'], 'keepDrafts'>;
  readonly #clock: Clock;
  readonly #subscription: Disposable;
  #timer: Disposable | undefined;
  /** What was sent last; undefined after a failure. */
  #sent: readonly OpenDocument[] | undefined = [];
  #sentActive: string | undefined;
  #underWay = 0;

  constructor(documents: DocumentsStore, files: Pick<Host['files'], 'keepDrafts'>, clock: Clock) {
    this.#documents = documents;
    this.#files = files;
    this.#clock = clock;
    this.#subscription = toDisposable(documents.subscribe(() => this.#schedule(quietMs)));
  }

  /** Sends what was not sent yet, at once. Call it when the page is about to go away. */
  flush(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    // Before the last session is restored an empty list says nothing.
    if (!this.#documents.getState().restored || !this.#hasNews()) return;
    const { list, activeId } = this.#documents.getState();
    this.#sent = list;
    this.#sentActive = activeId;
    this.#underWay += 1;
    this.#files.keepDrafts(list.map((document) => toDraft(document, activeId))).then(
      () => this.#settle(quietMs),
      () => {
        this.#sent = undefined;
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

  #hasNews(): boolean {
    const { list, activeId } = this.#documents.getState();
    return list !== this.#sent || activeId !== this.#sentActive;
  }

  #settle(nextDelayMs: number): void {
    this.#underWay -= 1;
    this.#schedule(nextDelayMs);
  }

  /** One call at a time: while the host is away calls wait, and waiting ones would pile up. */
  #schedule(delayMs: number): void {
    if (this.#timer !== undefined || this.#underWay > 0 || !this.#hasNews()) return;
    this.#timer = this.#clock.after(delayMs, () => this.flush());
  }
}

function toDraft(document: OpenDocument, activeId: string | undefined): Draft {
  // A new document has nowhere else to be read from; an example and a file have.
  const keepText = isDirty(document) || document.id.startsWith('new:');
  return {
    id: document.id,
    name: document.name,
    ...(document.path === undefined ? {} : { path: document.path }),
    ...(document.version === undefined ? {} : { version: document.version }),
    ...(keepText ? { text: joinText(document) } : {}),
    active: document.id === activeId,
  };
}
