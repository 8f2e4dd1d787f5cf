// Open documents with their unsaved text, of all pages together. Each page tells only what it changed, and what that was
// based on, so that no page writes over the text of another: where two changed the same document, both texts are kept.

import path from 'node:path';
import type { Draft, DraftChanges, KeptDraft } from '../../../src-shared/contract/files.ts';
import { draft } from '../../../src-shared/contract/files.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import { v } from '../../../src-shared/rpc/schema.ts';
import { JsonFile } from '../../lib/json-file.ts';

type Changed = DraftChanges['changed'][number];
/** With the page that changed it last. */
type StoredDraft = Draft & { readonly page?: string | undefined };

export interface DraftStoreOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  /** A file of the data folder cannot be written. */
  readonly onProblem: (cause: unknown, file: string) => void;
}

export class DraftStore {
  readonly #file: JsonFile<StoredDraft[]>;

  private constructor(file: JsonFile<StoredDraft[]>) {
    this.#file = file;
  }

  static async load({ dataFolder, clock, onProblem }: DraftStoreOptions): Promise<DraftStore> {
    const file = path.join(dataFolder, 'drafts.json');
    return new DraftStore(await JsonFile.load({ file, read: readDrafts, clock, onProblem }));
  }

  get list(): Draft[] {
    return this.#file.value.map(({ page: _page, ...each }) => each);
  }

  keep({ page, changed, closed, order, activeId }: DraftChanges): KeptDraft[] {
    const drafts = new Map(this.#file.value.map((each) => [each.id, each]));
    for (const { id, revision } of closed) {
      const stored = drafts.get(id);
      // A draft that another page has changed since then stays open.
      if (stored !== undefined && isBasedOn(stored, revision, page)) drafts.delete(id);
    }
    const kept = changed.map((change) => keepOne(drafts, change, page));
    const ownIds = new Map(kept.map(({ id, keptAs }) => [id, keptAs]));
    const places = new Map(order.map((id, place) => [ownIds.get(id) ?? id, place]));
    const active = activeId === undefined ? undefined : (ownIds.get(activeId) ?? activeId);
    const placeOf = ({ id }: StoredDraft): number => places.get(id) ?? order.length;
    this.#file.set(
      [...drafts.values()]
        .sort((a, b) => placeOf(a) - placeOf(b))
        .map((each) => ({ ...each, active: each.id === active })),
    );
    return kept;
  }

  /** Writes what is not on disk yet; the store is not used afterwards. */
  close(): Promise<void> {
    return this.#file.close();
  }
}

function keepOne(drafts: Map<string, StoredDraft>, change: Changed, page: string): KeptDraft {
  const stored = drafts.get(change.id);
  const mayReplace = stored === undefined || stored.text === change.text || isBasedOn(stored, change.revision, page);
  const revision = Math.max(stored?.revision ?? 0, change.revision) + 1;
  // The beginning of an id tells the kind of the document.
  const keptAs = mayReplace ? change.id : `${change.id}~${revision}`;
  drafts.set(keptAs, { ...change, id: keptAs, revision, active: false, page });
  return { id: change.id, keptAs, revision };
}

/** A page also knows what it wrote itself, even where the answer did not reach it. */
function isBasedOn(stored: StoredDraft, revision: number, page: string): boolean {
  return stored.revision === revision || stored.page === page;
}

const storedDraft = v.object({
  ...draft.entries,
  revision: v.optional(draft.entries.revision, 0),
  page: v.optional(v.string()),
});

/** Every draft that is still readable is kept: it may be the only copy of a person's work. */
function readDrafts(json: unknown): StoredDraft[] {
  if (!Array.isArray(json)) return [];
  const parsed = json.map((each) => v.safeParse(storedDraft, each));
  return parsed.flatMap((each) => (each.success ? [each.output] : []));
}
