import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc16, crc32 } from './crc.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ['nothing', new Uint8Array(0), 0xffff, 0xffffffff],
  ['00', Uint8Array.of(0), 0xaa1e, 0xda3bbd1b],
  ['FF', Uint8Array.of(0xff), 0xff00, 0xffffff00],
  ['123456789', bytes('123456789'), 0xe541, 0x41b403d3],
  ['OpenMV', bytes('OpenMV'), 0xab69, 0x63a990d5],
  ['00..FF', Uint8Array.from({ length: 256 }, (_, index) => index), 0x0123, 0x7ec834a3],
])('computes the checksums of %s like the firmware', (_name, input, expected16, expected32) => {
  expect([crc16(input), crc32(input) >>> 0]).toEqual([expected16, expected32]);
});

/** The definition, bit by bit. */
function crc32ByBits(input: Uint8Array): number {
  let crc = -1;
  for (const byte of input) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0xfa567d89 : crc << 1;
  }
  return crc;
}

test('computes the checksum of a range from the bytes of the range only', () => {
  const part = fc.tuple(fc.uint8Array({ maxLength: 200 }), fc.nat(20), fc.nat(20), fc.nat(20));
  fc.assert(
    fc.property(part, ([content, before, from, short]) => {
      const inside = new Uint8Array(before + content.length);
      inside.set(content, before);
      const view = inside.subarray(before);
      const start = Math.min(from, content.length);
      const end = Math.max(start, content.length - short);
      expect(crc32(view, start, end)).toBe(crc32ByBits(content.slice(start, end)));
    }),
  );
});
