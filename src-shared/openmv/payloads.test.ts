import { expect, test } from 'vitest';
import { decodeChannelList, encodeChannelList } from './payloads.ts';

test('the name of a channel comes back as it was written, a byte order mark in front of it included', () => {
  const channels = [{ id: 5, flags: 0x21, name: '\uFEFFdoor' }];
  expect(decodeChannelList(encodeChannelList(channels))).toEqual(channels);
});
