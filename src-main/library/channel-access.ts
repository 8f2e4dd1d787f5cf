// The camera by name: channels, and the profiler's. Under it: device-access.ts, which asks by number. Over it: `Camera`.

import { ChannelId, StdinEvent, SystemEvent } from '../../src-shared/openmv/constants.ts';
import { hasPollBit } from '../../src-shared/openmv/payloads.ts';
import { defaultPmuEventIds, type ProfileRecord } from '../../src-shared/openmv/profile-record.ts';
import type { CallOptions } from '../camera/facets.ts';
import type { ChannelInfo } from '../../src-shared/device/channel.ts';
import type { OpenMvCamera } from '../camera/openmv/openmv-camera.ts';
import { DeviceAccess } from './device-access.ts';
import { retryIfFailed } from './retry-if-failed.ts';

/** The part of `Camera` that asks by name. */
export abstract class ChannelAccess extends DeviceAccess {
  #channelsStale = false;

  protected constructor(engine: OpenMvCamera) {
    super(engine);
    engine.onEvent(({ channel, code }) => {
      const isChange = channel === ChannelId.transport && code !== SystemEvent.softReboot;
      // Its channels go with it, a moment later.
      const isScriptEnd = channel === ChannelId.stdin && code === StdinEvent.stopped;
      if (isChange || isScriptEnd) this.#channelsStale = true;
    });
  }

  /** The channels as last listed. */
  get channels(): readonly ChannelInfo[] {
    return this.engine.channels.list;
  }

  /** Whether the camera has a channel of that name now. */
  async hasChannel(name: string, options?: CallOptions): Promise<boolean> {
    return (await this.getChannel(name, options)) !== undefined;
  }

  /** Bytes that the channel offers now; 0 when there is no such channel. */
  channelSize(name: string, options?: CallOptions): Promise<number> {
    return this.#byName(name, options, 0, (id) => this.size(id, options));
  }

  /** Bytes from the beginning: `size` of them, or what is there. Undefined when there is no such channel. */
  channelRead(name: string, size?: number, options: CallOptions = {}): Promise<Uint8Array | undefined> {
    const call = size === undefined ? options : { ...options, size };
    return this.#byName(name, options, undefined, (id) => this.engine.channels.read(id, call));
  }

  /**
   * True when the channel exists and took the bytes. After a disturbance it is not written again by itself, since the
   * script could get it twice: rejects with `out-of-sync`.
   */
  async channelWrite(name: string, data: Uint8Array, options?: CallOptions): Promise<boolean> {
    const id = await this.getChannel(name, options);
    if (id === undefined) return false;
    await this.engine.channels.write(id, data, options);
    return true;
  }

  /** For each channel by name whether it has something to read. */
  async readStatus(options?: CallOptions): Promise<Map<string, boolean>> {
    await this.#refreshStale(options);
    const mask = await this.commands.poll(options);
    const status = new Map<string, boolean>();
    for (const { id, name } of this.channels) {
      status.set(name, status.get(name) === true || hasPollBit(mask, id));
    }
    return status;
  }

  /** Reads the list of channels anew. Happens by itself when the camera reports a change. */
  async updateChannels(options?: CallOptions): Promise<readonly ChannelInfo[]> {
    this.#channelsStale = false;
    return this.engine.refreshChannels(options);
  }

  /** The id of a name, or the name of an id; undefined when there is no such channel. */
  async getChannel(name: string, options?: CallOptions): Promise<number | undefined>;
  async getChannel(channelId: number, options?: CallOptions): Promise<string | undefined>;
  async getChannel(key: string | number, options?: CallOptions): Promise<string | number | undefined> {
    await this.#refreshStale(options);
    if (typeof key === 'string') return this.channels.find(({ name }) => name === key)?.id;
    return this.channels.find(({ id }) => id === key)?.name;
  }

  // ── Profiler: everything but reading clears what was counted; nothing happens on firmware without a profiler ────

  /** Exclusive times leave out the functions that were called. */
  profilerMode(exclusive = false, options?: CallOptions): Promise<void> {
    return this.#withProfiler(options, (id) => this.commands.profilerMode(exclusive, id, options));
  }

  /** Clears all counters and binds the PMU counters: to the default events, or to these in their order. */
  profilerReset(events: readonly number[] = defaultPmuEventIds, options?: CallOptions): Promise<void> {
    return this.#withProfiler(options, (id) => this.commands.profilerReset(events, id, options));
  }

  /** Binds one PMU counter to an event of the processor's architecture. */
  profilerEvent(counter: number, event: number, options?: CallOptions): Promise<void> {
    return this.#withProfiler(options, (id) => this.commands.profilerEvent(counter, event, id, options));
  }

  /** One record a function since the last reset; undefined without a profiler or without data. */
  readProfile(options?: CallOptions): Promise<ProfileRecord[] | undefined> {
    return this.#withProfiler(options, (id) => this.commands.readProfile(id, options));
  }

  async #byName<T>(
    name: string,
    options: CallOptions | undefined,
    otherwise: T,
    use: (id: number) => Promise<T>,
  ): Promise<T> {
    return retryIfFailed(async () => {
      const id = await this.getChannel(name, options);
      return id === undefined ? otherwise : use(id);
    })();
  }

  async #withProfiler<T>(options: CallOptions | undefined, use: (id: number) => Promise<T>): Promise<T | undefined> {
    options?.signal?.throwIfAborted();
    return retryIfFailed(async () => {
      const id = this.commands.profileChannel(this.engine.channelEntries);
      return id === undefined ? undefined : use(id);
    })();
  }

  /** Without events nobody tells of changes. */
  async #refreshStale(options: CallOptions | undefined): Promise<void> {
    options?.signal?.throwIfAborted();
    this.requireConnected();
    if (this.#channelsStale || !this.engine.reportsEvents) await this.updateChannels(options);
  }
}
