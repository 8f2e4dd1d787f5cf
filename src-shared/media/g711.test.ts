import { expect, test } from 'vitest';
import { decodeG711, encodeG711, type G711Law } from './g711.ts';

const codes = Uint8Array.from({ length: 256 }, (_, code) => code);

test.each<[G711Law, number[], number[]]>([
  ['pcmu', [0x00, 0x80, 0xff, 0x7f, 0xf0], [-32_124, 32_124, 0, 0, 120]],
  ['pcma', [0x2a, 0xaa, 0xd5, 0x55], [-32_256, 32_256, 8, -8]],
])('%s gives the samples of the standard', (law, bytes, samples) => {
  expect([...decodeG711(law, Uint8Array.from(bytes))].map((sample) => sample + 0)).toEqual(samples);
});

test.each<[G711Law]>([['pcmu'], ['pcma']])('%s codes survive decoding and encoding', (law) => {
  const again = encodeG711(law, decodeG711(law, codes));
  // µ-law has two zeros; the positive one is written.
  expect([...again]).toEqual([...codes].map((code) => (law === 'pcmu' && code === 0x7f ? 0xff : code)));
});

test.each<[G711Law]>([['pcmu'], ['pcma']])('%s keeps loud and quiet samples within its step', (law) => {
  for (let sample = -32_768; sample <= 32_767; sample += 97) {
    const [back] = decodeG711(law, encodeG711(law, Int16Array.of(sample)));
    expect(Math.abs(back! - sample)).toBeLessThanOrEqual(
      Math.max(16, Math.abs(sample) / 16 + 640 * Number(Math.abs(sample) > 32_000)),
    );
  }
});
