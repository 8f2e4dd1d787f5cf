// The state that features share, made once for a host connection. Features read it and never import each other.

import type { HostConnection } from '../host/host-connection.ts';
import { systemClock, type Clock } from '../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../src-shared/lib/disposable.ts';
import { FeatureStores, type StoreFactory } from './feature-stores.ts';
import { createSharedStores, type SharedStores } from './shared-stores.ts';

export interface Stores extends SharedStores, Disposable {
  readonly features: FeatureStores;
  /** Fills everything from the host. A window with one panel has no documents. */
  start(options?: { readonly withDocuments?: boolean }): Promise<void>;
}

export interface StoresOptions {
  readonly clock?: Clock;
  /** The stores of the features, made at once. */
  readonly featureStores?: readonly StoreFactory<unknown>[];
}

export function createStores(connection: HostConnection, options: StoresOptions = {}): Stores {
  const owned = new DisposableStore();
  const shared = createSharedStores(connection, options.clock ?? systemClock, owned);
  const features = owned.add(new FeatureStores(shared));
  for (const create of options.featureStores ?? []) features.get(create);
  const { notices, settings, camera, script, channels, files, drafts, link } = shared;

  const refresh = async (): Promise<void> => {
    const results = await Promise.allSettled([
      settings.refresh(),
      camera.refresh(),
      script.refresh(),
      channels.refresh(),
      features.refresh(),
    ]);
    const failed = results.find((each) => each.status === 'rejected');
    if (failed !== undefined) notices.getState().fail(failed.reason);
  };

  const takeRequested = async (): Promise<void> => {
    // A window without an editor leaves them to the one that has it.
    if (shared.documents.getState().restored) await files.openRequested();
  };

  owned.add(
    connection.onLinkState((state) => {
      link.setState({ state });
      if (state !== 'connected') return;
      drafts.flush();
      void refresh();
    }),
  );
  owned.add(connection.host.app.on('problem', (problem) => notices.getState().problem(problem)));
  owned.add(connection.host.files.on('requested', () => void takeRequested()));
  owned.add(connection.host.app.on('command', ({ id }) => void shared.commands.run(id)));

  return {
    ...shared,
    features,
    async start({ withDocuments = true } = {}) {
      // Settings come first: the language and the theme follow from them.
      await settings.refresh().catch((error: unknown) => notices.getState().fail(error));
      // Documents before the last run: its failure mark belongs to one of them.
      if (withDocuments) await files.restore();
      await takeRequested();
      await refresh();
    },
    dispose: () => owned.dispose(),
  };
}
