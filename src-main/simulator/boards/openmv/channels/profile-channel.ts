// The profile channel (docs/protocol-v2.md §15). What it reports comes from a source; a camera without measurements has
// none and answers like a profiling firmware that has seen no call yet.

import { ChannelFlag, ProfileIoctl, Status } from '../../../../../src-shared/openmv/constants.ts';
import { decodeWords } from '../../../../../src-shared/openmv/payloads.ts';
import { profileRecordSize } from '../../../../../src-shared/openmv/profile-record.ts';
import { ioctlSizeMatches, type DeviceChannel } from './device-channel.ts';

/** Whatever measures function calls. */
export interface ProfileSource {
  readonly recordCount: number;
  /** All records as the channel sends them, with as many counters as the camera has. */
  encode(): Uint8Array;
  setExclusive(exclusive: boolean): void;
  setEvent(counter: number, event: number): void;
  reset(): void;
  /** While locked, samples are dropped. */
  setLocked(locked: boolean): void;
}

const ioctlSizes = new Map<number, number>([
  [ProfileIoctl.mode, 4],
  [ProfileIoctl.setEvent, 8],
  [ProfileIoctl.reset, 0],
  [ProfileIoctl.stats, 0],
]);

export class ProfileChannel implements DeviceChannel {
  readonly name = 'profile';
  readonly flags: number = ChannelFlag.read | ChannelFlag.lock;
  readonly #counterCount: number;
  readonly #source: ProfileSource | undefined;
  #locked = false;
  #resetWanted = false;
  /** The records as they were when the host locked. */
  #snapshot: Uint8Array | undefined;

  constructor(counterCount: number, source?: ProfileSource) {
    this.#counterCount = counterCount;
    this.#source = source;
  }

  lock(): boolean {
    if (this.#locked || this.size() === 0) return false;
    this.#locked = true;
    this.#source?.setLocked(true);
    this.#snapshot = this.#encode();
    return true;
  }

  unlock(): boolean {
    if (!this.#locked) return true;
    this.#locked = false;
    this.#snapshot = undefined;
    this.#source?.setLocked(false);
    if (this.#resetWanted) this.#reset();
    return true;
  }

  size(): number {
    return this.shape()[0]! * profileRecordSize(this.#counterCount);
  }

  shape(): readonly number[] {
    const recordSize = profileRecordSize(this.#counterCount);
    const count = this.#snapshot === undefined ? (this.#source?.recordCount ?? 0) : this.#snapshot.length / recordSize;
    return [count, recordSize];
  }

  readRange(offset: number, length: number): readonly Uint8Array[] | undefined {
    const bytes = this.#snapshot ?? this.#encode();
    return offset + length <= bytes.length ? [bytes.subarray(offset, offset + length)] : undefined;
  }

  ioctl(request: number, args: Uint8Array): Status {
    if (!ioctlSizeMatches(ioctlSizes, request, args)) return Status.invalid;
    if (request === ProfileIoctl.stats) return Status.failed;
    const [first = 0, second = 0] = decodeWords(args);
    if (request === ProfileIoctl.mode) this.#source?.setExclusive(first !== 0);
    if (request === ProfileIoctl.setEvent && first < this.#counterCount) this.#source?.setEvent(first, second);
    this.#reset();
    return Status.success;
  }

  #reset(): void {
    // Deferred while locked: the host is reading what a reset would remove.
    this.#resetWanted = this.#locked;
    if (!this.#locked) this.#source?.reset();
  }

  #encode(): Uint8Array {
    return this.#source?.encode() ?? new Uint8Array(0);
  }
}
