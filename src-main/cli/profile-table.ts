import { columnOf } from '../../src-shared/profile/columns.ts';
import { formatCount, formatMicroseconds, formatShare } from '../../src-shared/profile/format.ts';
import { pmuEventName } from '../../src-shared/profile/pmu-events.ts';
import type { ProfileTable } from '../../src-shared/profile/profile-table.ts';
import { totalsOf } from '../../src-shared/profile/totals.ts';

/** The profile as lines of text: a table of times, one of events per call if there are any, and totals. */
export function profileLines(
  table: ProfileTable,
  names: readonly string[],
  rows: Iterable<number>,
  events: readonly number[],
): string[] {
  const order = [...rows];
  const share = columnOf(table, 'share');
  const average = columnOf(table, 'averageUs');
  const cycles = columnOf(table, 'cyclesPerCall');
  const times = order.map((row) => [
    names[row]!,
    formatCount(table.calls[row]!),
    formatMicroseconds(table.minUs[row]!),
    formatMicroseconds(table.maxUs[row]!),
    formatMicroseconds(table.totalUs[row]!),
    formatMicroseconds(average[row]!),
    formatCount(cycles[row]!),
    formatShare(share[row]!),
  ]);
  const lines = aligned([['function', 'calls', 'min', 'max', 'total', 'average', 'cycles/call', 'share'], ...times]);
  if (table.counterCount > 0) {
    const perCall = table.events.map((_, counter) => columnOf(table, `event${counter}`));
    const counts = order.map((row) => [names[row]!, ...perCall.map((column) => formatCount(column[row]!))]);
    lines.push('', ...aligned([['events/call', ...events.slice(0, table.counterCount).map(pmuEventName)], ...counts]));
  }
  const totals = totalsOf(table);
  lines.push(
    '',
    `${totals.functions} functions, ${formatCount(totals.calls)} calls, ${formatMicroseconds(totals.totalUs)}`,
  );
  return lines;
}

/** Aligns the first column left, numbers right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  '),
  );
}
