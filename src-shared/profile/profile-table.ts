// One snapshot of the profiler as columns: typed arrays of equal length with one row per function. Decoded directly
// from the bytes of the profile channel (docs/protocol-v2.md §15) and cheap to pass between threads. Everything else in
// this room is computed from these columns.

import { checkProfileRecordCount, profileCounterCount } from '../openmv/profile-record.ts';

/** Whether times and events of a row include those of the functions it called. */
export type ProfileMode = 'inclusive' | 'exclusive';

export interface ProfileTable {
  readonly mode: ProfileMode;
  /** Time of the snapshot on the clock of its reader, in milliseconds. */
  readonly takenAtMs: number;
  readonly rowCount: number;
  /** PMU counters per row. */
  readonly counterCount: number;
  /** Function address as reported, Thumb bit set. */
  readonly address: Uint32Array;
  /** Return address of the last call. */
  readonly caller: Uint32Array;
  readonly calls: Uint32Array;
  readonly minUs: Uint32Array;
  readonly maxUs: Uint32Array;
  readonly totalUs: Float64Array;
  /** 0 if the core has no PMU. */
  readonly totalCycles: Float64Array;
  /** One column per counter, counter 0 first. */
  readonly events: readonly Float64Array[];
}

export interface SnapshotFacts {
  readonly mode: ProfileMode;
  readonly takenAtMs: number;
}

/**
 * Decodes records of `recordSize` bytes (from SHAPE). Bytes behind the last complete record are ignored. Totals above
 * 2^53 lose their last digits. Throws the ProtocolErrors `bad-record-size` and `too-many-records`.
 */
export function decodeProfileTable(bytes: Uint8Array, recordSize: number, facts: SnapshotFacts): ProfileTable {
  const counterCount = profileCounterCount(recordSize);
  const rowCount = Math.floor(bytes.length / recordSize);
  checkProfileRecordCount(rowCount);
  const table = {
    ...emptyProfileTable(facts, counterCount),
    rowCount,
    address: new Uint32Array(rowCount),
    caller: new Uint32Array(rowCount),
    calls: new Uint32Array(rowCount),
    minUs: new Uint32Array(rowCount),
    maxUs: new Uint32Array(rowCount),
    totalUs: new Float64Array(rowCount),
    totalCycles: new Float64Array(rowCount),
    events: Array.from({ length: counterCount }, () => new Float64Array(rowCount)),
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let row = 0, at = 0; row < rowCount; row++, at += recordSize) {
    table.address[row] = view.getUint32(at, true);
    table.caller[row] = view.getUint32(at + 4, true);
    table.calls[row] = view.getUint32(at + 8, true);
    table.minUs[row] = view.getUint32(at + 12, true);
    table.maxUs[row] = view.getUint32(at + 16, true);
    table.totalUs[row] = readUint64(view, at + 20);
    table.totalCycles[row] = readUint64(view, at + 28);
    table.events.forEach((column, counter) => (column[row] = readUint64(view, at + 36 + 8 * counter)));
  }
  return table;
}

/** A snapshot without rows. */
export function emptyProfileTable(facts: SnapshotFacts, counterCount = 0): ProfileTable {
  return {
    mode: facts.mode,
    takenAtMs: facts.takenAtMs,
    rowCount: 0,
    counterCount,
    address: new Uint32Array(0),
    caller: new Uint32Array(0),
    calls: new Uint32Array(0),
    minUs: new Uint32Array(0),
    maxUs: new Uint32Array(0),
    totalUs: new Float64Array(0),
    totalCycles: new Float64Array(0),
    events: Array.from({ length: counterCount }, () => new Float64Array(0)),
  };
}

/** Rows by function address; the first row of a repeated address. */
export function rowsByAddress(table: ProfileTable): Map<number, number> {
  const rows = new Map<number, number>();
  for (let row = table.rowCount - 1; row >= 0; row--) rows.set(table.address[row]!, row);
  return rows;
}

function readUint64(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 0x1_0000_0000;
}
