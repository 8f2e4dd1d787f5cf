import { describe, expect, it } from 'vitest';
import { BannerFilter } from './banner-filter.ts';
import { openMvText } from './device-text.ts';

const greeting = 'OpenMV v5.0.0; MicroPython v1.29\r\nType "help()" for more information.\r\n>>> ';

/** What is left of a text that arrives in pieces of `size` bytes. */
function filtered(text: string, size: number): string {
  const filter = new BannerFilter(openMvText);
  const bytes = Buffer.from(text);
  const kept: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) kept.push(filter.push(bytes.subarray(at, at + size)));
  return Buffer.concat([...kept, filter.flush()]).toString();
}

describe.each([1, 7, 1000])('in pieces of %i bytes', (size) => {
  it.each([
    [`${greeting}hello\r\n`, 'hello\r\n'],
    [`MPY: soft reboot\r\n${greeting}`, ''],
    ['>>> 42\r\n', '42\r\n'],
    ['hello\r\n>>> not a prompt\r\n', 'hello\r\n>>> not a prompt\r\n'],
    ['Open the door\r\n', 'Open the door\r\n'],
    [`OpenMV v${'.'.repeat(2000)}`, `OpenMV v${'.'.repeat(2000)}`],
    ['你好', '你好'],
  ])('%j leaves %j', (text, left) => {
    expect(filtered(text, size)).toBe(left);
  });
});
