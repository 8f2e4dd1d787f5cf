import { expect, test } from 'vitest';
import { fromHex, toHex } from './hex-text.ts';

test('bytes and hex text are the same thing', () => {
  const bytes = Uint8Array.of(0, 1, 0xff, 0x2a);
  expect(toHex(bytes)).toBe('00 01 FF 2A');
  expect([fromHex('00 01 FF 2A'), fromHex('0001ff2a'), fromHex('')]).toEqual([bytes, bytes, new Uint8Array()]);
});

test('anything else is no hex text', () => {
  expect([fromHex('0'), fromHex('0g'), fromHex('1 23')]).toEqual([undefined, undefined, undefined]);
});
