// The simplest implementation of the receiver, over complete input: packet-parser.ts must find the same packets for any
// chunking. Slow, but without state that could be wrong.

import { headerSize, maxChannels, syncByte0, syncByte1 } from '../constants.ts';
import type { ParserCounters } from '../packet-parser.ts';
import { headerCrcMatches, packetSize, payloadCrcMatches, readPayloadLength } from '../packet.ts';

export interface SearchResult extends ParserCounters {
  /** Positions of the packets. */
  readonly places: readonly { readonly start: number; readonly end: number }[];
  /** Bytes at the end that may be the start of a packet. */
  readonly pendingBytes: number;
}

const highestOpcode = 0x3f;

/** `isOver`: no more bytes follow, so an unfinished packet does not count. */
export function searchPackets(bytes: Uint8Array, crcEnabled: boolean, isOver: boolean): SearchResult {
  const places: { start: number; end: number }[] = [];
  const counters = { headerErrors: 0, payloadErrors: 0, skippedBytes: 0 };
  let at = 0;
  while (at < bytes.length) {
    const verdict = judge(bytes, at, crcEnabled);
    if (verdict === 'unfinished' && !isOver) break;
    if (verdict === 'sound') {
      const end = at + packetSize(readPayloadLength(bytes, at));
      places.push({ start: at, end });
      at = end;
      continue;
    }
    if (verdict === 'header-wrong') counters.headerErrors++;
    else if (verdict !== 'none') counters.payloadErrors++;
    counters.skippedBytes++;
    at++;
  }
  return { places, packets: places.length, ...counters, pendingBytes: bytes.length - at };
}

type Verdict = 'none' | 'unfinished' | 'header-wrong' | 'payload-wrong' | 'sound';

/** What starts at this position. */
function judge(bytes: Uint8Array, at: number, crcEnabled: boolean): Verdict {
  const left = bytes.length - at;
  if (bytes[at] !== syncByte0 || (left > 1 && bytes[at + 1] !== syncByte1)) return 'none';
  if (left < headerSize) return 'unfinished';
  if (!(crcEnabled ? headerCrcMatches(bytes, at) : headerCanBe(bytes, at))) return 'header-wrong';
  const payloadLength = readPayloadLength(bytes, at);
  if (left < packetSize(payloadLength)) return 'unfinished';
  const isSound = !crcEnabled || payloadLength === 0 || payloadCrcMatches(bytes, at, payloadLength);
  return isSound ? 'sound' : 'payload-wrong';
}

function headerCanBe(bytes: Uint8Array, at: number): boolean {
  return bytes[at + 3]! < maxChannels && (bytes[at + 4]! & 0xc0) === 0 && bytes[at + 5]! <= highestOpcode;
}
