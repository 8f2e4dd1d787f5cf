// A profile table as bytes, for carriers of bytes; unpacked without copying columns.
// Layout, little-endian: rows, counters, mode, 0 (u32 each), time (f64); then the f64 columns, then the u32 columns.

import type { ProfileTable } from './profile-table.ts';

const headerBytes = 24;
const wordColumns = 5;

/** Encodes a table for `unpackProfileTable`. */
export function packProfileTable(table: ProfileTable): Uint8Array<ArrayBuffer> {
  const { rowCount, counterCount } = table;
  const doublesBytes = 8 * (2 + counterCount) * rowCount;
  const bytes = new Uint8Array(headerBytes + doublesBytes + 4 * wordColumns * rowCount);
  const view = new DataView(bytes.buffer);
  [rowCount, counterCount, table.mode === 'exclusive' ? 1 : 0].forEach((word, index) =>
    view.setUint32(4 * index, word, true),
  );
  view.setFloat64(16, table.takenAtMs, true);
  [table.totalUs, table.totalCycles, ...table.events].forEach((column, index) =>
    new Float64Array(bytes.buffer, headerBytes + 8 * rowCount * index, rowCount).set(column),
  );
  [table.address, table.caller, table.calls, table.minUs, table.maxUs].forEach((column, index) =>
    new Uint32Array(bytes.buffer, headerBytes + doublesBytes + 4 * rowCount * index, rowCount).set(column),
  );
  return bytes;
}

/** A table with columns over these bytes, which it owns from now on. Throws a RangeError for too few bytes. */
export function unpackProfileTable(bytes: Uint8Array): ProfileTable {
  // Columns of doubles must be aligned to eight bytes.
  const { buffer, byteOffset } = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const view = new DataView(buffer, byteOffset, bytes.length);
  const rowCount = view.getUint32(0, true);
  const counterCount = view.getUint32(4, true);
  const doublesAt = byteOffset + headerBytes;
  const wordsAt = doublesAt + 8 * (2 + counterCount) * rowCount;
  const doubles = (index: number): Float64Array => new Float64Array(buffer, doublesAt + 8 * rowCount * index, rowCount);
  const words = (index: number): Uint32Array => new Uint32Array(buffer, wordsAt + 4 * rowCount * index, rowCount);
  return {
    mode: view.getUint32(8, true) === 1 ? 'exclusive' : 'inclusive',
    takenAtMs: view.getFloat64(16, true),
    rowCount,
    counterCount,
    address: words(0),
    caller: words(1),
    calls: words(2),
    minUs: words(3),
    maxUs: words(4),
    totalUs: doubles(0),
    totalCycles: doubles(1),
    events: Array.from({ length: counterCount }, (_, counter) => doubles(2 + counter)),
  };
}

/** Number of rows of a packed table. */
export function packedRowCount(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(0, true);
}
