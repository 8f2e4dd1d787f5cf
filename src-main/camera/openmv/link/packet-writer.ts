// Packets on their way out: sealing, acknowledging, counting. Under it: the transport. Over it: link.ts.

import type { Clock } from '../../../../src-shared/lib/clock.ts';
import { Flag, headerSize } from '../../../../src-shared/openmv/constants.ts';
import type { ParsedPacket } from '../../../../src-shared/openmv/packet-parser.ts';
import { packetSize, sealPacket, type PacketHeader } from '../../../../src-shared/openmv/packet.ts';
import type { ByteTransport } from '../../../transports/api/byte-transport.ts';
import { TransportError } from '../../../transports/api/transport-error.ts';
import type { LinkCounters } from './link-counters.ts';
import type { Batch } from '../requests/batch.ts';

/** Acknowledgements that are being written at one time; more are allocated and forgotten. */
const poolSize = 32;

export interface PacketWriterOptions {
  readonly transport: ByteTransport;
  readonly clock: Clock;
  readonly counters: LinkCounters;
  /** The transport refuses to write. */
  readonly onFailure: (error: TransportError) => void;
}

export class PacketWriter {
  /** Whether checksums are written; by agreement with the device. */
  crcEnabled = true;
  readonly #options: PacketWriterOptions;
  readonly #pool: Uint8Array[] = [];

  constructor(options: PacketWriterOptions) {
    this.#options = options;
  }

  /** One packet. Resolves when the transport has taken it; never rejects. */
  send(header: PacketHeader, payload: Uint8Array, crc = this.crcEnabled): Promise<void> {
    const bytes = new Uint8Array(packetSize(payload.length));
    bytes.set(payload, headerSize);
    sealPacket(bytes, 0, header, payload.length, crc);
    this.#options.counters.packetsSent++;
    return this.#write(bytes);
  }

  /** The requests of a batch that have no answer yet, under the numbers they have. */
  sendBatch(batch: Batch): void {
    if (batch.transmissions++ === 0) {
      batch.firstSentMs = this.#options.clock.now();
      batch.progressMs = batch.firstSentMs;
    }
    this.#options.counters.packetsSent += batch.pending.length - batch.index;
    void this.#write(batch.bytes.subarray(batch.starts[batch.index]));
  }

  /** Number, channel and opcode are those of the packet, not our own (docs/protocol-v2.md §4.2 rule 3). */
  acknowledge(packet: ParsedPacket): void {
    const bytes = this.#pool.pop() ?? new Uint8Array(headerSize);
    const { seq, channel, opcode } = packet;
    sealPacket(bytes, 0, { seq, channel, flags: Flag.ack, opcode }, 0, this.crcEnabled);
    this.#options.counters.packetsSent++;
    void this.#writeAndKeep(bytes);
  }

  async #writeAndKeep(bytes: Uint8Array): Promise<void> {
    await this.#write(bytes);
    if (this.#pool.length < poolSize) this.#pool.push(bytes);
  }

  #write(bytes: Uint8Array): Promise<void> {
    const { transport, counters, onFailure } = this.#options;
    counters.bytesSent += bytes.length;
    return transport.write(bytes).catch((error: unknown) => onFailure(asTransportError(error)));
  }
}

/** What ended a transport, as the error that callers see. */
export function asTransportError(error: unknown): TransportError {
  if (error instanceof TransportError) return error;
  return new TransportError('port-lost', 'The port went away.', { cause: error });
}
