import { describe, expect, it } from 'vitest';
import { hasJpegEnd, readJpegInfo, repairJpeg } from './jpeg-info.ts';

const app0 = [0xff, 0xe0, 0x00, 0x04, 0x01, 0x02];
const sof = (marker: number, width: number, height: number, components = 3) => [
  0xff,
  marker,
  0,
  11,
  8,
  height >> 8,
  height & 255,
  width >> 8,
  width & 255,
  components,
  0,
  0,
  0,
];
const scan = [0xff, 0xda, 0x00, 0x02, 0x11, 0x22];
const end = [0xff, 0xd9];
const jpeg = (...parts: number[][]) => Uint8Array.from([0xff, 0xd8, ...parts.flat()]);

describe('JPEG info', () => {
  it('reads size and kind from the frame header', () => {
    const bytes = jpeg(app0, sof(0xc0, 320, 240), scan, end);
    const expected = { width: 320, height: 240, components: 3, progressive: false, complete: true };
    expect(readJpegInfo(bytes)).toEqual(expected);
    expect(readJpegInfo(jpeg(sof(0xc2, 5000, 1, 1)))).toMatchObject({ width: 5000, components: 1, progressive: true });
  });

  it('skips tables, fill bytes and markers without length', () => {
    const tables = [0xff, 0xc4, 0x00, 0x03, 0x00];
    const info = readJpegInfo(jpeg([0xff, 0xff, 0xff], [0xe1, 0x00, 0x02], [0xff, 0x01], tables, sof(0xc1, 16, 8)));
    expect(info).toMatchObject({ width: 16, height: 8, complete: false });
  });

  it('is undefined for bytes that are not a JPEG or end too early', () => {
    const cases = [
      [],
      [0xff, 0xd8],
      [0x89, 0x50, 0x4e, 0x47],
      [...jpeg([0x00, 0x00, 0x00, 0x00])],
      [...jpeg(app0, scan, end)],
      [...jpeg(end, end)],
      [...jpeg([0xff, 0xe0, 0x00, 0x00, 0x00])],
      [...jpeg(sof(0xc0, 320, 240))].slice(0, 9),
      [...jpeg(sof(0xc0, 0, 240))],
      [...jpeg(sof(0xc0, 320, 240, 9))],
      [...jpeg([0xff, 0xe0, 0xff, 0xff, 0x00])],
    ];
    for (const bytes of cases) expect(readJpegInfo(Uint8Array.from(bytes))).toBeUndefined();
  });

  it('accepts only zero padding behind the end marker', () => {
    expect(hasJpegEnd(jpeg(scan, end))).toBe(true);
    expect(hasJpegEnd(jpeg(scan, end, [0, 0, 0]))).toBe(true);
    expect(hasJpegEnd(jpeg(scan, end, [1]))).toBe(false);
    expect(hasJpegEnd(jpeg(scan))).toBe(false);
    expect(hasJpegEnd(Uint8Array.of(0xff, 0xd9))).toBe(false);
  });

  it('appends the end marker only if it is missing', () => {
    const whole = jpeg(scan, end);
    expect(repairJpeg(whole)).toBe(whole);
    expect([...repairJpeg(jpeg(scan))]).toEqual([...whole]);
  });
});
