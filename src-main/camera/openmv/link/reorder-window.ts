// Datagrams may overtake each other (docs/protocol-v2.md §18). A packet that arrives early waits here a short while for
// its predecessors; one that arrives after it was given up is dropped. Below: the receiver. Above: exchange.ts, which then
// sees either the right order or a plain loss. Not used for transports that keep the order.
//
// After 256 packets a number belongs to another packet. So a number that was given up is not trusted while its packet
// may still be in flight: a packet with this number counts as lost and is requested again. That matters only on links so
// fast that the numbers wrap within that time.

import type { Clock } from '../../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../../src-shared/lib/disposable.ts';
import { Flag, Status } from '../../../../src-shared/openmv/constants.ts';
import type { ParsedPacket } from '../../../../src-shared/openmv/packet-parser.ts';
import { decodeStatus } from '../../../../src-shared/openmv/payloads.ts';

/** Longer than datagrams overtake each other by, shorter than any wait for a lost one. */
const holdMs = 8;
/** A packet further ahead than this, or further behind, is a matter of numbers, not of order. */
const largestDistance = 64;
/** A datagram later than this does not come any more. */
const strayMs = 250;

export class ReorderWindow implements Disposable {
  readonly #clock: Clock;
  readonly #expectedSeq: () => number | undefined;
  readonly #held = new Map<number, ParsedPacket>();
  /** When each number was given up. */
  readonly #givenUpMs = new Float64Array(256).fill(Number.NEGATIVE_INFINITY);
  /** The number behind the last packet that was delivered. */
  #next: number | undefined;
  #timer: Disposable | undefined;
  #sink: (packet: ParsedPacket) => void = () => {};

  /** `expectedSeq`: the number whose turn it is; undefined while nothing is expected, and then nothing waits. */
  constructor(clock: Clock, expectedSeq: () => number | undefined) {
    this.#clock = clock;
    this.#expectedSeq = expectedSeq;
  }

  /** Hands every packet to `sink` when its turn has come. */
  listen(sink: (packet: ParsedPacket) => void): void {
    this.#sink = sink;
  }

  push(packet: ParsedPacket): void {
    const expected = this.#expectedSeq();
    if (expected !== undefined) this.#noteSkipped(expected);
    if (tellsNumber(packet)) return this.#deliver(packet);
    if (this.#isStray(packet.seq)) return;
    const ahead = expected === undefined ? 0 : (packet.seq - expected) & 0xff;
    if (ahead === 0) {
      this.#deliver(packet);
      this.#deliverReady();
    } else if (ahead <= largestDistance) this.#hold(packet);
    else if (0x100 - ahead > largestDistance) this.#deliver(packet);
  }

  /** A packet that arrived during a synchronization and bypassed the window: its number is not missing. */
  notePassed(seq: number): void {
    this.#givenUpMs[seq] = Number.NEGATIVE_INFINITY;
    const ahead = this.#next === undefined ? 0 : (seq - this.#next) & 0xff;
    if (ahead > largestDistance) return;
    this.#noteSkipped(seq);
    this.#next = (seq + 1) & 0xff;
  }

  /** The numbers restart. Packets that were given up may still arrive. */
  restart(): void {
    this.clear();
    this.#next = undefined;
  }

  /** Forgets what waits. */
  clear(): void {
    this.#held.clear();
    this.#timer?.dispose();
    this.#timer = undefined;
  }

  dispose(): void {
    this.clear();
  }

  #deliver(packet: ParsedPacket): void {
    this.#next = (packet.seq + 1) & 0xff;
    this.#sink(packet);
  }

  /** The numbers up to this one did not come in their turn. */
  #noteSkipped(upTo: number, from = this.#next): void {
    if (from === undefined) return;
    const nowMs = this.#clock.now();
    const count = (upTo - from) & 0xff;
    if (count <= largestDistance)
      for (let seq = from; seq !== upTo; seq = (seq + 1) & 0xff) this.#givenUpMs[seq] = nowMs;
    this.#next = upTo;
  }

  #isStray(seq: number): boolean {
    return this.#clock.now() - this.#givenUpMs[seq]! < strayMs;
  }

  #hold(packet: ParsedPacket): void {
    const { bytes, payloadStart, payloadLength } = packet;
    const payload = bytes.slice(payloadStart, payloadStart + payloadLength);
    this.#held.set(packet.seq, { ...packet, bytes: payload, payloadStart: 0 });
    this.#timer ??= this.#clock.after(holdMs, () => this.#giveUp());
  }

  #deliverReady(): void {
    while (this.#held.size > 0) {
      const expected = this.#expectedSeq();
      if (expected === undefined) return this.#deliverRest();
      const next = this.#held.get(expected);
      if (next === undefined) return;
      this.#held.delete(expected);
      this.#deliver(next);
    }
    this.clear();
  }

  /** The answer has ended: the packets that still wait only carry the device's number. */
  #deliverRest(): void {
    const rest = [...this.#held.values()];
    this.clear();
    for (const packet of rest) this.#deliver(packet);
  }

  /** The missing ones are lost. */
  #giveUp(): void {
    this.#timer = undefined;
    const expected = this.#expectedSeq();
    if (expected === undefined) return this.#deliverRest();
    const distance = (seq: number): number => (seq - expected) & 0xff;
    const [nearest] = [...this.#held.keys()].sort((a, b) => distance(a) - distance(b));
    if (nearest === undefined) return;
    const packet = this.#held.get(nearest)!;
    this.#held.delete(nearest);
    this.#noteSkipped(nearest, expected);
    this.#deliver(packet);
    this.#deliverReady();
    // Behind a second gap: it has waited as long as the first.
    if (this.#held.size > 0) this.#giveUp();
  }
}

/** A refusal for the number's sake carries the device's own number, and is as good early as late. */
function tellsNumber({ flags, bytes, payloadStart, payloadLength }: ParsedPacket): boolean {
  if ((flags & Flag.nak) === 0 || payloadLength < 2) return false;
  return decodeStatus(bytes.subarray(payloadStart, payloadStart + 2)) === Status.sequence;
}
