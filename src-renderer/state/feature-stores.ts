// The stores of the features: each is made once for a page, by the function that also names it.

import type { Disposable } from '../../src-shared/lib/disposable.ts';
import type { SharedStores } from './shared-stores.ts';

/** Makes the store of a feature from the stores that all features share. */
export type StoreFactory<Store> = (stores: SharedStores) => Store;

/** What a feature's store may offer beside its state. */
interface FeatureStore extends Partial<Disposable> {
  /** Reads everything from the host: at start, and after the connection came back. */
  refresh?(): Promise<void>;
}

export class FeatureStores implements Disposable {
  readonly #shared: SharedStores;
  readonly #made = new Map<StoreFactory<unknown>, unknown>();

  constructor(shared: SharedStores) {
    this.#shared = shared;
  }

  /** The store that this function makes; made at the first call. */
  get<Store>(create: StoreFactory<Store>): Store {
    if (!this.#made.has(create)) this.#made.set(create, create(this.#shared));
    return this.#made.get(create) as Store;
  }

  /** Refreshes every store; rejects with the first failure after all have ended. */
  async refresh(): Promise<void> {
    const results = await Promise.allSettled(this.#stores().map(async (store) => store.refresh?.()));
    const failed = results.find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  dispose(): void {
    for (const store of this.#stores()) store.dispose?.();
    this.#made.clear();
  }

  #stores(): readonly FeatureStore[] {
    return [...this.#made.values()] as readonly FeatureStore[];
  }
}
