// The parts of a baseline JPEG file that RTP/JPEG sends, and the file rebuilt from them (RFC 2435).

import { MediaError } from './media-error.ts';
import { standardHuffmanSegment, standardHuffmanTable } from './jpeg-tables.ts';

/** What an RTP/JPEG receiver needs to decode a frame. */
export interface JpegParts {
  /** Pixels; multiples of 8 up to 2,040. */
  readonly width: number;
  readonly height: number;
  /** 0: colour at half width (4:2:2). 1: colour at half width and height (4:2:0). */
  readonly sampling: 0 | 1;
  /** Macroblocks between restart markers; 0: none. */
  readonly restartInterval: number;
  /** Tables of 64 bytes in zigzag order: luminance, then chrominance. */
  readonly quantization: Uint8Array;
  /** Entropy-coded data, without the end marker. */
  readonly scan: Uint8Array;
}

export const maxJpegSide = 2040;
const tableSize = 64;

const marker = {
  startOfImage: 0xd8,
  endOfImage: 0xd9,
  startOfScan: 0xda,
  quantization: 0xdb,
  restartInterval: 0xdd,
  baseline: 0xc0,
  huffman: 0xc4,
} as const;

function unsendable(reason: string): MediaError {
  return new MediaError('unsendable-jpeg', `RTP cannot carry this JPEG: ${reason}.`, { data: { reason } });
}

/** Takes a file apart. Throws `unsendable-jpeg` with the reason. */
export function readJpegParts(file: Uint8Array): JpegParts {
  if (file[0] !== 0xff || file[1] !== marker.startOfImage) throw unsendable('not a JPEG file');
  const reader = new PartsReader();
  let at = 2;
  while (at + 4 <= file.length) {
    if (file[at] !== 0xff) throw unsendable('damaged');
    const code = file[at + 1]!;
    const end = at + 2 + ((file[at + 2]! << 8) | file[at + 3]!);
    if (end > file.length || end < at + 4) throw unsendable('damaged');
    if (code === marker.startOfScan) return reader.parts(withoutEnd(file, end));
    reader.segment(code, file.subarray(at + 4, end));
    at = end;
  }
  throw unsendable('damaged');
}

function withoutEnd(file: Uint8Array, from: number): Uint8Array {
  let end = file.length;
  while (end > from && file[end - 1] === 0) end--;
  const closed = end - 2 >= from && file[end - 2] === 0xff && file[end - 1] === marker.endOfImage;
  return file.subarray(from, closed ? end - 2 : end);
}

class PartsReader {
  readonly #tables = new Map<number, Uint8Array>();
  #frame: { width: number; height: number; sampling: 0 | 1; tableIds: number[] } | undefined;
  #restartInterval = 0;

  segment(code: number, content: Uint8Array): void {
    if (code === marker.quantization) this.#takeTables(content);
    else if (code === marker.restartInterval) this.#restartInterval = (content[0]! << 8) | content[1]!;
    else if (code === marker.huffman) checkHuffman(content);
    else if (code === marker.baseline) this.#takeFrame(content);
    else if (code > marker.baseline && code <= 0xcf && code !== 0xc8 && code !== 0xcc) throw unsendable('not baseline');
  }

  parts(scan: Uint8Array): JpegParts {
    if (this.#frame === undefined) throw unsendable('damaged');
    const { tableIds, ...frame } = this.#frame;
    const quantization = new Uint8Array(2 * tableSize);
    [tableIds[0]!, tableIds[1]!].forEach((id, index) => {
      const table = this.#tables.get(id);
      if (table === undefined) throw unsendable('damaged');
      quantization.set(table, tableSize * index);
    });
    return { ...frame, restartInterval: this.#restartInterval, quantization, scan };
  }

  #takeTables(content: Uint8Array): void {
    for (let at = 0; at + 1 + tableSize <= content.length; at += 1 + tableSize) {
      if (content[at]! >> 4 !== 0) throw unsendable('16-bit quantization tables');
      this.#tables.set(content[at]! & 0x0f, content.subarray(at + 1, at + 1 + tableSize));
    }
  }

  #takeFrame(content: Uint8Array): void {
    if (content.length < 15 || content[5] !== 3) throw unsendable('not in three colour components');
    const height = (content[1]! << 8) | content[2]!;
    const width = (content[3]! << 8) | content[4]!;
    if (width > maxJpegSide || height > maxJpegSide) throw unsendable(`over ${maxJpegSide} pixels`);
    const colour = [content[10], content[13]];
    const sampling = content[7] === 0x21 ? 0 : content[7] === 0x22 ? 1 : undefined;
    if (sampling === undefined || colour.some((factors) => factors !== 0x11))
      throw unsendable('another colour sampling');
    if (content[11] !== content[14]) throw unsendable('three quantization tables');
    this.#frame = { width, height, sampling, tableIds: [content[8]!, content[11]!] };
  }
}

/** The receiver has the standard tables only. */
function checkHuffman(content: Uint8Array): void {
  for (let at = 0; at < content.length;) {
    const expected = standardHuffmanTable(content[at]!);
    const end = at + 1 + (expected?.length ?? 0);
    const own = content.subarray(at + 1, end);
    if (
      expected === undefined ||
      own.length !== expected.length ||
      expected.some((byte, index) => byte !== own[index])
    ) {
      throw unsendable('its own Huffman tables');
    }
    at = end;
  }
}

/** A complete file with the standard Huffman tables. */
export function writeJpegFile(parts: JpegParts): Uint8Array<ArrayBuffer> {
  const headers = headersOf(parts);
  const file = new Uint8Array(headers.length + parts.scan.length + 2);
  file.set(headers);
  file.set(parts.scan, headers.length);
  file.set([0xff, marker.endOfImage], file.length - 2);
  return file;
}

function headersOf({ width, height, sampling, restartInterval, quantization }: JpegParts): number[] {
  const segment = (code: number, content: readonly number[]): number[] => {
    const length = content.length + 2;
    return [0xff, code, length >> 8, length & 0xff, ...content];
  };
  const tables = [0, 1].flatMap((id) => [id, ...quantization.subarray(tableSize * id, tableSize * (id + 1))]);
  const frame = [8, height >> 8, height & 0xff, width >> 8, width & 0xff, 3];
  const components = [1, sampling === 0 ? 0x21 : 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];
  const restart =
    restartInterval === 0 ? [] : segment(marker.restartInterval, [restartInterval >> 8, restartInterval & 0xff]);
  return [
    0xff,
    marker.startOfImage,
    ...segment(marker.quantization, tables),
    ...segment(marker.baseline, [...frame, ...components]),
    ...standardHuffmanSegment,
    ...restart,
    ...segment(marker.startOfScan, [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]),
  ];
}
