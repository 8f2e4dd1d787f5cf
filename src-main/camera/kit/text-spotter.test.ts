import { expect, it } from 'vitest';
import { TextSpotter } from './text-spotter.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

it.each([1, 2, 3, 100])('finds a text in pieces of %i bytes', (size) => {
  const spotter = new TextSpotter('reboot');
  const bytes = encode('re reb rebooreboot!');
  let seenAt = -1;
  for (let at = 0; at < bytes.length; at += size) {
    if (spotter.push(bytes.subarray(at, at + size)) && seenAt < 0) seenAt = at + size;
  }
  expect(spotter.seen).toBe(true);
  expect(seenAt).toBeGreaterThanOrEqual(18);
});

it('does not join texts over a reset', () => {
  const spotter = new TextSpotter('reboot');
  spotter.push(encode('reb'));
  spotter.reset();
  expect(spotter.push(encode('oot'))).toBe(false);
});
