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
])('the checksums of %s are those of the firmware', (_name, input, expected16, expected32) => {
  expect([crc16(input), crc32(input)]).toEqual([expected16, expected32]);
});
