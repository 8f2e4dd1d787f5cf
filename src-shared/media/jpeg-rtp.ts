// JPEG frames as RTP payloads (RFC 2435): the scan data in fragments, with an 8-byte header in each and the quantization
// tables in the first.

import { quantizationTables } from './jpeg-tables.ts';
import { readJpegParts, writeJpegFile, type JpegParts } from './jpeg-file.ts';
import { defaultPayloadBytes } from './nal-packetizer.ts';

const mainHeaderSize = 8;
const restartHeaderSize = 4;
const tableHeaderSize = 4;
/** Types from here on have restart markers. */
const restartTypes = 64;
/** Qualities from here on bring their tables. */
const ownTables = 128;
/** Tables in every first packet, which may differ from frame to frame. */
const changingTables = 255;

/** The payloads of one frame; the last one's packet carries the marker. Throws `unsendable-jpeg`. */
export function packetizeJpeg(file: Uint8Array, maxBytes = defaultPayloadBytes): Uint8Array[] {
  const parts = readJpegParts(file);
  const payloads: Uint8Array[] = [];
  for (let at = 0; at === 0 || at < parts.scan.length;) {
    const header = fragmentHeader(parts, at);
    const data = parts.scan.subarray(at, at + maxBytes - header.length);
    const payload = new Uint8Array(header.length + data.length);
    payload.set(header);
    payload.set(data, header.length);
    payloads.push(payload);
    at += Math.max(1, data.length);
  }
  return payloads;
}

function fragmentHeader(parts: JpegParts, offset: number): Uint8Array {
  const { width, height, sampling, restartInterval, quantization } = parts;
  const restart = restartInterval === 0 ? [] : [restartInterval >> 8, restartInterval & 0xff, 0xff, 0xff];
  const tables = offset === 0 ? [0, 0, 0, quantization.length, ...quantization] : [];
  const type = sampling + (restartInterval === 0 ? 0 : restartTypes);
  const place = [0, (offset >> 16) & 0xff, (offset >> 8) & 0xff, offset & 0xff];
  const size = [Math.ceil(width / 8), Math.ceil(height / 8)];
  return Uint8Array.from([...place, type, changingTables, ...size, ...restart, ...tables]);
}

export interface JpegFrameSink {
  /** A complete file, owned by the receiver. */
  frame(file: Uint8Array<ArrayBuffer>, timestamp: number): void;
  /** A frame was left out: parts of it are missing or unreadable. */
  dropped(): void;
}

interface Header {
  readonly offset: number;
  readonly type: number;
  readonly quality: number;
  readonly width: number;
  readonly height: number;
  readonly restartInterval: number;
  readonly tables: Uint8Array | undefined;
  readonly data: Uint8Array;
}

/** Frames are at most as large as this: 16 MiB is a still of 2,040 × 2,040 at any quality. */
const maxScanBytes = 16 * 1024 * 1024;

export class JpegDepacketizer {
  readonly #sink: JpegFrameSink;
  readonly #tablesOfQuality = new Map<number, Uint8Array>();
  #first: Header | undefined;
  #fragments: Uint8Array[] = [];
  #scanBytes = 0;
  #timestamp: number | undefined;

  constructor(sink: JpegFrameSink) {
    this.#sink = sink;
  }

  push(payload: Uint8Array, timestamp: number, marker: boolean): void {
    if (this.#first !== undefined && timestamp !== this.#timestamp) this.#drop();
    const header = readHeader(payload);
    if (header === undefined || header.offset !== this.#scanBytes) {
      if (this.#first !== undefined) this.#drop();
      return;
    }
    if (header.offset === 0) {
      this.#first = header;
      this.#timestamp = timestamp;
    }
    this.#fragments.push(header.data.slice());
    this.#scanBytes += header.data.length;
    if (this.#scanBytes > maxScanBytes) this.#drop();
    else if (marker) this.#finish(timestamp);
  }

  /** Packets are missing before the next one. */
  gap(): void {
    if (this.#first !== undefined) this.#drop();
  }

  #finish(timestamp: number): void {
    const first = this.#first!;
    const quantization = this.#tablesFor(first);
    if (quantization === undefined) {
      this.#drop();
      return;
    }
    const scan = new Uint8Array(this.#scanBytes);
    let at = 0;
    for (const fragment of this.#fragments) {
      scan.set(fragment, at);
      at += fragment.length;
    }
    this.#forget();
    const { width, height, restartInterval } = first;
    const sampling = (first.type & 1) as 0 | 1;
    this.#sink.frame(writeJpegFile({ width, height, sampling, restartInterval, quantization, scan }), timestamp);
  }

  #tablesFor({ quality, tables }: Header): Uint8Array | undefined {
    if (quality < ownTables) return quantizationTables(quality);
    if (tables === undefined) return this.#tablesOfQuality.get(quality);
    // A quality of 255 brings tables with every frame; others may leave them out the next time.
    if (quality !== changingTables) this.#tablesOfQuality.set(quality, tables.slice());
    return tables;
  }

  #drop(): void {
    this.#forget();
    this.#sink.dropped();
  }

  #forget(): void {
    this.#first = undefined;
    this.#fragments = [];
    this.#scanBytes = 0;
    this.#timestamp = undefined;
  }
}

/** The parts of a payload; undefined if it is too short, has no size, or is of a type that nothing can decode. */
function readHeader(payload: Uint8Array): Header | undefined {
  if (payload.length < mainHeaderSize) return undefined;
  const [, high, middle, low, type, quality, columns, rows] = payload;
  const offset = (high! << 16) | (middle! << 8) | low!;
  const hasRestart = type! >= restartTypes && type! < ownTables;
  if ((type! & 0x3f) > 1 || type! >= ownTables || columns === 0 || rows === 0 || quality === 0) return undefined;
  let at = mainHeaderSize;
  let restartInterval = 0;
  if (hasRestart) {
    if (payload.length < at + restartHeaderSize) return undefined;
    restartInterval = (payload[at]! << 8) | payload[at + 1]!;
    at += restartHeaderSize;
  }
  let tables: Uint8Array | undefined;
  if (quality! >= ownTables && offset === 0) {
    if (payload.length < at + tableHeaderSize) return undefined;
    const length = (payload[at + 2]! << 8) | payload[at + 3]!;
    at += tableHeaderSize;
    // Only two 8-bit tables are of use; a length of 0 means those of an earlier frame.
    if (length !== 0 && (length !== 128 || payload[at - 3] !== 0 || payload.length < at + length)) return undefined;
    if (length !== 0) tables = payload.subarray(at, at + length);
    at += length;
  }
  const size = { width: columns! * 8, height: rows! * 8 };
  return { offset, type: type!, quality: quality!, ...size, restartInterval, tables, data: payload.subarray(at) };
}
