// The channels of the connected camera and the newest event of each.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ChannelInfo } from '../../src-shared/device/channel.ts';
import type { Host } from '../../src-shared/contract/contract.ts';
import { DisposableStore, type Disposable } from '../../src-shared/lib/disposable.ts';

export interface ChannelsState {
  readonly list: readonly ChannelInfo[];
  /** By channel id: the last event's code, and how many came. */
  readonly events: Readonly<Record<number, { readonly code: number; readonly count: number }>>;
}

export type ChannelsStore = StoreApi<ChannelsState>;

export function createChannelsStore(
  channels: Host['channels'],
): ChannelsStore & Disposable & { refresh(): Promise<void> } {
  const subscriptions = new DisposableStore();
  const store = createStore<ChannelsState>()(() => ({ list: [], events: {} }));
  subscriptions.add(channels.on('list', (list) => store.setState({ list, events: {} })));
  subscriptions.add(
    channels.on('channelEvent', ({ channelId, code }) =>
      store.setState(({ events }) => ({
        events: { ...events, [channelId]: { code, count: (events[channelId]?.count ?? 0) + 1 } },
      })),
    ),
  );
  return Object.assign(store, {
    async refresh() {
      store.setState({ list: await channels.list(undefined) });
    },
    dispose: () => subscriptions.dispose(),
  });
}
