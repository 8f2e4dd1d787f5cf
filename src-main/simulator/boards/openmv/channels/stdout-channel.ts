// What the script prints (docs/protocol-v2.md §14). The firmware's ring: a piece that does not fit discards everything
// unread and keeps the end of the piece. The simulated script prints far faster than a camera's processor could, so a
// backlog in front of the ring can hold text until the host has read; only when that is full does the firmware's rule
// apply.

import type { Clock } from '../../../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../../../src-shared/lib/disposable.ts';
import { ChannelFlag } from '../../../../../src-shared/openmv/constants.ts';
import type { DeviceChannel } from './device-channel.ts';

const notifyIntervalMs = 50;

export interface StdoutOptions {
  readonly clock: Clock;
  /** One byte of it stays empty. */
  readonly ringBytes: number;
  /** Text held in front of the ring; 0 is the firmware to the letter. */
  readonly backlogBytes: number;
  /** Sends NOTIFY; false when it could not be sent now. */
  readonly notify: () => boolean;
}

export class StdoutChannel implements DeviceChannel, Disposable {
  readonly name = 'stdout';
  readonly flags: number = ChannelFlag.read;
  readonly #options: StdoutOptions;
  readonly #capacity: number;
  readonly #ring: Uint8Array;
  #ringLength = 0;
  #backlog: Uint8Array[] = [];
  #backlogLength = 0;
  #discardedBytes = 0;
  #halfFullNotified = false;
  #lastNotifyMs = Number.NEGATIVE_INFINITY;
  #tickOriginMs: number;
  #tick: Disposable | undefined;

  constructor(options: StdoutOptions) {
    this.#options = options;
    this.#capacity = options.ringBytes - 1;
    this.#ring = new Uint8Array(this.#capacity);
    this.#tickOriginMs = options.clock.now();
  }

  /** Bytes that a host never saw because of the overflow rule. */
  get discardedBytes(): number {
    return this.#discardedBytes;
  }

  /** Printed bytes that no host has read yet. */
  get waitingBytes(): number {
    return this.#ringLength + this.#backlogLength;
  }

  print(text: Uint8Array): void {
    if (text.length === 0) return;
    const free = this.#capacity - this.#ringLength;
    if (this.#backlogLength === 0 && text.length <= free) this.#append(text);
    else if (this.#backlogLength + text.length <= this.#options.backlogBytes) {
      this.#backlog.push(text.slice());
      this.#backlogLength += text.length;
      this.#refill();
    } else this.#overflow(text);
    if (!this.#halfFullNotified && 2 * this.#ringLength > this.#capacity + 1) {
      this.#halfFullNotified = true;
      this.#notify();
    }
    this.#armTick();
  }

  poll(): boolean {
    return this.#ringLength > 0;
  }

  size(): number {
    return this.#ringLength;
  }

  /** Consuming; the offset means nothing. */
  readPiece(_offset: number, length: number): Uint8Array | undefined {
    if (this.#ringLength === 0) return undefined;
    this.#halfFullNotified = false;
    const piece = this.#ring.slice(0, Math.min(length, this.#ringLength));
    this.#ring.copyWithin(0, piece.length, this.#ringLength);
    this.#ringLength -= piece.length;
    this.#refill();
    return piece;
  }

  /** Protocol start: the 50 ms timer restarts; the text stays. */
  restartTimer(): void {
    this.stopTimer();
    this.#tickOriginMs = this.#options.clock.now();
    this.#armTick();
  }

  stopTimer(): void {
    this.#tick?.dispose();
    this.#tick = undefined;
  }

  /** A hardware reset forgets the text. */
  clear(): void {
    this.#ringLength = 0;
    this.#backlog = [];
    this.#backlogLength = 0;
    this.#halfFullNotified = false;
  }

  dispose(): void {
    this.stopTimer();
    this.clear();
  }

  #append(text: Uint8Array): void {
    this.#ring.set(text, this.#ringLength);
    this.#ringLength += text.length;
  }

  #refill(): void {
    while (this.#backlog.length > 0) {
      const free = this.#capacity - this.#ringLength;
      const first = this.#backlog[0]!;
      if (free === 0) return;
      const part = first.subarray(0, free);
      this.#append(part);
      this.#backlogLength -= part.length;
      if (part.length < first.length) this.#backlog[0] = first.subarray(part.length);
      else this.#backlog.shift();
    }
  }

  #overflow(text: Uint8Array): void {
    const kept = text.subarray(Math.max(0, text.length - this.#capacity));
    this.#discardedBytes += this.#ringLength + this.#backlogLength + text.length - kept.length;
    this.clear();
    this.#append(kept);
  }

  #notify(): void {
    if (this.#options.notify()) this.#lastNotifyMs = this.#options.clock.now();
  }

  /** Ticks lie on a 50 ms grid; they are only waited for while text is unread. */
  #armTick(): void {
    if (this.#tick !== undefined || this.#ringLength === 0) return;
    const sinceOriginMs = this.#options.clock.now() - this.#tickOriginMs;
    const untilTickMs = notifyIntervalMs - (sinceOriginMs % notifyIntervalMs);
    this.#tick = this.#options.clock.after(untilTickMs, () => {
      this.#tick = undefined;
      if (this.#ringLength === 0) return;
      if (this.#options.clock.now() - this.#lastNotifyMs >= notifyIntervalMs) this.#notify();
      this.#armTick();
    });
  }
}
