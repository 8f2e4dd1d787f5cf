// Streams for tests: units whose bytes tell which frame they are of. No decoder is needed to compare them.

import { h264, h265, joinAnnexB, type NalCodec } from '../../../src-shared/media/nal.ts';

function unitOf(codec: NalCodec, type: number, body: readonly number[]): Uint8Array {
  return codec.encoding === 'h264' ? Uint8Array.of(0x60 | type, ...body) : Uint8Array.of(type << 1, 1, ...body);
}

/** Frame `index` in Annex B; every tenth one is a key frame with parameter sets. `sizeBytes` of the slice. */
export function testFrame(encoding: 'h264' | 'h265', index: number, sizeBytes = 3000): Uint8Array {
  const codec = encoding === 'h264' ? h264 : h265;
  const isKey = index % 10 === 0;
  const sets = encoding === 'h264' ? [7, 8] : [32, 33, 34];
  const sliceType = encoding === 'h264' ? (isKey ? 5 : 1) : isKey ? 19 : 1;
  const body = Array.from({ length: sizeBytes }, (_, at) => 1 + ((at * 31 + index * 7) % 254));
  const slice = unitOf(codec, sliceType, [0x80 | (index & 0x7f), ...body]);
  return joinAnnexB(isKey ? [...sets.map((type) => unitOf(codec, type, [type, 1, 2, 3])), slice] : [slice]);
}
