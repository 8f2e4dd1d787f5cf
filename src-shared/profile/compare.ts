// Compares two snapshots. Rows are matched by address, or by name if the builds differ. Ratios are after ÷ before, and
// NaN if one side does not have the function.

import { perCall, shares } from './columns.ts';
import type { ProfileTable } from './profile-table.ts';

export interface ProfileComparison {
  readonly rowCount: number;
  /** Row in the earlier and in the later table; −1 if missing. */
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** Later minus earlier; a missing side counts as 0. */
  readonly callsChange: Float64Array;
  readonly totalUsChange: Float64Array;
  /** Difference of the shares of total time, −1 to 1. */
  readonly shareChange: Float64Array;
  /** Average time per call: later minus earlier, and later ÷ earlier. */
  readonly averageUsChange: Float64Array;
  readonly averageRatio: Float64Array;
}

export interface ProfileNames {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Functions of the later table in its order, then those that only the earlier table has. */
export function compareProfiles(before: ProfileTable, after: ProfileTable, names?: ProfileNames): ProfileComparison {
  const pairs = pairRows(keysOf(before, names?.before), keysOf(after, names?.after));
  const beforeRows = Int32Array.from(pairs, ([row]) => row);
  const afterRows = Int32Array.from(pairs, ([, row]) => row);
  const beforeShare = shares(before.totalUs);
  const afterShare = shares(after.totalUs);
  const beforeAverage = perCall(before, before.totalUs);
  const afterAverage = perCall(after, after.totalUs);
  type Column = Float64Array | Uint32Array;
  const each = (combine: (early: number, late: number) => number, early: Column, late: Column, missing: number) =>
    Float64Array.from(pairs, ([from, to]) => combine(from < 0 ? missing : early[from]!, to < 0 ? missing : late[to]!));
  const change = (early: number, late: number) => late - early;
  const ratio = (early: number, late: number) => (early === 0 ? NaN : late / early);
  return {
    rowCount: pairs.length,
    before: beforeRows,
    after: afterRows,
    callsChange: each(change, before.calls, after.calls, 0),
    totalUsChange: each(change, before.totalUs, after.totalUs, 0),
    shareChange: each(change, beforeShare, afterShare, 0),
    averageUsChange: each(change, beforeAverage, afterAverage, NaN),
    averageRatio: each(ratio, beforeAverage, afterAverage, NaN),
  };
}

type Key = string | number;

function keysOf(table: ProfileTable, names: readonly string[] | undefined): readonly Key[] {
  return names ?? Array.from(table.address);
}

/** Pairs each later row with the first unpaired earlier row of the same key. */
function pairRows(before: readonly Key[], after: readonly Key[]): [number, number][] {
  const free = new Map<Key, number[]>();
  before.forEach((key, row) => {
    const rows = free.get(key);
    if (rows === undefined) free.set(key, [row]);
    else rows.push(row);
  });
  const pairs = after.map((key, row): [number, number] => [free.get(key)?.shift() ?? -1, row]);
  const gone = [...free.values()].flat().sort((first, second) => first - second);
  return [...pairs, ...gone.map((row): [number, number] => [row, -1])];
}
