// Puts RTP packets back in order within a window, counts what is missing, and estimates the jitter (RFC 3550, appendix A).

import type { RtpPacket } from './rtp-packet.ts';

export interface PacketOrderSink {
  packet(packet: RtpPacket): void;
  /** Packets are missing before the next one. */
  gap(count: number): void;
}

export interface PacketOrderOptions {
  /** Packets to wait for a late one; 0 for a transport that keeps the order. */
  readonly window: number;
  /** Ticks per second of the format's clock. */
  readonly clockRate: number;
}

const modulus = 0x1_0000;
/** A jump of this size is a sender that began again, not a loss. */
const restartDistance = 3000;

export class PacketOrder {
  readonly #sink: PacketOrderSink;
  readonly #options: PacketOrderOptions;
  readonly #waiting = new Map<number, RtpPacket>();
  #next: number | undefined;
  #transit: number | undefined;
  #jitter = 0;
  received = 0;
  lost = 0;
  late = 0;

  constructor(options: PacketOrderOptions, sink: PacketOrderSink) {
    this.#options = options;
    this.#sink = sink;
  }

  /** Mean deviation of the packets' spacing, in ticks of the format's clock. */
  get jitter(): number {
    return Math.round(this.#jitter);
  }

  /** The next sequence number, extended by its number of wraps in the upper bits; undefined before the first packet. */
  get highestSequence(): number | undefined {
    return this.#next === undefined ? undefined : this.#next - 1;
  }

  get waitingPackets(): number {
    return this.#waiting.size;
  }

  push(packet: RtpPacket, arrivedAtMs: number): void {
    this.received++;
    this.#measureJitter(packet, arrivedAtMs);
    const sequence = this.#extend(packet.sequence);
    if (this.#next === undefined || Math.abs(sequence - this.#next) > restartDistance) this.#restart(sequence);
    if (sequence < this.#next!) {
      this.late++;
      return;
    }
    this.#waiting.set(sequence, packet);
    this.#deliver();
    while (this.#waiting.size > this.#options.window) {
      this.#skipGap();
      this.#deliver();
    }
  }

  #restart(sequence: number): void {
    const isFirst = this.#next === undefined;
    this.#waiting.clear();
    this.#next = sequence;
    if (!isFirst) this.#sink.gap(1);
  }

  #deliver(): void {
    for (let packet = this.#waiting.get(this.#next!); packet !== undefined; packet = this.#waiting.get(this.#next!)) {
      this.#waiting.delete(this.#next!);
      this.#next!++;
      this.#sink.packet(packet);
    }
  }

  #skipGap(): void {
    const first = Math.min(...this.#waiting.keys());
    const count = first - this.#next!;
    this.lost += count;
    this.#next = first;
    this.#sink.gap(count);
  }

  /** The extended number nearest to the expected one. */
  #extend(sequence: number): number {
    if (this.#next === undefined) return sequence;
    const expected = this.#next % modulus;
    let difference = sequence - expected;
    if (difference > modulus / 2) difference -= modulus;
    else if (difference < -modulus / 2) difference += modulus;
    return this.#next + difference;
  }

  #measureJitter(packet: RtpPacket, arrivedAtMs: number): void {
    const transit = (arrivedAtMs * this.#options.clockRate) / 1000 - packet.timestamp;
    if (this.#transit !== undefined) {
      const difference = Math.abs(transit - this.#transit);
      // A wrapped time stamp is not jitter.
      if (difference < 2 ** 31) this.#jitter += (difference - this.#jitter) / 16;
    }
    this.#transit = transit;
  }
}
