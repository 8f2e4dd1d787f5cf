import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { videoCodecString } from './video-codec.ts';

const startCode = [0, 0, 0, 1];
const bytesOf = (...parts: readonly (readonly number[])[]): Uint8Array => Uint8Array.from(parts.flat());
const h264KeyFrame = bytesOf(
  startCode,
  [0x67, 0x42, 0xc0, 0x1e, 0xd9],
  startCode,
  [0x68, 0xce, 0x3c, 0x80],
  [0, 0, 1, 0x65, 0x88, 0x84],
);
/** Main profile, level 3.1; the constraint bytes hold an emulation prevention byte. */
const h265KeyFrame = bytesOf(
  startCode,
  [0x40, 0x01, 0x0c, 0x01],
  startCode,
  [0x42, 0x01, 0x01, 0x01, 0x60, 0x00, 0x00, 0x03, 0x00, 0xb0, 0x00, 0x00, 0x03, 0x00, 0x00, 0x03],
  [0x00, 0x5d, 0xa0, 0x02],
);

describe('a codec string', () => {
  it('is read from the sequence parameter set', () => {
    expect(videoCodecString('h264', h264KeyFrame)).toBe('avc1.42C01E');
    expect(videoCodecString('h265', h265KeyFrame)).toBe('hev1.1.6.L93.B0');
  });

  it('is missing in a frame without parameter sets', () => {
    expect(videoCodecString('h264', Uint8Array.from([...startCode, 0x41, 0x9a, 0x02]))).toBeUndefined();
    expect(videoCodecString('h265', Uint8Array.from([...startCode, 0x02, 0x01, 0xd0]))).toBeUndefined();
  });

  it('is searched in any bytes without an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('h264', 'h265'), (bytes, encoding) => {
        expect(videoCodecString(encoding, bytes) ?? 'none').toMatch(/^(none|avc1\.|hev1\.)/);
      }),
    );
  });
});
