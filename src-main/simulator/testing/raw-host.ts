// A small host for integration tests: one request at a time, acknowledgements off, events kept. Bytes in real time over
// whatever carries them. The product's own host is in another room and is not used here.

import { Emitter } from '../../../src-shared/lib/emitter.ts';
import { Flag, Opcode } from '../../../src-shared/openmv/constants.ts';
import { encodePacket } from '../../../src-shared/openmv/packet.ts';
import { PacketParser } from '../../../src-shared/openmv/packet-parser.ts';
import {
  decodeWord,
  encodeCapabilities,
  encodeIoctlRequest,
  encodeReadRequest,
  encodeWords,
  encodeWriteRequest,
} from '../../../src-shared/openmv/payloads.ts';

export interface RawPipe {
  write(bytes: Uint8Array): void;
  onData(listener: (bytes: Uint8Array) => void): unknown;
}

export interface RawPacket {
  readonly seq: number;
  readonly channel: number;
  readonly flags: number;
  readonly opcode: number;
  readonly payload: Uint8Array;
}

const maxPayload = 4082;

export class RawHost {
  readonly #pipe: RawPipe;
  readonly #packets: RawPacket[] = [];
  readonly #arrived = new Emitter<void>();
  /** Text read so far. */
  text = '';
  #seq = 0;

  constructor(pipe: RawPipe) {
    this.#pipe = pipe;
    const parser = new PacketParser(({ seq, channel, flags, opcode, bytes, payloadStart, payloadLength }) => {
      const payload = bytes.slice(payloadStart, payloadStart + payloadLength);
      this.#packets.push({ seq, channel, flags, opcode, payload });
    });
    pipe.onData((bytes) => {
      parser.push(bytes);
      this.#arrived.emit();
    });
  }

  /** SYNC until it is answered, then acknowledgements off. */
  async connect(): Promise<void> {
    this.#seq = 0;
    this.#packets.length = 0;
    const retry = setInterval(() => this.#send(Opcode.protoSync, 0, new Uint8Array(0)), 100);
    this.#send(Opcode.protoSync, 0, new Uint8Array(0));
    await this.#take((packet) => packet.opcode === Opcode.protoSync);
    clearInterval(retry);
    this.#packets.length = 0;
    this.#seq = 0;
    const capabilities = { crc: true, seq: true, ack: false, events: true, maxPayload };
    await this.request(Opcode.protoSetCaps, 0, encodeCapabilities(capabilities));
  }

  /** The payloads of the answer, joined; a NAK throws. */
  async request(opcode: number, channel = 0, payload: Uint8Array = new Uint8Array(0)): Promise<Uint8Array> {
    this.#send(opcode, channel, payload);
    const parts: Uint8Array[] = [];
    for (;;) {
      // A SYNC that was sent again may be answered again.
      const packet = await this.#take(
        ({ flags, opcode: answered }) => (flags & Flag.event) === 0 && answered !== Opcode.protoSync,
      );
      this.#seq = (packet.seq + 1) & 0xff;
      if (packet.flags & Flag.nak) throw new Error(`NAK ${packet.payload[0]} for opcode ${opcode}`);
      parts.push(packet.payload);
      if (packet.flags & Flag.fragment) continue;
      return Buffer.concat(parts);
    }
  }

  ioctl(channel: number, request: number, ...words: number[]): Promise<Uint8Array> {
    return this.request(Opcode.channelIoctl, channel, encodeIoctlRequest(request, encodeWords(words)));
  }

  async size(channel: number): Promise<number> {
    return decodeWord('size', await this.request(Opcode.channelSize, channel));
  }

  read(channel: number, offset: number, length: number): Promise<Uint8Array> {
    return this.request(Opcode.channelRead, channel, encodeReadRequest(offset, length));
  }

  write(channel: number, offset: number, data: Uint8Array): Promise<Uint8Array> {
    return this.request(Opcode.channelWrite, channel, encodeWriteRequest(offset, data));
  }

  /** An event of this channel; NOTIFY is undefined. */
  async event(channel: number, code: number | undefined): Promise<void> {
    await this.#take(({ flags, payload, ...packet }) => {
      if ((flags & Flag.event) === 0 || packet.channel !== channel) return false;
      return code === undefined ? payload.length === 0 : payload.length === 2 && payload[0] === code;
    });
  }

  async exec(source: string): Promise<void> {
    const bytes = new TextEncoder().encode(source);
    await this.ioctl(1, 3);
    for (let at = 0; at < bytes.length; at += maxPayload - 8) {
      await this.write(1, at, bytes.subarray(at, at + maxPayload - 8));
    }
    await this.ioctl(1, 2);
    await this.event(1, 1);
  }

  /** Reads stdout until what was read so far contains `wanted`. */
  async textWith(wanted: string): Promise<string> {
    while (!this.text.includes(wanted)) {
      const size = await this.size(2);
      if (size === 0) await this.event(2, undefined);
      else this.text += new TextDecoder().decode(await this.read(2, 0, size));
    }
    return this.text;
  }

  /** The next frame with its header, released afterwards. */
  async frame(): Promise<Uint8Array> {
    let size = await this.size(3);
    while (size === 0) {
      await this.event(3, undefined);
      size = await this.size(3);
    }
    const bytes = await this.read(3, 0, size);
    await this.ioctl(3, 0, 1);
    return bytes;
  }

  #send(opcode: number, channel: number, payload: Uint8Array): void {
    this.#pipe.write(encodePacket({ seq: this.#seq, channel, flags: 0, opcode }, payload));
  }

  async #take(matches: (packet: RawPacket) => boolean): Promise<RawPacket> {
    for (;;) {
      const index = this.#packets.findIndex(matches);
      if (index !== -1) return this.#packets.splice(index, 1)[0]!;
      await new Promise<void>((resolve) => {
        const listening = this.#arrived.event(() => {
          listening.dispose();
          resolve();
        });
      });
    }
  }
}
