// A virtual camera on a manual clock with a scripted engine, and a host that speaks raw bytes. For tests on bytes.

import { ManualClock } from '../../../src-shared/lib/clock.ts';
import { Flag, headerSize, Opcode } from '../../../src-shared/openmv/constants.ts';
import { encodePacket, packetSize, readPayloadLength } from '../../../src-shared/openmv/packet.ts';
import { encodeIoctlRequest, encodeReadRequest, encodeWriteRequest } from '../../../src-shared/openmv/payloads.ts';
import type { Capabilities } from '../../../src-shared/openmv/payloads.ts';
import { simulatedBoards, type SimulatedBoard } from '../boards/openmv/boards.ts';
import { cameraSettings, type CameraSettings } from '../boards/openmv/device/camera-settings.ts';
import type { JpegEncoder } from '../boards/openmv/channels/preview-encoder.ts';
import type { DeviceStream } from '../core/device-stream.ts';
import { VirtualCamera } from '../boards/openmv/device/virtual-camera.ts';
import { createMemoryStreamPair } from './memory-stream.ts';
import { ScriptedEngine } from './scripted-engine.ts';

export interface BenchPacket {
  readonly seq: number;
  readonly channel: number;
  readonly flags: number;
  readonly opcode: number;
  readonly payload: Uint8Array;
}

export interface BenchOptions {
  readonly board?: SimulatedBoard;
  readonly settings?: Partial<Omit<CameraSettings, 'defaults'>> & { readonly defaults?: Partial<Capabilities> };
  readonly jpeg?: JpegEncoder;
  readonly kind?: DeviceStream['kind'];
}

/** A JPEG encoder for tests: its files are as long as the quality says. */
export const fakeJpeg: JpegEncoder = {
  encode: (pixels, { quality }) => new Uint8Array(Math.ceil((pixels.length * quality) / 100)).fill(0xff),
};

export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  const digits = text.replaceAll(/\s/g, '');
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16),
  );
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Lets settled promises run on. */
export async function turn(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}

export class CameraBench {
  readonly clock = new ManualClock();
  readonly engine = new ScriptedEngine();
  readonly host;
  readonly camera: VirtualCamera;
  /** The number the next request carries. */
  seq = 0;
  #received: Uint8Array[] = [];

  private constructor(options: BenchOptions) {
    const board = options.board ?? simulatedBoards.RT1062;
    const { device, host } = createMemoryStreamPair(options.kind);
    this.host = host;
    host.onData((bytes) => this.#received.push(bytes.slice()));
    this.camera = new VirtualCamera({
      stream: device,
      engine: this.engine,
      clock: this.clock,
      board,
      jpeg: options.jpeg ?? fakeJpeg,
      settings: cameraSettings(board, { stdoutBacklogBytes: 0, ...options.settings }),
    });
  }

  /** A camera that waits at its prompt; the banner has been thrown away. 4096-byte buffer, firmware's stdout rules. */
  static async create(options: BenchOptions = {}): Promise<CameraBench> {
    const bench = new CameraBench(options);
    await turn();
    bench.clock.advance(20);
    return bench;
  }

  /** As `create`, with ACK off and stdout empty: short exchanges. */
  static async createQuiet(options: BenchOptions = {}): Promise<CameraBench> {
    const bench = await CameraBench.create({
      ...options,
      settings: { ...options.settings, defaults: { ack: false, ...options.settings?.defaults } },
    });
    await bench.drainStdout();
    return bench;
  }

  /** What came since the last call, as hex of each write. */
  takeWrites(): string[] {
    const writes = this.#received.map((bytes) => toHex(bytes));
    this.#received = [];
    return writes;
  }

  takeHex(): string {
    return this.takeWrites().join('');
  }

  /** What came since the last call, cut into packets. */
  takePackets(): BenchPacket[] {
    const bytes = fromHex(this.takeHex());
    const packets: BenchPacket[] = [];
    for (let at = 0; at < bytes.length;) {
      const length = readPayloadLength(bytes, at);
      packets.push({
        seq: bytes[at + 2]!,
        channel: bytes[at + 3]!,
        flags: bytes[at + 4]!,
        opcode: bytes[at + 5]!,
        payload: bytes.slice(at + headerSize, at + headerSize + length),
      });
      at += packetSize(length);
    }
    return packets;
  }

  /** Short form of packets for one deep comparison: `channel opcode flags payload`. */
  takeSummary(): string[] {
    return this.takePackets().map(
      ({ channel, opcode, flags, payload }) =>
        `${channel} ${opcode.toString(16).padStart(2, '0')} ${flags.toString(16).padStart(2, '0')} ${toHex(payload)}`,
    );
  }

  sendHex(hex: string): void {
    this.host.write(fromHex(hex));
  }

  /** Sends a request without waiting, with the number given or the next one. */
  send(opcode: number, channel = 0, payload: Uint8Array = new Uint8Array(0), seq = this.seq): void {
    this.host.write(encodePacket({ seq, channel, flags: 0, opcode }, payload));
  }

  /** One request and its answer packets (events left out); keeps count, acknowledges where asked to. */
  async request(opcode: number, channel = 0, payload: Uint8Array = new Uint8Array(0)): Promise<BenchPacket[]> {
    this.send(opcode, channel, payload);
    const answer: BenchPacket[] = [];
    for (;;) {
      await turn();
      const packets = this.takePackets();
      for (const packet of packets) {
        if (packet.flags & Flag.ackReq) {
          this.host.write(encodePacket({ ...packet, flags: Flag.ack }));
        }
        if (packet.flags & Flag.event) continue;
        answer.push(packet);
        this.seq = (packet.seq + 1) & 0xff;
      }
      if (packets.length === 0) return answer;
    }
  }

  ioctl(channel: number, request: number, ...words: number[]): Promise<BenchPacket[]> {
    const args = new Uint8Array(new Uint32Array(words).buffer);
    return this.request(Opcode.channelIoctl, channel, encodeIoctlRequest(request, args));
  }

  read(channel: number, offset: number, length: number): Promise<BenchPacket[]> {
    return this.request(Opcode.channelRead, channel, encodeReadRequest(offset, length));
  }

  write(channel: number, offset: number, text: string): Promise<BenchPacket[]> {
    const bytes = new TextEncoder().encode(text);
    return this.request(Opcode.channelWrite, channel, encodeWriteRequest(offset, bytes));
  }

  async size(channel: number): Promise<number> {
    const [packet] = await this.request(Opcode.channelSize, channel);
    return new DataView(packet!.payload.buffer).getUint32(0, true);
  }

  /** The unread text. */
  async drainStdout(): Promise<string> {
    const size = await this.size(2);
    if (size === 0) return '';
    const packets = await this.read(2, 0, size);
    return packets.map((packet) => new TextDecoder().decode(packet.payload)).join('');
  }

  /** Uploads and starts a script. */
  async exec(source: string): Promise<void> {
    await this.ioctl(1, 3);
    await this.write(1, 0, source);
    await this.ioctl(1, 2);
  }
}

/** Flags and status of an answer: `ack`, `nak 2`, or `data`. */
export function outcome(packets: readonly BenchPacket[]): string {
  return packets
    .map(({ flags, payload }) => {
      if (flags & Flag.nak) return `nak ${payload[0]! | (payload[1]! << 8)}`;
      if (flags & Flag.ack) return 'ack';
      return `data ${payload.length} ${flags.toString(16).padStart(2, '0')}`;
    })
    .join(', ');
}
