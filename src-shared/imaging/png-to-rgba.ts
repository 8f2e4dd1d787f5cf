// PNG files to RGBA, as far as cameras write them: eight bits a sample, no palette, not interlaced.

import { inflate } from './inflate.ts';
import { readPngInfo } from './png-info.ts';

/** Samples a pixel of the colour types grey, RGB, grey with alpha, RGBA. */
const samplesOf = new Map([
  [0, 1],
  [2, 3],
  [4, 2],
  [6, 4],
]);
/** No camera's picture is larger; pixels. */
const longestSide = 8192;
/** "IDAT" */
const imageData = 0x49444154;

/** True for the kinds that `pngToRgba` reads. */
export function isReadablePng(file: Uint8Array): boolean {
  const info = readPngInfo(file);
  if (info === undefined || info.width > longestSide || info.height > longestSide) return false;
  return info.depth === 8 && !info.interlaced && samplesOf.has(info.colorType);
}

/** `width * height * 4` bytes, alpha 255; undefined for a file of another kind, or one that is damaged or cut short. */
export function pngToRgba(file: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const info = readPngInfo(file);
  if (info === undefined || !isReadablePng(file)) return undefined;
  const { width, height } = info;
  const samples = samplesOf.get(info.colorType)!;
  const rowBytes = width * samples;
  const lines = inflate(joinedData(file), (1 + rowBytes) * height);
  if (lines === undefined) return undefined;
  const pixels = unfiltered(lines, rowBytes, height, samples);
  return pixels && spread(pixels, samples);
}

function joinedData(file: Uint8Array): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const data = new Uint8Array(file.length);
  let size = 0;
  for (let at = 8; at + 12 <= file.length;) {
    const length = view.getUint32(at);
    if (view.getUint32(at + 4) === imageData) {
      const part = file.subarray(at + 8, at + 8 + length);
      data.set(part, size);
      size += part.length;
    }
    at += length + 12;
  }
  return data.subarray(0, size);
}

/** Undoes the filter of each line, which the byte in front of it names; undefined for one that there is not. */
function unfiltered(lines: Uint8Array, rowBytes: number, height: number, samples: number): Uint8Array | undefined {
  const out = new Uint8Array(rowBytes * height);
  for (let y = 0, from = 0, to = 0; y < height; y++) {
    const filter = lines[from++]!;
    if (filter > 4) return undefined;
    for (let x = 0; x < rowBytes; x++, from++, to++) {
      const left = x >= samples ? out[to - samples]! : 0;
      const up = y > 0 ? out[to - rowBytes]! : 0;
      const corner = x >= samples && y > 0 ? out[to - rowBytes - samples]! : 0;
      out[to] = lines[from]! + predicted(filter, left, up, corner);
    }
  }
  return out;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  return filter === 4 ? paeth(left, up, corner) : 0;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const toLeft = Math.abs(guess - left);
  const toUp = Math.abs(guess - up);
  const toCorner = Math.abs(guess - corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** Grey over the three channels; alpha of the file is left out. */
function spread(pixels: Uint8Array, samples: number): Uint8Array<ArrayBuffer> {
  const rgba = new Uint8Array((pixels.length / samples) * 4).fill(0xff);
  const [green, blue] = samples >= 3 ? [1, 2] : [0, 0];
  for (let from = 0, to = 0; from < pixels.length; from += samples, to += 4) {
    rgba[to] = pixels[from]!;
    rgba[to + 1] = pixels[from + green]!;
    rgba[to + 2] = pixels[from + blue]!;
  }
  return rgba;
}
