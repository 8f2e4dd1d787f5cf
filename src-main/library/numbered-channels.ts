// Requests to channels by id and commands by opcode, one round trip each. Part of `Camera` (camera.ts); below it are the
// engine's typed requests.

import { Opcode } from '../../src-shared/openmv/constants.ts';
import { encodeIoctlRequest, encodeWords, type MemoryPool } from '../../src-shared/openmv/payloads.ts';
import type { CallOptions } from '../camera/facets.ts';
import type { EngineAccess } from './engine-access.ts';

/** What a channel is, as `listChannels` reports it. */
export interface ChannelDescription {
  /** At most 13 bytes; not unique. */
  readonly name: string;
  /** `ChannelFlag` bits */
  readonly flags: number;
}

/** Counters of the camera since its power-up. */
export interface DeviceStatsReport {
  /** Packets, without events. */
  readonly sent: number;
  /** Requests that it executed. */
  readonly received: number;
  /** Requests that came damaged. */
  readonly checksum: number;
  /** Requests under a wrong number. */
  readonly sequence: number;
  /** Packets sent again because no acknowledgement came. */
  readonly retransmit: number;
  /** Writes that failed or were cut short. */
  readonly transport: number;
  /** Events. */
  readonly sentEvents: number;
  /** Reserved: 0 in today's firmware. */
  readonly maxAckQueueDepth: number;
}

/** Channels by id, and commands by opcode. */
export class NumberedChannels {
  readonly #access: EngineAccess;

  constructor(access: EngineAccess) {
    this.#access = access;
  }

  /** Resets the hardware; the connection ends. */
  async reset({ signal }: CallOptions = {}): Promise<void> {
    signal?.throwIfAborted();
    await this.#access.engine.reset();
  }

  /** Starts the bootloader; the connection ends. */
  async boot({ signal }: CallOptions = {}): Promise<void> {
    signal?.throwIfAborted();
    await this.#access.engine.boot();
  }

  /**
   * Any command. Resolves with the payload of the reply, which is empty for plain success; with undefined for SYS_RESET and
   * SYS_BOOT, which have no reply and end the connection. Rejects with `request-refused` (data: `request`, `channel`,
   * `status`) if the camera refuses it.
   */
  async sendCommand(
    opcode: number,
    channel = 0,
    data?: Uint8Array,
    options?: CallOptions,
  ): Promise<Uint8Array | undefined> {
    if (opcode === Opcode.sysReset) await this.reset(options);
    else if (opcode === Opcode.sysBoot) await this.boot(options);
    else return this.#access.commands.sendCommand(opcode, channel, data, options);
    return undefined;
  }

  /** The channels as the camera lists them now, by id. */
  async listChannels(options?: CallOptions): Promise<Map<number, ChannelDescription>> {
    const entries = await this.#access.commands.channelList(options);
    return new Map(entries.map(({ id, name, flags }) => [id, { name, flags }]));
  }

  /**
   * Locks a channel, so that it keeps its state between requests. False when it is not granted now: something else has
   * it, nothing is there, or the last lock is less than 10 ms old.
   */
  async lock(channelId: number, options?: CallOptions): Promise<boolean> {
    return this.#access.commands.channelLock(channelId, options);
  }

  /** Ends a lock; belongs into `finally`. */
  async unlock(channelId: number, options?: CallOptions): Promise<boolean> {
    return this.#access.commands.channelUnlock(channelId, options);
  }

  /** Up to four numbers; what they mean is the channel's affair. */
  async shape(channelId: number, options?: CallOptions): Promise<number[]> {
    return this.#access.commands.channelShape(channelId, options);
  }

  /** A command of the channel's own. Arguments are bytes, or numbers that become 32-bit words. Resolves with the answer. */
  async ioctl(
    channelId: number,
    command: number,
    args: Uint8Array | readonly number[] = [],
    options?: CallOptions,
  ): Promise<Uint8Array> {
    const bytes = args instanceof Uint8Array ? args : encodeWords(args);
    return this.#access.commands.sendCommand(
      Opcode.channelIoctl,
      channelId,
      encodeIoctlRequest(command, bytes),
      options,
    );
  }

  /** Bytes that the channel offers now. */
  async size(channelId: number, options?: CallOptions): Promise<number> {
    return this.#access.commands.channelSize(channelId, options);
  }

  /** Up to `length` bytes from `offset`; fewer when the channel runs dry. */
  async read(channelId: number, offset: number, length: number, options?: CallOptions): Promise<Uint8Array> {
    return this.#access.commands.channelRead(channelId, offset, length, options);
  }

  /** Writes all of `data` from `offset` on, in as many packets as it takes. */
  async write(channelId: number, data: Uint8Array, offset = 0, options?: CallOptions): Promise<void> {
    await this.#access.commands.channelWrite(channelId, data, offset, options);
  }

  /** Heap and memory pools, in bytes. Refused by firmware before protocol 1.0.2. */
  async memory(options?: CallOptions): Promise<MemoryPool[]> {
    return this.#access.commands.memory(options);
  }

  /** What the camera has counted since it started. */
  async deviceStats(options?: CallOptions): Promise<DeviceStatsReport> {
    const stats = await this.#access.commands.deviceStats(options);
    return {
      sent: stats.sent,
      received: stats.received,
      checksum: stats.checksumErrors,
      sequence: stats.sequenceErrors,
      retransmit: stats.retransmits,
      transport: stats.transportErrors,
      sentEvents: stats.sentEvents,
      maxAckQueueDepth: stats.maxAckQueueDepth,
    };
  }
}
