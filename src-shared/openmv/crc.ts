// The two checksums of protocol V2: MSB-first table CRCs, initial value all ones, no final XOR.
// CRC-32 uses slicing: sixteen bytes per step, loaded as four words (see bench/codec.bench.ts).

const crc16Polynomial = 0xf94f;
const crc32Polynomial = 0xfa567d89;

const table16 = new Uint16Array(256);
for (let index = 0; index < 256; index++) {
  let crc = index << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ crc16Polynomial : crc << 1;
  table16[index] = crc;
}

/** `table32[256 · n + byte]`: contribution of `byte` if `n` bytes follow it. */
const slices = 16;
const table32 = new Int32Array(slices * 256);
for (let byte = 0; byte < 256; byte++) {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ crc32Polynomial : crc << 1;
  table32[byte] = crc;
}
for (let at = 256; at < table32.length; at++) {
  const previous = table32[at - 256]!;
  table32[at] = (previous << 8) ^ table32[previous >>> 24]!;
}

/** CRC-16 (poly 0xF94F) of `bytes[from..to)`. */
export function crc16(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let crc = 0xffff;
  for (let at = from; at < to; at++) crc = ((crc << 8) ^ table16[(crc >>> 8) ^ bytes[at]!]!) & 0xffff;
  return crc;
}

/**
 * CRC-32 (poly 0xFA567D89) of `bytes[from..to)` as a signed 32-bit number, because most unsigned ones would be
 * allocated on the heap. `>>> 0` makes it unsigned.
 */
export function crc32(bytes: Uint8Array, from = 0, to = bytes.length): number {
  const view = viewOf(bytes.buffer);
  const offset = bytes.byteOffset;
  let crc = -1;
  let at = from + offset;
  for (const last = to + offset - slices; at <= last; at += slices) {
    crc ^= view.getInt32(at);
    const second = view.getInt32(at + 4);
    const third = view.getInt32(at + 8);
    const fourth = view.getInt32(at + 12);
    crc =
      table32[0xf00 | (crc >>> 24)]! ^
      table32[0xe00 | ((crc >>> 16) & 0xff)]! ^
      table32[0xd00 | ((crc >>> 8) & 0xff)]! ^
      table32[0xc00 | (crc & 0xff)]! ^
      table32[0xb00 | (second >>> 24)]! ^
      table32[0xa00 | ((second >>> 16) & 0xff)]! ^
      table32[0x900 | ((second >>> 8) & 0xff)]! ^
      table32[0x800 | (second & 0xff)]! ^
      table32[0x700 | (third >>> 24)]! ^
      table32[0x600 | ((third >>> 16) & 0xff)]! ^
      table32[0x500 | ((third >>> 8) & 0xff)]! ^
      table32[0x400 | (third & 0xff)]! ^
      table32[0x300 | (fourth >>> 24)]! ^
      table32[0x200 | ((fourth >>> 16) & 0xff)]! ^
      table32[0x100 | ((fourth >>> 8) & 0xff)]! ^
      table32[fourth & 0xff]!;
  }
  for (at -= offset; at < to; at++) crc = (crc << 8) ^ table32[(crc >>> 24) ^ bytes[at]!]!;
  return crc;
}

let lastView = new DataView<ArrayBufferLike>(new ArrayBuffer(0));

/** Cached view: a transport that always receives into the same buffer needs only one. */
function viewOf(buffer: ArrayBufferLike): DataView {
  if (lastView.buffer !== buffer) lastView = new DataView(buffer);
  return lastView;
}
