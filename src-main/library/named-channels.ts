// Channels by name. Part of `Camera` (camera.ts); below it is the engine.

import { ChannelId, StdinEvent, SystemEvent } from '../../src-shared/openmv/constants.ts';
import { hasPollBit } from '../../src-shared/openmv/payloads.ts';
import type { CallOptions } from '../camera/facets.ts';
import type { ChannelInfo } from '../../src-shared/device/channel.ts';
import type { EngineAccess } from './engine-access.ts';
import { retryIfFailed } from './retry-if-failed.ts';

/** Channels by name, with a list that is kept up to date. */
export class NamedChannels {
  readonly #access: EngineAccess;
  #isStale = false;

  constructor(access: EngineAccess) {
    this.#access = access;
    access.engine.onEvent(({ channel, code }) => {
      const isChange = channel === ChannelId.transport && code !== SystemEvent.softReboot;
      // Its channels go with it, a moment later.
      const isScriptEnd = channel === ChannelId.stdin && code === StdinEvent.stopped;
      if (isChange || isScriptEnd) this.#isStale = true;
    });
  }

  /** The channels as last listed. */
  get list(): readonly ChannelInfo[] {
    return this.#access.engine.channels.list;
  }

  /** Whether the camera has a channel of that name now. */
  async has(name: string, options?: CallOptions): Promise<boolean> {
    return (await this.find(name, options)) !== undefined;
  }

  /** Bytes that the channel offers now; 0 if there is no such channel. */
  size(name: string, options?: CallOptions): Promise<number> {
    return this.#byName(name, options, 0, (id) => this.#access.commands.channelSize(id, options));
  }

  /** Bytes from the beginning: `size` of them, or all that are there. Undefined if there is no such channel. */
  read(name: string, size?: number, options: CallOptions = {}): Promise<Uint8Array | undefined> {
    const call = size === undefined ? options : { ...options, size };
    return this.#byName(name, options, undefined, (id) => this.#access.engine.channels.read(id, call));
  }

  /**
   * True if the channel exists and took the bytes. After a link fault the bytes are not written again, because the script
   * could receive them twice: rejects with `out-of-sync`.
   */
  async write(name: string, data: Uint8Array, options?: CallOptions): Promise<boolean> {
    const id = await this.find(name, options);
    if (id === undefined) return false;
    await this.#access.engine.channels.write(id, data, options);
    return true;
  }

  /** Whether each channel has something to read, by name. */
  async status(options?: CallOptions): Promise<Map<string, boolean>> {
    await this.#refreshStale(options);
    const mask = await this.#access.commands.poll(options);
    const status = new Map<string, boolean>();
    for (const { id, name } of this.list) {
      status.set(name, status.get(name) === true || hasPollBit(mask, id));
    }
    return status;
  }

  /** Reloads the list. Not needed after a change that the camera reports. */
  async refresh(options?: CallOptions): Promise<readonly ChannelInfo[]> {
    this.#isStale = false;
    return this.#access.engine.refreshChannels(options);
  }

  /** The id of a name, or the name of an id; undefined if there is no such channel. */
  async find(name: string, options?: CallOptions): Promise<number | undefined>;
  async find(channelId: number, options?: CallOptions): Promise<string | undefined>;
  async find(key: string | number, options?: CallOptions): Promise<string | number | undefined> {
    await this.#refreshStale(options);
    if (typeof key === 'string') return this.list.find(({ name }) => name === key)?.id;
    return this.list.find(({ id }) => id === key)?.name;
  }

  async #byName<T>(
    name: string,
    options: CallOptions | undefined,
    otherwise: T,
    use: (id: number) => Promise<T>,
  ): Promise<T> {
    return retryIfFailed(async () => {
      const id = await this.find(name, options);
      return id === undefined ? otherwise : use(id);
    })();
  }

  /** Without events no change is reported. */
  async #refreshStale(options: CallOptions | undefined): Promise<void> {
    options?.signal?.throwIfAborted();
    this.#access.requireConnected();
    if (this.#isStale || !this.#access.engine.reportsEvents) await this.refresh(options);
  }
}
