import type { ProfileTable } from './profile-table.ts';

/** Sums over all rows. In inclusive mode nested calls count several times. */
export interface ProfileTotals {
  readonly functions: number;
  readonly calls: number;
  readonly totalUs: number;
  readonly totalCycles: number;
  /** One sum per PMU counter. */
  readonly events: readonly number[];
}

export function totalsOf(table: ProfileTable): ProfileTotals {
  return {
    functions: table.rowCount,
    calls: sum(table.calls),
    totalUs: sum(table.totalUs),
    totalCycles: sum(table.totalCycles),
    events: table.events.map(sum),
  };
}

function sum(column: Uint32Array | Float64Array): number {
  let total = 0;
  for (const value of column) total += value;
  return total;
}
