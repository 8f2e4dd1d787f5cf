import { expect, test } from 'vitest';
import { decodeChannelList, encodeChannelList } from './payloads.ts';

test('decodes a channel name as it was encoded, including a leading byte order mark', () => {
  const channels = [{ id: 5, flags: 0x21, name: '\uFEFFdoor' }];
  expect(decodeChannelList(encodeChannelList(channels))).toEqual(channels);
});
