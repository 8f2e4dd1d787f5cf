import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { decodePng, encodePng, pngToRgba } from './png.ts';

function samples(channels: number): Uint8Array {
  return Uint8Array.from({ length: 15 * channels }, (_, at) => (at * 53 + 200) & 0xff);
}

describe('a PNG file', () => {
  it.each([
    ['grey', 1, [0, 0, 0]],
    ['grey with alpha', 2, [0, 0, 0]],
    ['RGB', 3, [0, 1, 2]],
    ['RGBA', 4, [0, 1, 2]],
  ])('of %s is decoded to the encoded pixels, and to RGBA with opaque alpha', (_name, channels, order) => {
    const data = samples(channels);
    const file = encodePng({ width: 3, height: 5, channels, data });
    expect(decodePng(file)).toEqual({ width: 3, height: 5, channels, data });
    const expected = Array.from({ length: 15 }, (_, pixel) => [
      ...order.map((channel) => data[pixel * channels + channel]!),
      255,
    ]).flat();
    expect([...pngToRgba(file)!]).toEqual(expected);
  });

  it('with a palette is decoded', () => {
    const palette = [
      [10, 20, 30],
      [40, 50, 60],
    ];
    const file = encode({ width: 2, height: 1, channels: 1, depth: 8, palette, data: Uint8Array.of(1, 0) });
    expect([...pngToRgba(file)!]).toEqual([40, 50, 60, 255, 10, 20, 30, 255]);
  });

  it('with sixteen bits per sample or interlacing is decoded', () => {
    const deep = encode({ width: 2, height: 1, channels: 1, depth: 16, data: Uint16Array.of(0x12ff, 0xab00) });
    expect([...decodePng(deep)!.data]).toEqual([0x12, 0xab]);
    const data = samples(3);
    const interlaced = encode({ width: 3, height: 5, channels: 3, depth: 8, data }, { interlace: 'Adam7' });
    expect(decodePng(interlaced)!.data).toEqual(data);
  });

  it('that is truncated, damaged or not a PNG is rejected', () => {
    const file = encodePng({ width: 3, height: 5, channels: 3, data: samples(3) });
    for (let size = 0; size < file.length - 12; size++)
      expect(pngToRgba(file.subarray(0, size)), `${size}`).toBeUndefined();
    for (let at = 8; at < file.length - 12; at++) {
      const damaged = Uint8Array.from(file);
      damaged[at]! ^= 0x55;
      expect(pngToRgba(damaged), `${at}`).toBeUndefined();
    }
    expect(pngToRgba(new TextEncoder().encode('GIF89a'))).toBeUndefined();
  });

  it('with more pixels than a camera has is rejected before memory is allocated for them', () => {
    const file = encodePng({ width: 1, height: 1, channels: 1, data: Uint8Array.of(7) });
    new DataView(file.buffer, file.byteOffset).setUint32(16, 60_000);
    expect(decodePng(file)).toBeUndefined();
  });
});
