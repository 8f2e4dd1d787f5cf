// One direction of a faulty transport: packets in, what is left of them out, in time. Over it: fault-transport.ts.

import type { Clock } from '../../../src-shared/lib/clock.ts';
import { toDisposable, type Disposable } from '../../../src-shared/lib/disposable.ts';
import type { FaultDirection, FaultKind, FaultRule } from './fault-plan.ts';
import { PacketCutter } from '../../../src-shared/openmv/packet-cutter.ts';

export interface FaultLaneOptions {
  readonly direction: FaultDirection;
  readonly rules: readonly FaultRule[];
  readonly random: () => number;
  readonly clock: Clock;
  /** Each piece is a datagram already. */
  readonly datagrams: boolean;
  readonly enabled: () => boolean;
  readonly onFault: (kind: FaultKind) => void;
  /** The bytes belong to the receiver. */
  readonly deliver: (bytes: Uint8Array) => void;
  readonly unplug: () => void;
}

const defaultDelayMs = 50;
const defaultStallMs = 300;
/** Bytes of a packet of which the rest does not come go on as they are. */
const heldLimitMs = 50;
/** A packet waits this long for another one to lie inside it. */
const interleaveLimitMs = 20;

export class FaultLane implements Disposable {
  readonly #options: FaultLaneOptions;
  readonly #rules: readonly FaultRule[];
  readonly #cutter: PacketCutter;
  readonly #timers = new Set<Disposable>();
  #packets = 0;
  #bytes = 0;
  /** What waits behind a delay or a stall; undefined while nothing is held up. */
  #queue: Uint8Array[] | undefined;
  #heldUpUntilMs = 0;
  #waiters: (() => void)[] = [];
  #split: { readonly rest: Uint8Array; readonly timer: Disposable } | undefined;
  #heldTimer: Disposable | undefined;

  constructor(options: FaultLaneOptions) {
    this.#options = options;
    this.#rules = options.rules.filter((rule) => (rule.direction ?? options.direction) === options.direction);
    this.#cutter = new PacketCutter((piece) => this.#onPiece(piece));
  }

  /** Takes bytes; the buffer is free again afterwards. */
  push(chunk: Uint8Array): void {
    if (this.#options.datagrams) {
      this.#onPiece(chunk.slice());
      return;
    }
    this.#cutter.push(chunk);
    this.#heldTimer?.dispose();
    this.#heldTimer = undefined;
    if (this.#cutter.heldBytes > 0) this.#heldTimer = this.#later(heldLimitMs, () => this.#cutter.flush());
  }

  /** Resolves when a stall is over; at once without one. */
  ready(): Promise<void> {
    if (this.#queue === undefined) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  /** Forgets what is still on its way. */
  dispose(): void {
    for (const timer of this.#timers) timer.dispose();
    this.#timers.clear();
    this.#queue = undefined;
    this.#split = undefined;
    this.#release();
  }

  #onPiece(piece: Uint8Array): void {
    const hits = this.#options.enabled() ? this.#chooseFaults(piece.length) : [];
    this.#packets++;
    this.#bytes += piece.length;
    for (const { kind } of hits) this.#options.onFault(kind);
    this.#apply(piece, hits);
  }

  #chooseFaults(size: number): FaultRule[] {
    return this.#rules.filter((rule) => {
      const inPackets = this.#packets >= (rule.fromPacket ?? 0) && this.#packets < (rule.toPacket ?? Infinity);
      const inBytes = this.#bytes + size > (rule.fromByte ?? 0) && this.#bytes < (rule.toByte ?? Infinity);
      return inPackets && inBytes && (rule.chance === undefined || this.#options.random() < rule.chance);
    });
  }

  #apply(piece: Uint8Array, hits: readonly FaultRule[]): void {
    const find = (kind: FaultKind): FaultRule | undefined => hits.find((rule) => rule.kind === kind);
    if (find('unplug') !== undefined) return this.#options.unplug();
    if (find('drop') !== undefined) return;
    let bytes = piece;
    if (find('corrupt') !== undefined) bytes = this.#corrupted(bytes);
    if (find('truncate') !== undefined) bytes = bytes.slice(0, this.#below(bytes.length));
    const stall = find('stall');
    if (stall !== undefined) this.#holdUp(stall.durationMs ?? defaultStallMs);
    const delay = find('delay');
    const copies = find('duplicate') === undefined ? 1 : 2;
    for (let copy = 0; copy < copies; copy++) {
      if (delay !== undefined && this.#options.datagrams) {
        const late = bytes.slice();
        this.#later(delay.durationMs ?? defaultDelayMs, () => this.#pass(late));
      } else {
        if (delay !== undefined && copy === 0) this.#holdUp(delay.durationMs ?? defaultDelayMs);
        if (find('interleave') !== undefined && copy === 0) this.#begin(bytes);
        else this.#pass(bytes.slice());
      }
    }
  }

  /** Sends the beginning; the rest follows the next packet. */
  #begin(bytes: Uint8Array): void {
    if (this.#split !== undefined || bytes.length < 2) return this.#pass(bytes);
    const at = 1 + this.#below(bytes.length - 1);
    this.#pass(bytes.slice(0, at));
    this.#split = { rest: bytes.slice(at), timer: this.#later(interleaveLimitMs, () => this.#endSplit()) };
  }

  #endSplit(): void {
    const split = this.#split;
    if (split === undefined) return;
    this.#split = undefined;
    split.timer.dispose();
    this.#pass(split.rest);
  }

  #pass(bytes: Uint8Array): void {
    if (bytes.length > 0) {
      if (this.#queue === undefined) this.#options.deliver(bytes);
      else this.#queue.push(bytes);
    }
    this.#endSplit();
  }

  #holdUp(durationMs: number): void {
    const { clock } = this.#options;
    const untilMs = clock.now() + durationMs;
    if (this.#queue !== undefined && untilMs <= this.#heldUpUntilMs) return;
    this.#queue ??= [];
    this.#heldUpUntilMs = untilMs;
    this.#later(durationMs, () => this.#goOn(untilMs));
  }

  #goOn(untilMs: number): void {
    const queue = this.#queue;
    if (queue === undefined || untilMs < this.#heldUpUntilMs) return;
    this.#queue = undefined;
    for (const bytes of queue) this.#options.deliver(bytes);
    this.#release();
  }

  #release(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const proceed of waiters) proceed();
  }

  #corrupted(bytes: Uint8Array): Uint8Array {
    const damaged = bytes.slice();
    for (let count = 1 + this.#below(3); count > 0; count--) {
      damaged[this.#below(damaged.length)]! ^= 1 + this.#below(255);
    }
    return damaged;
  }

  #below(limit: number): number {
    return Math.floor(this.#options.random() * limit);
  }

  #later(delayMs: number, callback: () => void): Disposable {
    const timer = this.#options.clock.after(delayMs, () => {
      this.#timers.delete(timer);
      callback();
    });
    this.#timers.add(timer);
    return toDisposable(() => {
      this.#timers.delete(timer);
      timer.dispose();
    });
  }
}
