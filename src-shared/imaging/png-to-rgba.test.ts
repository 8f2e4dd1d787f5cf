import { deflateRawSync, deflateSync, constants } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inflate } from './inflate.ts';
import { pngToRgba } from './png-to-rgba.ts';

/** Bytes with repetitions near and far, as pictures have them. */
const sample = Uint8Array.from({ length: 70_000 }, (_, at) => (at % 97 < 40 ? 7 : (at * at) >> 5) & 0xff);

describe('inflate', () => {
  it.each([
    ['stored', { level: 0 }],
    ['with codes of its own', { level: 9 }],
    ['with fixed codes', { strategy: constants.Z_FIXED }],
    ['with runs only', { strategy: constants.Z_RLE }],
    ['without repetitions', { strategy: constants.Z_HUFFMAN_ONLY }],
  ])('undoes what zlib made, %s', (_kind, options) => {
    expect(Buffer.compare(inflate(deflateSync(sample, options), sample.length)!, sample)).toBe(0);
  });

  it('gives as much as was asked for, and nothing when there is less', () => {
    const file = deflateSync(sample);
    expect(Buffer.compare(inflate(file, 1000)!, sample.subarray(0, 1000))).toBe(0);
    expect(inflate(file, sample.length + 1)).toBeUndefined();
    expect(inflate(file.subarray(0, file.length >> 1), sample.length)).toBeUndefined();
    expect(inflate(deflateRawSync(sample), sample.length)).toBeUndefined();
    expect(inflate(new Uint8Array(0), 1)).toBeUndefined();
  });

  it('survives any damage', () => {
    const file = deflateSync(sample.subarray(0, 5000), { level: 9 });
    for (let at = 2; at < file.length; at += 11) {
      const damaged = Uint8Array.from(file);
      damaged[at]! ^= 0x55;
      const result = inflate(damaged, 5000);
      expect(result === undefined || result.length === 5000).toBe(true);
    }
  });
});

interface Kind {
  readonly colorType: number;
  readonly samples: number;
  readonly depth?: number;
  readonly interlace?: number;
}

/** A file of 3 × 5 pixels; each line has another filter. The sum of a chunk is not looked at. */
function png({ colorType, samples, depth = 8, interlace = 0 }: Kind, pixels: Uint8Array): Uint8Array {
  const rowBytes = 3 * samples;
  const lines = Buffer.alloc((rowBytes + 1) * 5);
  const at = (x: number, y: number): number => (x < 0 || y < 0 ? 0 : pixels[y * rowBytes + x]!);
  for (let y = 0; y < 5; y++) {
    lines[y * (rowBytes + 1)] = y;
    for (let x = 0; x < rowBytes; x++) {
      const left = at(x - samples, y);
      const up = at(x, y - 1);
      const corner = at(x - samples, y - 1);
      const guess = left + up - corner;
      const nearest = [left, up, corner].reduce((best, each) =>
        Math.abs(guess - each) < Math.abs(guess - best) ? each : best,
      );
      const predicted = [0, left, up, (left + up) >> 1, nearest][y]!;
      lines[y * (rowBytes + 1) + 1 + x] = at(x, y) - predicted;
    }
  }
  const header = Buffer.from([0, 0, 0, 3, 0, 0, 0, 5, depth, colorType, 0, 0, interlace]);
  const data = deflateSync(lines);
  const chunk = (name: string, bytes: Uint8Array): Buffer => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(bytes.length);
    return Buffer.concat([size, Buffer.from(name), bytes, Buffer.alloc(4)]);
  };
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', data.subarray(0, 5)),
    chunk('tEXt', Buffer.from('between')),
    chunk('IDAT', data.subarray(5)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function pixelsOf(samples: number): Uint8Array {
  return Uint8Array.from({ length: 15 * samples }, (_, at) => (at * 53 + 200) & 0xff);
}

describe('PNG to RGBA', () => {
  it.each([
    ['grey', { colorType: 0, samples: 1 }, [0, 0, 0]],
    ['RGB', { colorType: 2, samples: 3 }, [0, 1, 2]],
    ['grey with alpha', { colorType: 4, samples: 2 }, [0, 0, 0]],
    ['RGBA', { colorType: 6, samples: 4 }, [0, 1, 2]],
  ])('reads %s with every filter, its data in pieces', (_name, kind, channels) => {
    const pixels = pixelsOf(kind.samples);
    const expected = Array.from({ length: 15 }, (_, pixel) => [
      ...channels.map((channel) => pixels[pixel * kind.samples + channel]!),
      255,
    ]).flat();
    expect([...pngToRgba(png(kind, pixels))!]).toEqual(expected);
  });

  it.each([
    ['a palette', { colorType: 3, samples: 1 }],
    ['sixteen bits', { colorType: 0, samples: 1, depth: 16 }],
    ['interlacing', { colorType: 0, samples: 1, interlace: 1 }],
  ])('refuses %s', (_name, kind) => {
    expect(pngToRgba(png(kind, pixelsOf(1)))).toBeUndefined();
  });

  it('refuses what is cut short and what is no PNG', () => {
    const file = png({ colorType: 0, samples: 1 }, pixelsOf(1));
    for (let size = 0; size < file.length - 30; size++) expect(pngToRgba(file.subarray(0, size))).toBeUndefined();
    expect(pngToRgba(new TextEncoder().encode('GIF89a'))).toBeUndefined();
  });
});
