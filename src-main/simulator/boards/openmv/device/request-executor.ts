// What each request means (docs/protocol-v2.md §6, §7, §11): system opcodes here, channel opcodes on the channel named.

import type { Clock } from '../../../../../src-shared/lib/clock.ts';
import { Opcode, Status } from '../../../../../src-shared/openmv/constants.ts';
import {
  capabilitiesSize,
  decodeCapabilities,
  encodeCapabilities,
  encodeChannelList,
  encodeDeviceStats,
  encodeMemory,
  encodeSystemInfo,
  encodeVersions,
  encodeWords,
  type Capabilities,
  type DeviceStats,
  type MemoryPool,
  type SystemInfo,
  type Versions,
} from '../../../../../src-shared/openmv/payloads.ts';
import { minMaxPayload, packetOverhead } from '../../../../../src-shared/openmv/constants.ts';
import { answerStatus, success, type Answer, type Executor, type Request } from '../link/request-answer.ts';
import type { ChannelTable } from '../channels/channel-table.ts';
import type { DeviceChannel } from '../channels/device-channel.ts';

export interface ExecutorContext {
  readonly clock: Clock;
  readonly channels: ChannelTable;
  readonly bufferBytes: number;
  readonly lockIntervalMs: number;
  capabilities(): Capabilities;
  setCapabilities(capabilities: Capabilities): void;
  stats(): DeviceStats;
  versions(): Versions;
  systemInfo(): SystemInfo;
  memory(): readonly MemoryPool[];
  /** SYS_RESET and SYS_BOOT. */
  restartHardware(): void;
}

const invalid = answerStatus(Status.invalid);
const failed = answerStatus(Status.failed);
const busy = answerStatus(Status.busy);

function data(bytes: Uint8Array): Answer {
  return { kind: 'data', parts: [bytes] };
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return value instanceof Promise;
}

/** Maps a value that may still be on its way; a rejection becomes FAILED. */
function answerWith<T>(value: T | Promise<T>, toAnswer: (value: T) => Answer): Answer | Promise<Answer> {
  return isPromise(value) ? value.then(toAnswer, () => failed) : toAnswer(value);
}

/** Executes requests on the device's channels and state. */
export function createRequestExecutor(context: ExecutorContext): Executor {
  const requests = new RequestExecutor(context);
  return (request) => requests.execute(request);
}

type Reply = Answer | Promise<Answer>;

class RequestExecutor {
  readonly #context: ExecutorContext;
  #lastLockTick = Number.NEGATIVE_INFINITY;

  constructor(context: ExecutorContext) {
    this.#context = context;
  }

  execute({ channel: id, opcode, payload }: Request): Reply {
    const context = this.#context;
    switch (opcode) {
      case Opcode.protoGetCaps:
        return data(encodeCapabilities(context.capabilities()));
      case Opcode.protoSetCaps:
        return this.#setCapabilities(payload);
      case Opcode.protoStats:
        return data(encodeDeviceStats(context.stats()));
      case Opcode.protoVersion:
        return data(encodeVersions(context.versions()));
      case Opcode.sysReset:
      case Opcode.sysBoot:
        return { kind: 'silence', afterwards: () => context.restartHardware() };
      case Opcode.sysInfo:
        return data(encodeSystemInfo(context.systemInfo()));
      case Opcode.sysMemory:
        return data(encodeMemory(context.memory()));
      case Opcode.channelList:
        return data(encodeChannelList(context.channels.list()));
      case Opcode.channelPoll:
        return this.#poll();
      default:
        return this.#onChannel(context.channels.get(id), opcode, payload);
    }
  }

  #onChannel(channel: DeviceChannel | undefined, opcode: number, payload: Uint8Array): Reply {
    switch (opcode) {
      case Opcode.channelLock:
        return this.#lock(channel);
      case Opcode.channelUnlock:
        return unlock(channel);
      case Opcode.channelShape:
        return channel?.shape === undefined
          ? invalid
          : answerWith(channel.shape(), (shape) => data(encodeWords(shape)));
      case Opcode.channelSize:
        return channel?.size === undefined
          ? invalid
          : answerWith(channel.size(), (bytes) => data(encodeWords([bytes >>> 0])));
      case Opcode.channelRead:
        return read(channel, payload);
      case Opcode.channelWrite:
        return write(channel, payload);
      case Opcode.channelIoctl:
        if (channel?.ioctl === undefined || payload.length < 4) return invalid;
        return answerWith(channel.ioctl(word(payload, 0), payload.subarray(4)), answerStatus);
      default:
        return invalid;
    }
  }

  #setCapabilities(payload: Uint8Array): Answer {
    const context = this.#context;
    if (payload.length !== capabilitiesSize) return invalid;
    const wanted = decodeCapabilities(payload);
    if (wanted.maxPayload < minMaxPayload || wanted.maxPayload > context.bufferBytes - packetOverhead) return invalid;
    // The answer is still sent with the old capabilities.
    return { kind: 'ack', afterwards: () => context.setCapabilities(wanted) };
  }

  #poll(): Reply {
    let mask = 0;
    const pending: Promise<void>[] = [];
    const mark = (id: number, ready: boolean): void => {
      if (ready) mask |= 2 ** id;
    };
    for (const [id, channel] of this.#context.channels.entries()) {
      const ready = channel.poll?.() ?? false;
      if (isPromise(ready))
        pending.push(
          ready.then(
            (value) => mark(id, value),
            () => mark(id, false),
          ),
        );
      else mark(id, ready);
    }
    const answer = (): Answer => data(encodeWords([mask >>> 0]));
    return pending.length === 0 ? answer() : Promise.all(pending).then(answer);
  }

  #lock(channel: DeviceChannel | undefined): Reply {
    const { clock, lockIntervalMs } = this.#context;
    if (channel?.lock === undefined) return busy;
    const tick = Math.floor(clock.now());
    if (tick - this.#lastLockTick <= lockIntervalMs) return busy;
    return answerWith(channel.lock(), (locked) => {
      if (!locked) return busy;
      this.#lastLockTick = tick;
      return success;
    });
  }
}

function unlock(channel: DeviceChannel | undefined): Reply {
  if (channel?.unlock === undefined) return busy;
  return answerWith(channel.unlock(), (unlocked) => (unlocked ? success : busy));
}

function read(channel: DeviceChannel | undefined, payload: Uint8Array): Reply {
  if (channel === undefined || payload.length < 8) return invalid;
  const [offset, length] = [word(payload, 0), word(payload, 4)];
  if (length === 0) return invalid;
  if (channel.readRange !== undefined) {
    return answerWith(channel.readRange(offset, length), (parts) =>
      parts === undefined ? failed : { kind: 'data', parts },
    );
  }
  if (channel.readPiece === undefined) return invalid;
  const readPiece = channel.readPiece.bind(channel);
  return { kind: 'pieces', length, read: (done, wanted) => readPiece(offset + done, wanted) };
}

function write(channel: DeviceChannel | undefined, payload: Uint8Array): Reply {
  if (channel?.write === undefined || payload.length < 8) return invalid;
  const [offset, length] = [word(payload, 0), word(payload, 4)];
  // The firmware trusts the length field; a wrong one is refused here.
  if (length === 0 || 8 + length > payload.length) return invalid;
  return answerWith(channel.write(offset, payload.subarray(8, 8 + length)), (done) => (done ? success : failed));
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
}
