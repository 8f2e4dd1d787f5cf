// Bytes that are not text, in places where text is expected: names of channels, what a script prints, a script.

import { ChannelFlag, Opcode } from '../../../src-shared/openmv/constants.ts';
import { encodePacket } from '../../../src-shared/openmv/packet.ts';
import type { TappedPacket } from './faults/wire-tap.ts';

const entrySize = 16;
const nameSize = 14;

const utf8 = new TextEncoder();

/** As they lie in the list of channels, and as they are shown. */
export const oddNames: readonly { readonly bytes: Uint8Array; readonly shown: string }[] = [
  { bytes: utf8.encode('twin'), shown: 'twin' },
  { bytes: utf8.encode('twin'), shown: 'twin' },
  { bytes: Uint8Array.of(0xff, 0xfe, 0xc3, 0x28), shown: '\ufffd\ufffd\ufffd(' },
  // Cut by the camera behind 13 bytes, inside a character.
  { bytes: utf8.encode('λλλλλλλ').subarray(0, 13), shown: 'λλλλλλ\ufffd' },
  { bytes: utf8.encode('fourteen bytes'), shown: 'fourteen bytes' },
  { bytes: new Uint8Array(0), shown: '' },
  { bytes: utf8.encode('profile'), shown: 'profile' },
  { bytes: utf8.encode('stdin'), shown: 'stdin' },
];

/** Gives the channels of a script the odd names, where their list fits into one packet. */
export function renameChannels({ from, seq, channel, flags, opcode, payload, bytes }: TappedPacket): Uint8Array[] {
  if (from !== 'camera' || opcode !== Opcode.channelList || payload.length === 0) return [bytes];
  const list = payload.slice();
  let index = 0;
  for (let at = 0; at < list.length; at += entrySize) {
    if ((list[at + 1]! & ChannelFlag.dynamic) === 0) continue;
    list.fill(0, at + 2, at + 2 + nameSize);
    list.set(oddNames[index++]?.bytes ?? [], at + 2);
  }
  return [encodePacket({ seq, channel, flags, opcode }, list)];
}

/** Characters of one to four bytes, and everything that is none. */
export const mixedText: Uint8Array = Buffer.concat([
  utf8.encode('a\u00e9\u03bb\u6f22\ud83c\udf89'.repeat(120)),
  allBytes(700),
  Uint8Array.of(0xc3, 0xf0, 0x9f, 0x8e, 0xed, 0xa0, 0x80, 0xc0, 0xaf),
  utf8.encode('\u6f22'.repeat(400)),
]);

/** Every byte, over and over. */
export function allBytes(sizeBytes: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: sizeBytes }, (_, at) => (at * 7) & 0xff);
}
