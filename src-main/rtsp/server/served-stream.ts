// One stream of a session: what a script or a camera sends, cut into RTP payloads once and handed to every client.

import { packetizeJpeg } from '../../../src-shared/media/jpeg-rtp.ts';
import { h264, h265, splitAnnexB, type NalCodec } from '../../../src-shared/media/nal.ts';
import { packetizeNals } from '../../../src-shared/media/nal-packetizer.ts';
import type { MediaEncoding, MediaStream } from '../../../src-shared/media/sdp.ts';

/** The payloads of one frame, in order; the last one carries the marker. */
export interface PacketizedFrame {
  readonly payloads: readonly Uint8Array[];
  /** Can be decoded without earlier frames. */
  readonly keyFrame: boolean;
  /** In ticks of the stream's clock. */
  readonly timestamp: number;
}

const payloadTypes: Readonly<Record<MediaEncoding, number>> = { h264: 96, h265: 97, jpeg: 26, pcmu: 0, pcma: 8 };
const videoClockRate = 90_000;
const audioClockRate = 8000;

/** What a sender of a stream wants to hear of its clients: they take frames. */
export type FrameListener = (frame: PacketizedFrame) => void;

export class ServedStream {
  readonly encoding: MediaEncoding;
  readonly control: string;
  readonly #codec: NalCodec | undefined;
  readonly #parameterSets = new Map<number, Uint8Array>();
  readonly #listeners = new Set<FrameListener>();

  constructor(encoding: MediaEncoding, control: string) {
    this.encoding = encoding;
    this.control = control;
    this.#codec = encoding === 'h264' ? h264 : encoding === 'h265' ? h265 : undefined;
  }

  get isAudio(): boolean {
    return this.encoding === 'pcmu' || this.encoding === 'pcma';
  }

  get clockRate(): number {
    return this.isAudio ? audioClockRate : videoClockRate;
  }

  get payloadType(): number {
    return payloadTypes[this.encoding];
  }

  /** As the session description shows it now. */
  get description(): MediaStream {
    const { encoding, payloadType, clockRate, control } = this;
    const parameterSets = [...this.#parameterSets].sort(([a], [b]) => a - b).map(([, set]) => set);
    return { kind: this.isAudio ? 'audio' : 'video', encoding, payloadType, clockRate, control, parameterSets };
  }

  listen(listener: FrameListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Sends one frame: Annex B, a JPEG file, or G.711 bytes. Throws `unsendable-jpeg`. Bytes without a readable unit are
   * left out.
   */
  send(data: Uint8Array, timeMs: number): void {
    const timestamp = Math.round((timeMs * this.clockRate) / 1000) >>> 0;
    const frame = this.#packetize(data, timestamp);
    if (frame.payloads.length === 0) return;
    for (const listener of this.#listeners) listener(frame);
  }

  #packetize(data: Uint8Array, timestamp: number): PacketizedFrame {
    if (this.encoding === 'jpeg') return { payloads: packetizeJpeg(data), keyFrame: true, timestamp };
    const codec = this.#codec;
    if (codec === undefined) return { payloads: data.length === 0 ? [] : [data], keyFrame: true, timestamp };
    const units = splitAnnexB(data);
    const types = units.map((unit) => codec.type(unit));
    types.forEach((type, index) => {
      if (codec.isParameterSet(type)) this.#parameterSets.set(type, units[index]!.slice());
    });
    const keyFrame = types.some((type) => codec.isKeySlice(type));
    return {
      payloads: packetizeNals(codec, keyFrame ? this.#withParameterSets(codec, units) : units),
      keyFrame,
      timestamp,
    };
  }

  /** A client that joins here needs the parameter sets. */
  #withParameterSets(codec: NalCodec, units: readonly Uint8Array[]): readonly Uint8Array[] {
    const present = new Set(units.map((unit) => codec.type(unit)));
    const missing = [...this.#parameterSets].filter(([type]) => !present.has(type)).sort(([a], [b]) => a - b);
    return [...missing.map(([, set]) => set), ...units];
  }
}
