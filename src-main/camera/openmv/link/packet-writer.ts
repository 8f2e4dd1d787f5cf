// Outgoing packets: sealing, acknowledging, counting. Below: the transport. Above: the parts of the link.

import type { Clock } from '../../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../../src-shared/lib/disposable.ts';
import { Emitter } from '../../../../src-shared/lib/emitter.ts';
import { Flag, headerSize } from '../../../../src-shared/openmv/constants.ts';
import type { ParsedPacket } from '../../../../src-shared/openmv/packet-parser.ts';
import { packetSize, sealPacket, type PacketHeader } from '../../../../src-shared/openmv/packet.ts';
import type { ByteTransport } from '../../../transports/api/byte-transport.ts';
import { TransportError } from '../../../transports/api/transport-error.ts';
import type { LinkCounters } from './link-counters.ts';
import type { LinkState } from './link-state.ts';
import type { Batch } from '../requests/batch.ts';

/** Buffers kept for acknowledgements; more are allocated when needed. */
const poolSize = 32;

export interface PacketWriterParts {
  readonly transport: ByteTransport;
  readonly clock: Clock;
  readonly counters: LinkCounters;
  readonly state: LinkState;
}

export class PacketWriter implements Disposable {
  readonly #parts: PacketWriterParts;
  readonly #pool: Uint8Array[] = [];
  readonly #failures = new Emitter<TransportError>();
  /** The transport refuses to write. */
  readonly onFailure = this.#failures.event;

  constructor(parts: PacketWriterParts) {
    this.#parts = parts;
  }

  /** One packet, without a checksum unless `crc`. Resolves when the transport has accepted it; never rejects. */
  send(header: PacketHeader, payload: Uint8Array, crc: boolean): Promise<void> {
    const bytes = new Uint8Array(packetSize(payload.length));
    bytes.set(payload, headerSize);
    sealPacket(bytes, 0, header, payload.length, crc);
    this.#parts.counters.packetsSent++;
    return this.#write(bytes);
  }

  /** The requests of a batch that have no answer yet, under their numbers. */
  sendBatch(batch: Batch): void {
    if (batch.transmissions++ === 0) {
      batch.firstSentMs = this.#parts.clock.now();
      batch.progressMs = batch.firstSentMs;
    }
    this.#parts.counters.packetsSent += batch.pending.length - batch.index;
    void this.#write(batch.bytes.subarray(batch.starts[batch.index]));
  }

  /** Repeats the number, channel and opcode of the packet (docs/protocol-v2.md §4.2 rule 3). */
  acknowledge(packet: ParsedPacket): void {
    const bytes = this.#pool.pop() ?? new Uint8Array(headerSize);
    const { seq, channel, opcode } = packet;
    sealPacket(bytes, 0, { seq, channel, flags: Flag.ack, opcode }, 0, this.#parts.state.crc);
    this.#parts.counters.packetsSent++;
    void this.#writeAndKeep(bytes);
  }

  dispose(): void {
    this.#failures.dispose();
  }

  async #writeAndKeep(bytes: Uint8Array): Promise<void> {
    await this.#write(bytes);
    if (this.#pool.length < poolSize) this.#pool.push(bytes);
  }

  #write(bytes: Uint8Array): Promise<void> {
    const { transport, counters } = this.#parts;
    counters.bytesSent += bytes.length;
    return transport.write(bytes).catch((error: unknown) => this.#failures.emit(asTransportError(error)));
  }
}

/** The error that callers see when the transport ends. */
export function asTransportError(error: unknown): TransportError {
  if (error instanceof TransportError) return error;
  return new TransportError('port-lost', 'The port went away.', { cause: error });
}
