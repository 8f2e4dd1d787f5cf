// Sits on the wire between the virtual camera and the faults: sees every packet of both sides, and keeps back or changes
// the ones that a test picks. It checks no sums.

import { headerSize } from '../../../../src-shared/openmv/constants.ts';
import { readPayloadLength } from '../../../../src-shared/openmv/packet.ts';
import { PacketCutter } from '../../../../src-shared/openmv/packet-cutter.ts';

export interface TappedPacket {
  readonly from: 'camera' | 'host';
  readonly seq: number;
  readonly channel: number;
  readonly flags: number;
  readonly opcode: number;
  readonly payload: Uint8Array;
  /** The whole packet. */
  readonly bytes: Uint8Array;
}

export class WireTap {
  /** What goes on in place of the packet; the packet itself by default. */
  onPacket: (packet: TappedPacket) => readonly Uint8Array[] = ({ bytes }) => [bytes];
  readonly #passed: Record<TappedPacket['from'], Uint8Array[]> = { camera: [], host: [] };
  readonly #cutter = new PacketCutter((bytes) => this.#pass('camera', bytes));

  /** Takes what one side wrote; returns what is to arrive at the other. */
  take(from: TappedPacket['from'], chunk: Uint8Array): readonly Uint8Array[] {
    // What the host wrote has come through the faults packet by packet, and may have no end.
    if (from === 'camera') this.#cutter.push(chunk);
    else this.#pass(from, chunk);
    return this.#passed[from].splice(0);
  }

  #pass(from: TappedPacket['from'], bytes: Uint8Array): void {
    if (bytes.length < headerSize) {
      this.#passed[from].push(bytes);
      return;
    }
    const [seq = 0, channel = 0, flags = 0, opcode = 0] = bytes.subarray(2);
    const payload = bytes.subarray(headerSize, headerSize + readPayloadLength(bytes, 0));
    this.#passed[from].push(...this.onPacket({ from, seq, channel, flags, opcode, payload, bytes }));
  }
}
