// Columns for display, computed from those that the camera reports. A column is a Float64Array with one value per row;
// NaN means unknown (no calls, no earlier snapshot) and sorts last.

import type { ProfileTable } from './profile-table.ts';
import { ratesSince } from './rates.ts';

export const fixedColumnIds = [
  'calls',
  'minUs',
  'maxUs',
  'totalUs',
  'averageUs',
  'cyclesPerCall',
  'share',
  'callsPerSecond',
  'busyShare',
] as const;

/** `event0` … are events of PMU counters per call. */
export type ColumnId = (typeof fixedColumnIds)[number] | `event${number}`;

/** All columns of this table. */
export function columnIdsOf(table: ProfileTable): ColumnId[] {
  return [...fixedColumnIds, ...table.events.map((_, counter): ColumnId => `event${counter}`)];
}

/** Computes a column; `previous` is the previous snapshot, needed for the two rates. */
export function columnOf(table: ProfileTable, id: ColumnId, previous?: ProfileTable): Float64Array {
  switch (id) {
    case 'calls':
      return Float64Array.from(table.calls);
    case 'minUs':
      return Float64Array.from(table.minUs);
    case 'maxUs':
      return Float64Array.from(table.maxUs);
    case 'totalUs':
      return table.totalUs.slice();
    case 'averageUs':
      return perCall(table, table.totalUs);
    case 'cyclesPerCall':
      return perCall(table, table.totalCycles);
    case 'share':
      return shares(table.totalUs);
    case 'callsPerSecond':
      return ratesSince(previous, table).callsPerSecond;
    case 'busyShare':
      return ratesSince(previous, table).busyShare;
    default:
      return perCall(table, table.events[Number(id.slice('event'.length))] ?? new Float64Array(table.rowCount));
  }
}

/** Each value divided by the calls of its row; NaN without calls. */
export function perCall(table: ProfileTable, totals: Float64Array): Float64Array {
  return totals.map((total, row) => total / (table.calls[row]! || NaN));
}

/** Each value's share of the sum, 0 to 1. They add up to 1, or are all 0 if the sum is 0. */
export function shares(totals: Float64Array): Float64Array {
  let sum = 0;
  for (const total of totals) sum += total;
  return totals.map((total) => (sum === 0 ? 0 : total / sum));
}
