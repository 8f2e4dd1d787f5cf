// The channels of a camera that plays a recording: the preview holds one frame until the host releases it, other
// channels hold what the recorded host read last, and what is written is taken and forgotten.

import { ChannelFlag, ChannelId, Status, StdinIoctl, StreamIoctl } from '../../../../../src-shared/openmv/constants.ts';
import { decodeWords, type ChannelEntry } from '../../../../../src-shared/openmv/payloads.ts';
import { decodeStreamHeader } from '../../../../../src-shared/openmv/stream-frame.ts';
import type { DeviceChannel } from '../channels/device-channel.ts';

/** What a channel holds now: ready until a host has read it to its end, and there to be read again afterwards. */
export class HeldContent {
  shape: readonly number[] = [];
  #bytes: Uint8Array = new Uint8Array(0);
  #fresh = false;
  #onTaken: (() => void) | undefined;

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  get fresh(): boolean {
    return this.#fresh;
  }

  put(offset: number, bytes: Uint8Array): void {
    const joined = new Uint8Array(offset + bytes.length);
    joined.set(this.#bytes.subarray(0, offset));
    joined.set(bytes, offset);
    this.#bytes = joined;
    this.#fresh = true;
  }

  read(offset: number, length: number): readonly Uint8Array[] | undefined {
    const end = offset + length;
    if (end > this.#bytes.length) return undefined;
    if (end === this.#bytes.length) this.#noteTaken();
    return [this.#bytes.subarray(offset, end)];
  }

  /** Resolves when it has been read to its end. */
  taken(): Promise<void> {
    if (!this.#fresh) return Promise.resolve();
    return new Promise((resolve) => (this.#onTaken = resolve));
  }

  #noteTaken(): void {
    this.#fresh = false;
    this.#onTaken?.();
    this.#onTaken = undefined;
  }
}

/** Any channel but the four fixed ones. */
export function createHeldChannel({ name, flags }: ChannelEntry, content: HeldContent): DeviceChannel {
  return {
    name,
    flags,
    poll: () => content.fresh,
    lock: () => true,
    unlock: () => true,
    size: () => content.bytes.length,
    shape: () => content.shape,
    readRange: (offset, length) => content.read(offset, length),
    write: () => true,
    ioctl: () => Status.success,
  };
}

export interface ReplayControl {
  readonly running: boolean;
  play(): void;
  stop(): void;
}

/** EXEC plays from the start of the recorded script, STOP ends it; the script that is sent is not looked at. */
export function createReplayStdin(control: ReplayControl): DeviceChannel {
  return {
    name: 'stdin',
    flags: ChannelFlag.write | ChannelFlag.exec,
    poll: () => control.running,
    write: () => true,
    ioctl: (request) => {
      if (request === StdinIoctl.exec) control.play();
      else if (request === StdinIoctl.stop) control.stop();
      return Status.success;
    },
  };
}

export class ReplayStream implements DeviceChannel {
  readonly name = 'stream';
  readonly flags: number = ChannelFlag.read | ChannelFlag.lock | ChannelFlag.stream;
  readonly #notify: () => void;
  #enabled = false;
  #held = false;
  #frame: Uint8Array | undefined;
  #onFree: (() => void) | undefined;

  /** `notify` tells the host of a frame. */
  constructor(notify: () => void) {
    this.#notify = notify;
  }

  get enabled(): boolean {
    return this.#enabled;
  }

  /** False if the last frame has not been read, or the host reads no frames. */
  offer(frame: Uint8Array): boolean {
    if (!this.#enabled || this.#frame !== undefined) return false;
    this.#frame = frame;
    this.#notify();
    return true;
  }

  /** Resolves when the last frame has been read, or the host reads no frames. */
  free(): Promise<void> {
    if (!this.#enabled || this.#frame === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      const previous = this.#onFree;
      this.#onFree = () => {
        previous?.();
        resolve();
      };
    });
  }

  clear(): void {
    this.#release();
  }

  poll(): boolean {
    return this.#frame !== undefined;
  }

  lock(): boolean {
    if (this.#frame === undefined || this.#held) return false;
    this.#held = true;
    return true;
  }

  unlock(): boolean {
    if (this.#held) this.#release();
    return true;
  }

  size(): number {
    return this.#frame?.length ?? 0;
  }

  shape(): readonly number[] {
    if (this.#frame === undefined) return [0, 0, 0];
    const { width, height, format } = decodeStreamHeader(this.#frame);
    return [width, height, format & 0xff];
  }

  readRange(offset: number, length: number): readonly Uint8Array[] | undefined {
    if (this.#frame === undefined || offset + length > this.#frame.length) return undefined;
    return [this.#frame.subarray(offset, offset + length)];
  }

  /** Raw or not, which size, which sensor: the frames are as they were recorded. */
  ioctl(request: number, args: Uint8Array): Status {
    if (request === StreamIoctl.ctrl) {
      const [enabled = 0] = decodeWords(args);
      this.#enabled = enabled !== 0;
      this.#release();
    }
    return Status.success;
  }

  #release(): void {
    this.#frame = undefined;
    this.#held = false;
    const free = this.#onFree;
    this.#onFree = undefined;
    free?.();
  }
}

/** The four channels whose ids are fixed, which a replaying camera provides itself. */
export function isFixedChannel(id: number): boolean {
  return id <= ChannelId.stream;
}
