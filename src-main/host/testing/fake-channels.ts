import type { ChannelEvent, ChannelInfo } from '../../../src-shared/device/channel.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import { CameraError } from '../../camera/camera-error.ts';
import type { ChannelsFacet, ReadOptions } from '../../camera/facets.ts';

/** Channels that do what their test says. */
export class FakeChannels implements ChannelsFacet {
  list: readonly ChannelInfo[] = [];
  /** What reads of a channel give, one after the other; nothing when all is read. */
  readonly offers = new Map<number, (Uint8Array | Error)[]>();
  /** Channels whose backend has no `poll`. */
  readonly withoutPoll = new Set<number>();
  /** Result of `poll`; default: whether something is offered. */
  readonly polls = new Map<number, boolean>();
  readonly reads: (ReadOptions & { readonly id: number })[] = [];
  readonly writes: { id: number; data: Uint8Array }[] = [];

  readonly #changes = new Emitter<readonly ChannelInfo[]>();
  readonly #events = new Emitter<ChannelEvent>();
  readonly onChange = this.#changes.event;
  readonly onEvent = this.#events.event;
  readonly #requireConnection: () => void;

  constructor(requireConnection: () => void) {
    this.#requireConnection = requireConnection;
  }

  ready(): Promise<ReadonlySet<number>> {
    this.#requireConnection();
    const ids = this.list.map(({ id }) => id).filter((id) => !this.withoutPoll.has(id));
    const isReady = (id: number): boolean => this.polls.get(id) ?? this.offers.get(id)?.length !== 0;
    return Promise.resolve(new Set(ids.filter(isReady)));
  }

  read(id: number, options: ReadOptions = {}): Promise<Uint8Array> {
    this.#requireConnection();
    if (!this.list.some((channel) => channel.id === id)) {
      return Promise.reject(new CameraError('channel-not-found', `No channel ${id}.`, { data: { channel: id } }));
    }
    const offered = this.offers.get(id);
    if (offered !== undefined) {
      this.reads.push({ id, ...options });
      const next = offered.shift() ?? new Uint8Array();
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    }
    return Promise.resolve(new Uint8Array(options.size ?? 4).fill(id));
  }

  write(id: number, data: Uint8Array): Promise<void> {
    this.#requireConnection();
    this.writes.push({ id, data });
    return Promise.resolve();
  }

  set(channels: readonly ChannelInfo[]): void {
    this.list = channels;
    this.#changes.emit(channels);
  }

  sendEvent(channelId: number, code: number): void {
    this.#events.emit({ channelId, code });
  }
}
