// The two checksums of protocol V2: MSB-first table CRCs, initial value all ones, no final XOR.
// CRC-32 runs by slicing: eight bytes a step (three times a plain table here, see bench/).

const crc16Polynomial = 0xf94f;
const crc32Polynomial = 0xfa567d89;

const table16 = new Uint16Array(256);
for (let index = 0; index < 256; index++) {
  let crc = index << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ crc16Polynomial : crc << 1;
  table16[index] = crc;
}

const tables32 = Array.from({ length: 8 }, () => new Int32Array(256)) as [
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
];
const [t0, t1, t2, t3, t4, t5, t6, t7] = tables32;
for (let index = 0; index < 256; index++) {
  let crc = index << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ crc32Polynomial : crc << 1;
  t0[index] = crc;
}
for (let level = 1; level < 8; level++) {
  const table = tables32[level]!;
  const previous = tables32[level - 1]!;
  for (let index = 0; index < 256; index++) {
    const crc = previous[index]!;
    table[index] = (crc << 8) ^ t0[crc >>> 24]!;
  }
}

/** CRC-16 (poly 0xF94F) of `bytes[from..to)`. */
export function crc16(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let crc = 0xffff;
  for (let at = from; at < to; at++) crc = ((crc << 8) ^ table16[(crc >>> 8) ^ bytes[at]!]!) & 0xffff;
  return crc;
}

/** CRC-32 (poly 0xFA567D89) of `bytes[from..to)`, as an unsigned number. */
export function crc32(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let crc = -1;
  let at = from;
  for (const end = to - 7; at < end; at += 8) {
    crc ^= (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
    crc =
      t7[crc >>> 24]! ^
      t6[(crc >>> 16) & 0xff]! ^
      t5[(crc >>> 8) & 0xff]! ^
      t4[crc & 0xff]! ^
      t3[bytes[at + 4]!]! ^
      t2[bytes[at + 5]!]! ^
      t1[bytes[at + 6]!]! ^
      t0[bytes[at + 7]!]!;
  }
  for (; at < to; at++) crc = (crc << 8) ^ t0[(crc >>> 24) ^ bytes[at]!]!;
  return crc >>> 0;
}
