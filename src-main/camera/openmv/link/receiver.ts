// Incoming bytes: counted, and cut into packets. Below: the transport's chunks. Above: link.ts.

import type { Clock } from '../../../../src-shared/lib/clock.ts';
import { PacketParser, type ParsedPacket } from '../../../../src-shared/openmv/packet-parser.ts';
import type { LinkCounters } from './link-counters.ts';
import { packetGapMs } from './link-settings.ts';
import type { ReplyTimeouts } from './reply-timeouts.ts';

export interface ReceiverParts {
  readonly clock: Clock;
  readonly counters: LinkCounters;
  readonly timeouts: ReplyTimeouts;
}

export class Receiver {
  readonly parser: PacketParser;
  /** When the last valid packet arrived. */
  lastPacketMs = Number.NEGATIVE_INFINITY;
  readonly #parts: ReceiverParts;
  readonly #backlog: Uint8Array[] = [];
  #lastBytesMs = Number.NEGATIVE_INFINITY;
  #parsing = false;
  #sink: (packet: ParsedPacket) => void = () => {};

  constructor(parts: ReceiverParts) {
    this.#parts = parts;
    this.parser = new PacketParser((packet) => {
      parts.counters.packetsReceived++;
      this.lastPacketMs = parts.clock.now();
      this.#sink(packet);
    });
  }

  /** Bytes received, valid or not. */
  get receivedBytes(): number {
    return this.#parts.counters.bytesReceived;
  }

  /** Hands every packet to `sink`, during the call only: the packet object is reused. */
  listen(sink: (packet: ParsedPacket) => void): void {
    this.#sink = sink;
  }

  push(chunk: Uint8Array): void {
    if (this.#parsing) {
      // A transport that delivers inside write() must not enter the parser twice.
      this.#backlog.push(chunk.slice());
      return;
    }
    this.#take(chunk);
    for (let next = this.#backlog.shift(); next !== undefined; next = this.#backlog.shift()) this.#take(next);
  }

  /** Milliseconds until an unfinished packet counts as cut off; 0 when there is none, or when it does. */
  get unfinishedForMs(): number {
    if (this.parser.pendingBytes === 0) return 0;
    return Math.max(0, packetGapMs - (this.#parts.clock.now() - this.#lastBytesMs));
  }

  /**
   * Looks for packets in the bytes that were mistaken for the payload of a packet that was cut off. True when there were any. A packet whose
   * bytes still arrive is slow, not cut off.
   */
  rescue(): boolean {
    if (this.unfinishedForMs > 0) return false;
    const { packets } = this.parser.counters;
    this.#parse(() => this.parser.abandonUnfinished());
    return this.parser.counters.packets > packets;
  }

  reset(): void {
    this.parser.reset();
    this.#backlog.length = 0;
  }

  #take(chunk: Uint8Array): void {
    this.#parts.counters.bytesReceived += chunk.length;
    this.#lastBytesMs = this.#parts.clock.now();
    this.#parse(() => this.parser.push(chunk));
  }

  #parse(parse: () => void): void {
    const { counters } = this.parser;
    const errors = counters.headerErrors + counters.payloadErrors;
    this.#parsing = true;
    try {
      parse();
    } finally {
      this.#parsing = false;
    }
    const added = counters.headerErrors + counters.payloadErrors - errors;
    if (added === 0) return;
    this.#parts.counters.checksumErrors += added;
    this.#parts.timeouts.noteLoss();
  }
}
