import { rowsByAddress, type ProfileTable } from './profile-table.ts';

export interface ProfileRates {
  /** Calls per second since the previous snapshot, by row; NaN if unknown. */
  readonly callsPerSecond: Float64Array;
  /** Share of that time spent in the function, 0 to 1 (slightly more is possible, because clocks differ). */
  readonly busyShare: Float64Array;
}

/**
 * Rates between two snapshots. All NaN without an earlier one, without elapsed time, or after a change of mode. A
 * function that is new, or whose counters decreased (a reset), is counted from zero.
 */
export function ratesSince(previous: ProfileTable | undefined, table: ProfileTable): ProfileRates {
  const callsPerSecond = new Float64Array(table.rowCount).fill(NaN);
  const busyShare = new Float64Array(table.rowCount).fill(NaN);
  const seconds = previous === undefined ? 0 : (table.takenAtMs - previous.takenAtMs) / 1000;
  if (previous === undefined || seconds <= 0 || previous.mode !== table.mode) return { callsPerSecond, busyShare };
  const rows = rowsByAddress(previous);
  for (let row = 0; row < table.rowCount; row++) {
    const before = rows.get(table.address[row]!);
    const isSameRun = before !== undefined && previous.calls[before]! <= table.calls[row]!;
    const calls = table.calls[row]! - (isSameRun ? previous.calls[before]! : 0);
    const busyUs = table.totalUs[row]! - (isSameRun ? previous.totalUs[before]! : 0);
    callsPerSecond[row] = calls / seconds;
    busyShare[row] = Math.max(0, busyUs) / 1e6 / seconds;
  }
  return { callsPerSecond, busyShare };
}
