// Brings the profiles of the host to the worker: the host is watched while the panel is visible and not paused, and its
// symbols are fetched when they have changed.

import type { Host } from '../../../src-shared/contract/contract.ts';
import type { ProfilerState } from '../../../src-shared/contract/profiler.ts';
import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import { packedRowCount } from '../../../src-shared/profile/table-bytes.ts';
import type { ProfileViewRequest } from '../../workers/profile/profile-messages.ts';
import type { ProfileAnalyst } from './profile-analyst.ts';

export interface ProfilerFeedParts {
  readonly profiler: Host['profiler'];
  readonly analyst: ProfileAnalyst;
  /** What the page knows and wants now. */
  readonly state: () => {
    readonly host: ProfilerState;
    readonly paused: boolean;
    readonly request: ProfileViewRequest;
  };
  readonly onFailure: (error: unknown) => void;
}

export class ProfilerFeed implements Disposable {
  readonly #parts: ProfilerFeedParts;
  readonly #owned = new DisposableStore();
  #visible = false;
  #watching = false;
  #knownRevision: number | undefined;

  constructor(parts: ProfilerFeedParts) {
    this.#parts = parts;
    this.#owned.add(
      parts.profiler.on('snapshot', ({ table }) => {
        // A reset shows at once, also while paused.
        if (this.#watching || packedRowCount(table) === 0) this.show({ table });
      }),
    );
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    this.follow();
  }

  /** Asks the worker for the view that is wanted now, of new data if there is any. */
  show(data: Omit<Parameters<ProfileAnalyst['show']>[0], 'view'> = {}): void {
    this.#parts.analyst.show({ ...data, view: this.#parts.state().request });
  }

  /** Brings watching and symbols in line with what is visible. Call it when the state has changed. */
  follow(): void {
    const { profiler, state } = this.#parts;
    const { paused, host } = state();
    const wanted = this.#visible && !paused;
    if (wanted !== this.#watching) {
      this.#watching = wanted;
      this.#orFail(
        profiler.watch({ on: wanted }).then((last) => last !== undefined && this.show({ table: last.table })),
      );
    }
    if (this.#visible && host.symbols?.revision !== this.#knownRevision) this.#fetchSymbols(host.symbols?.revision);
  }

  /** The host may be another one now, which knows of no watching page. */
  startAgain(): void {
    this.#watching = false;
    this.#knownRevision = undefined;
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #fetchSymbols(revision: number | undefined): void {
    this.#knownRevision = revision;
    if (revision === undefined) this.show({ elf: 'none' });
    else {
      const symbols = this.#parts.profiler.symbols(undefined);
      this.#orFail(symbols.then((found) => this.show({ elf: found?.elf ?? 'none' })));
    }
  }

  #orFail(call: Promise<unknown>): void {
    call.catch(this.#parts.onFailure);
  }
}
