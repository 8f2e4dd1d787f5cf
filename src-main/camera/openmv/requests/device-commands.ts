// Every request of protocol V2 as a typed method (docs/protocol-v2.md §11). Below: the link. Above: the camera,
// the pumps, and applications that talk to channels by id. A refusal by the device becomes a CameraError
// `request-refused` whose facts name the request, the channel and the status.

import { delay } from '../../../../src-shared/lib/abort.ts';
import type { Clock } from '../../../../src-shared/lib/clock.ts';
import {
  ChannelFlag,
  ChannelId,
  lockIntervalMs,
  Opcode,
  ProfileIoctl,
  Status,
} from '../../../../src-shared/openmv/constants.ts';
import {
  decodeCapabilities,
  decodeChannelList,
  decodeDeviceStats,
  decodeMemory,
  decodeSystemInfo,
  decodeVersions,
  decodeWord,
  decodeWords,
  encodeIoctlRequest,
  encodeReadRequest,
  encodeWords,
  encodeWriteRequest,
  type Capabilities,
  type ChannelEntry,
  type DeviceStats,
  type MemoryPool,
  type SystemInfo,
  type Versions,
} from '../../../../src-shared/openmv/payloads.ts';
import {
  checkProfileRecordCount,
  decodeProfileRecords,
  defaultPmuEventIds,
  profileCounterCount,
  type ProfileRecord,
} from '../../../../src-shared/openmv/profile-record.ts';
import { CameraError } from '../../camera-error.ts';
import type { ProfileReading } from '../../facets.ts';
import type { ChannelRegistry } from '../session/channel-registry.ts';
import { ChannelTurns } from './channel-turns.ts';
import { requestName } from './request-name.ts';
import type { Link } from '../link/link.ts';
import { Priority, type Answer, type LinkRequest, type RequestOptions } from './link-request.ts';

/**
 * A device that waits for an acknowledgement keeps a request that arrived too early in its ring. One that fills the ring would
 * leave no room for the acknowledgement, nor for SYNC. Bytes.
 */
const acknowledgementRoom = 32;

/** How often a lock that another user or the device's interval refuses is asked for again. */
const lockAttempts = 20;

export class DeviceCommands {
  readonly #link: Link;
  readonly #clock: Clock;
  readonly #turns: ChannelTurns;

  constructor(link: Link, clock: Clock, registry: ChannelRegistry) {
    this.#link = link;
    this.#clock = clock;
    this.#turns = new ChannelTurns(registry);
  }

  /** Data bytes that one CHANNEL_WRITE can carry now. */
  get writeRoom(): number {
    return this.#link.maxPayload - 8 - (this.#link.acknowledges ? acknowledgementRoom : 0);
  }

  /** Any opcode with any payload; resolves with the payload of the answer, empty for plain success. */
  async sendCommand(opcode: number, channel = 0, payload?: Uint8Array, options?: RequestOptions): Promise<Uint8Array> {
    if (opcode === Opcode.sysReset || opcode === Opcode.sysBoot) {
      await this.#link.post({ opcode, channel });
      return new Uint8Array(0);
    }
    return (await this.#call({ opcode, channel, ...(payload && { payload }) }, options)).data;
  }

  async capabilities(options?: RequestOptions): Promise<Capabilities> {
    return decodeCapabilities(await this.sendCommand(Opcode.protoGetCaps, 0, undefined, options));
  }

  async versions(options?: RequestOptions): Promise<Versions> {
    return decodeVersions(await this.sendCommand(Opcode.protoVersion, 0, undefined, options));
  }

  async systemInfo(options?: RequestOptions): Promise<SystemInfo> {
    return decodeSystemInfo(await this.sendCommand(Opcode.sysInfo, 0, undefined, options));
  }

  /** Heap and memory pools; refused with status INVALID by firmware before protocol 1.0.2. */
  async memory(options?: RequestOptions): Promise<MemoryPool[]> {
    return decodeMemory(
      await this.sendCommand(Opcode.sysMemory, 0, undefined, { priority: Priority.background, ...options }),
    );
  }

  async deviceStats(options?: RequestOptions): Promise<DeviceStats> {
    return decodeDeviceStats(
      await this.sendCommand(Opcode.protoStats, 0, undefined, { priority: Priority.background, ...options }),
    );
  }

  async channelList(options?: RequestOptions): Promise<ChannelEntry[]> {
    return decodeChannelList(await this.sendCommand(Opcode.channelList, 0, undefined, options));
  }

  /** Bit i is set when channel i has something to read; bit 1 (stdin) when a script runs. */
  async poll(options?: RequestOptions): Promise<number> {
    return decodeWord('poll mask', await this.sendCommand(Opcode.channelPoll, 0, undefined, options));
  }

  /** Bytes that the channel offers now. */
  async channelSize(id: number, options?: RequestOptions): Promise<number> {
    return decodeWord('size', await this.sendCommand(Opcode.channelSize, id, undefined, options));
  }

  /** Up to four numbers; what they mean is the channel's affair. */
  async channelShape(id: number, options?: RequestOptions): Promise<number[]> {
    return decodeWords(await this.sendCommand(Opcode.channelShape, id, undefined, options));
  }

  /** False when the device is not ready to lock (locked already, nothing there, or the last lock is too young). */
  async channelLock(id: number, options?: RequestOptions): Promise<boolean> {
    return this.#lockCall(Opcode.channelLock, id, options);
  }

  async channelUnlock(id: number, options?: RequestOptions): Promise<boolean> {
    return this.#lockCall(Opcode.channelUnlock, id, options);
  }

  /**
   * Up to `length` bytes from `offset`; fewer when the channel runs dry. Refused when there is nothing at all. Rejects
   * with `out-of-sync` when the answer breaks off. `fixedPieces`: see `ReadPlan`; lost pieces are then asked for again,
   * unless `once`.
   */
  async channelRead(
    id: number,
    offset: number,
    length: number,
    options?: RequestOptions & { readonly fixedPieces?: boolean; readonly once?: boolean },
  ): Promise<Uint8Array> {
    const read = { length, fixedPieces: options?.fixedPieces === true };
    const request = { opcode: Opcode.channelRead, channel: id, payload: encodeReadRequest(offset, length), read };
    const answer = await this.#request(request, options);
    if (answer.status !== Status.success && answer.data.length === 0) throw refused(request, answer);
    // A channel that runs dry ends its answer with a refusal; without one the rest was lost on the way.
    const brokeOff = !read.fixedPieces && answer.status === Status.success && answer.data.length < length;
    const gap = answer.missing.length > 0 || answer.data.length < length;
    if (brokeOff || (options?.once === true && gap)) {
      throw new CameraError('out-of-sync', 'A piece of the channel was lost.', { data: { channel: id } });
    }
    for (const range of answer.missing) {
      const part = await this.channelRead(id, offset + range.start, range.end - range.start, options);
      if (part.length < range.end - range.start)
        throw new CameraError('out-of-sync', 'The channel changed while read.');
      answer.data.set(part, range.start);
    }
    return answer.data;
  }

  /** All bytes that the channel offers now; none if there are none. The options are those of `channelRead`. */
  channelReadAll(id: number, options?: Parameters<DeviceCommands['channelRead']>[3]): Promise<Uint8Array> {
    return this.#turns.run(id, options, async (scoped) => {
      const length = await this.channelSize(id, scoped);
      return length === 0 ? new Uint8Array(0) : this.channelRead(id, 0, length, { ...options, ...scoped });
    });
  }

  /** Writes all of `data`, in as many requests as it takes; nothing of another write comes between them. */
  channelWrite(id: number, data: Uint8Array, offset = 0, options?: RequestOptions): Promise<void> {
    return this.#turns.run(id, options, async (scoped) => {
      const room = this.writeRoom;
      for (let at = 0; at < data.length; at += room) {
        const payload = encodeWriteRequest(offset + at, data.subarray(at, at + room));
        await this.#call({ opcode: Opcode.channelWrite, channel: id, payload }, scoped);
      }
    });
  }

  async channelIoctl(id: number, request: number, args?: Uint8Array, options?: RequestOptions): Promise<void> {
    await this.#call({ opcode: Opcode.channelIoctl, channel: id, payload: encodeIoctlRequest(request, args) }, options);
  }

  /** The profile channel of firmware built for it; undefined otherwise. */
  profileChannel(channels: readonly ChannelEntry[]): number | undefined {
    // A script's channel may have the same name, and the id 4.
    return channels.find((each) => each.name === 'profile' && (each.flags & ChannelFlag.dynamic) === 0)?.id;
  }

  /** Exclusive timing leaves the callees' time out. Clears the data. */
  async profilerMode(exclusive: boolean, id: number = ChannelId.profile, options?: RequestOptions): Promise<void> {
    await this.channelIoctl(id, ProfileIoctl.mode, encodeWords([exclusive ? 1 : 0]), { repeat: 'safe', ...options });
  }

  /** Binds a PMU counter to an event. Clears the data; a counter the device does not have is ignored. */
  async profilerEvent(
    counter: number,
    event: number,
    id: number = ChannelId.profile,
    options?: RequestOptions,
  ): Promise<void> {
    await this.channelIoctl(id, ProfileIoctl.setEvent, encodeWords([counter, event]), { repeat: 'safe', ...options });
  }

  /** Clears the data and binds the counters: to the default events unless others are given. */
  profilerReset(
    events: readonly number[] = defaultPmuEventIds,
    id: number = ChannelId.profile,
    options?: RequestOptions,
  ): Promise<void> {
    return this.#turns.run(id, options, async (scoped) => {
      for (const [counter, event] of events.entries()) await this.profilerEvent(counter, event, id, scoped);
      await this.channelIoctl(id, ProfileIoctl.reset, undefined, { repeat: 'safe', ...scoped });
    });
  }

  /** Records since the last reset; undefined when there are none. The profiler drops samples while this reads. */
  async readProfile(id: number = ChannelId.profile, options?: RequestOptions): Promise<ProfileRecord[] | undefined> {
    const reading = await this.readProfileBytes(id, options);
    return reading.kind === 'records' ? decodeProfileRecords(reading.bytes, reading.recordSize) : undefined;
  }

  /** The same, undecoded. */
  readProfileBytes(id: number = ChannelId.profile, options?: RequestOptions): Promise<ProfileReading> {
    return this.#turns.run(id, options, (scoped) => this.#readProfileInTurn(id, scoped));
  }

  async #readProfileInTurn(id: number, options: RequestOptions | undefined): Promise<ProfileReading> {
    if ((await this.channelSize(id, options)) === 0) return { kind: 'empty' };
    const locked = await this.#lockWithRetries(id, options);
    try {
      if (!locked) return { kind: 'busy' };
      const [count = 0, recordSize = 0] = await this.channelShape(id, options);
      if (count === 0) return { kind: 'empty' };
      profileCounterCount(recordSize);
      checkProfileRecordCount(count);
      const length = count * recordSize;
      const bytes = await this.channelRead(id, 0, length, { repeat: 'safe', ...options, fixedPieces: true });
      if (bytes.length === length) return { kind: 'records', recordSize, bytes };
      throw new CameraError('profile-lost', `${bytes.length} of ${length} bytes of the profile arrived.`);
    } finally {
      // Without a lock of ours, unlocking is harmless, and a camera that was left locked counts nothing more.
      const { priority } = options ?? {};
      await this.channelUnlock(id, { repeat: 'safe', ...(priority !== undefined && { priority }) });
    }
  }

  async #lockWithRetries(id: number, options: RequestOptions | undefined): Promise<boolean> {
    for (let attempt = 0; attempt < lockAttempts; attempt++) {
      if (await this.channelLock(id, options)) return true;
      await delay(this.#clock, lockIntervalMs + 1, options?.signal);
    }
    return false;
  }

  async #lockCall(opcode: number, id: number, options: RequestOptions | undefined): Promise<boolean> {
    const request = { opcode, channel: id };
    const answer = await this.#request(request, options);
    if (answer.status === Status.success) return true;
    if (answer.status === Status.busy) return false;
    throw refused(request, answer);
  }

  async #call(request: LinkRequest, options: RequestOptions | undefined): Promise<Answer> {
    const answer = await this.#request(request, options);
    if (answer.status !== Status.success) throw refused(request, answer);
    return answer;
  }

  #request(request: LinkRequest, options: RequestOptions | undefined): Promise<Answer> {
    return this.#link.request(request, this.#turns.scope(request.channel, options));
  }
}

function refused(request: LinkRequest, answer: Answer): CameraError {
  const name = requestName(request.opcode);
  return new CameraError('request-refused', `The camera refused ${name} (status ${answer.status}).`, {
    data: { request: name, channel: request.channel, status: answer.status },
  });
}
