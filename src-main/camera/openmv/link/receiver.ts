// Bytes on their way in: counted, and cut into packets. Under it: the transport's chunks. Over it: link.ts.

import type { Clock } from '../../../../src-shared/lib/clock.ts';
import { PacketParser, type ParsedPacket } from '../../../../src-shared/openmv/packet-parser.ts';
import type { LinkCounters } from './link-counters.ts';
import { packetGapMs } from './link-settings.ts';

export interface ReceiverOptions {
  readonly clock: Clock;
  readonly counters: LinkCounters;
  readonly onPacket: (packet: ParsedPacket) => void;
  /** Bytes came that are no sound packet. */
  readonly onDamage: () => void;
}

export class Receiver {
  readonly parser: PacketParser;
  /** When the last sound packet came. */
  lastPacketMs = Number.NEGATIVE_INFINITY;
  readonly #options: ReceiverOptions;
  readonly #backlog: Uint8Array[] = [];
  #lastBytesMs = Number.NEGATIVE_INFINITY;
  #parsing = false;

  constructor(options: ReceiverOptions) {
    this.#options = options;
    this.parser = new PacketParser((packet) => {
      options.counters.packetsReceived++;
      this.lastPacketMs = options.clock.now();
      options.onPacket(packet);
    });
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
    return Math.max(0, packetGapMs - (this.#options.clock.now() - this.#lastBytesMs));
  }

  /** Looks for packets in what was taken for the payload of one that was cut off. True when there were any. */
  rescue(): boolean {
    const packets = this.parser.counters.packets;
    this.#parse(() => this.parser.abandonUnfinished());
    return this.parser.counters.packets > packets;
  }

  reset(): void {
    this.parser.reset();
    this.#backlog.length = 0;
  }

  #take(chunk: Uint8Array): void {
    this.#options.counters.bytesReceived += chunk.length;
    this.#lastBytesMs = this.#options.clock.now();
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
    this.#options.counters.checksumErrors += added;
    this.#options.onDamage();
  }
}
