// The codec strings of RFC 6381, which decoders are configured with, from the parameter sets of a key frame.

import { h264, h265, splitAnnexB } from './nal.ts';

/** Type of the sequence parameter set. */
const sps = { h264: 7, h265: 33 } as const;

/** "avc1.42E01E" for H.264 and "hev1.1.6.L93.B0" for H.265; undefined if the bytes hold no sequence parameter set. */
export function videoCodecString(encoding: 'h264' | 'h265', accessUnit: Uint8Array): string | undefined {
  for (const unit of splitAnnexB(accessUnit)) {
    const codec = encoding === 'h264' ? h264CodecString(unit) : h265CodecString(unit);
    if (codec !== undefined) return codec;
  }
  return undefined;
}

/** Profile, constraint flags and level are the first three bytes after the NAL header (H.264, 7.3.2.1.1). */
function h264CodecString(unit: Uint8Array): string | undefined {
  if (unit.length < 4 || h264.type(unit) !== sps.h264) return undefined;
  return `avc1.${[...unit.subarray(1, 4)].map(hexByte).join('')}`;
}

/** profile_tier_level follows the two bytes of the NAL header and one byte of ids (H.265, 7.3.2.2 and 7.3.3). */
function h265CodecString(unit: Uint8Array): string | undefined {
  if (unit.length < 2 || h265.type(unit) !== sps.h265) return undefined;
  const level = unescapeNal(unit.subarray(0, 24)).subarray(3, 15);
  if (level.length < 12) return undefined;
  const space = ['', 'A', 'B', 'C'][level[0]! >> 6]!;
  const tier = (level[0]! & 0x20) === 0 ? 'L' : 'H';
  const profile = level[0]! & 0x1f;
  const compatibility = reverseBits(new DataView(level.buffer, level.byteOffset).getUint32(1));
  const constraints = [...level.subarray(5, 11)].map(hexByte);
  while (constraints.length > 1 && constraints.at(-1) === '00') constraints.pop();
  const flags = compatibility.toString(16).toUpperCase();
  return ['hev1', `${space}${profile}`, flags, `${tier}${level[11]!}`, ...constraints].join('.');
}

function hexByte(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}

function reverseBits(word: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 32; bit += 1) reversed = (reversed << 1) | ((word >>> bit) & 1);
  return reversed >>> 0;
}

/** The payload of a NAL unit without its emulation prevention bytes (00 00 03 becomes 00 00). */
function unescapeNal(unit: Uint8Array): Uint8Array {
  const unescaped: number[] = [];
  let zeros = 0;
  for (const byte of unit) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    unescaped.push(byte);
  }
  return Uint8Array.from(unescaped);
}
