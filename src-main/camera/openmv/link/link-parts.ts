// Builds the parts of a link from the bottom up: a part knows only parts that were built before it.

import type { Clock } from '../../../../src-shared/lib/clock.ts';
import { DisposableStore } from '../../../../src-shared/lib/disposable.ts';
import type { ByteTransport } from '../../../transports/api/byte-transport.ts';
import { RequestQueue } from '../requests/request-queue.ts';
import { Exchange } from './exchange.ts';
import { Handshake } from './handshake.ts';
import { LinkCounters } from './link-counters.ts';
import type { LinkSettings } from './link-settings.ts';
import { LinkState } from './link-state.ts';
import { PacketWriter } from './packet-writer.ts';
import { Receiver } from './receiver.ts';
import { Recovery } from './recovery.ts';
import { ReorderWindow } from './reorder-window.ts';
import { ReplyTimeouts } from './reply-timeouts.ts';
import { Synchronization } from './synchronization.ts';

export interface LinkParts {
  readonly store: DisposableStore;
  readonly counters: LinkCounters;
  readonly state: LinkState;
  readonly timeouts: ReplyTimeouts;
  readonly receiver: Receiver;
  readonly writer: PacketWriter;
  readonly exchange: Exchange;
  readonly queue: RequestQueue;
  /** Only for transports that may reorder packets. */
  readonly reorder: ReorderWindow | undefined;
  readonly handshake: Handshake;
  readonly recovery: Recovery;
}

export function createLinkParts(
  transport: ByteTransport,
  clock: Clock,
  settings: Partial<LinkSettings> | undefined,
): LinkParts {
  const store = new DisposableStore();
  const datagrams = transport.kind === 'datagram';
  const counters = new LinkCounters();
  const state = new LinkState(settings);
  const timeouts = new ReplyTimeouts(clock, datagrams);
  const receiver = new Receiver({ clock, counters, timeouts });
  const writer = store.add(new PacketWriter({ transport, clock, counters, state }));
  const exchange = new Exchange({ clock, counters, state, writer, receiver, timeouts });
  const queue = store.add(new RequestQueue(clock, state));
  const expectedSeq = (): number | undefined =>
    state.phase === 'up' && exchange.batch !== undefined ? state.expectedSeq : undefined;
  const reorder = datagrams ? store.add(new ReorderWindow(clock, expectedSeq)) : undefined;
  const handshake = store.add(new Handshake(clock, writer));
  const synchronization = new Synchronization({ clock, state, receiver, timeouts, handshake, reorder });
  const recovery = store.add(new Recovery({ clock, counters, state, exchange, queue, synchronization }));
  return { store, counters, state, timeouts, receiver, writer, exchange, queue, reorder, handshake, recovery };
}
