// Exports a profile as CSV for spreadsheets, as JSON for programs, and in the format of speedscope
// (https://www.speedscope.app) for its flame graphs. Exported numbers are exact, not rounded.

import type { CallTree } from './call-tree.ts';
import { columnIdsOf, columnOf, type ColumnId } from './columns.ts';
import { formatAddress } from './format.ts';
import type { ProfileTable } from './profile-table.ts';
import { totalsOf } from './totals.ts';

export interface ExportOptions {
  /** One name per row. */
  readonly names: readonly string[];
  /** Rows to export, in order; all by default. */
  readonly rows?: Iterable<number>;
  /** Column titles for PMU counters, e.g. L1D_CACHE_REFILL; "event0" … by default. */
  readonly eventNames?: readonly string[];
}

const exportedColumns: readonly ColumnId[] = [
  'calls',
  'minUs',
  'maxUs',
  'totalUs',
  'averageUs',
  'cyclesPerCall',
  'share',
];

/** RFC 4180: CRLF, a header line, texts quoted if needed; unknown values are empty. */
export function toCsv(table: ProfileTable, options: ExportOptions): string {
  const columns = columnsFor(table, options);
  const lines = [['function', 'address', 'caller', ...columns.map(({ title }) => title)]];
  for (const row of options.rows ?? table.address.keys()) {
    lines.push([
      options.names[row]!,
      formatAddress(table.address[row]!),
      formatAddress(table.caller[row]!),
      ...columns.map(({ values }) => (Number.isNaN(values[row]!) ? '' : String(values[row]))),
    ]);
  }
  return lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

/** An object with mode, time, totals and functions; unknown values are null, because JSON has no NaN. */
export function toJson(table: ProfileTable, options: ExportOptions): string {
  const columns = columnsFor(table, options);
  const functions = Array.from(options.rows ?? table.address.keys(), (row) => ({
    function: options.names[row]!,
    address: formatAddress(table.address[row]!),
    caller: formatAddress(table.caller[row]!),
    ...Object.fromEntries(columns.map(({ title, values }) => [title, values[row]])),
  }));
  const { mode, takenAtMs } = table;
  return `${JSON.stringify({ format: 'viewfinder-profile-1', mode, takenAtMs, totals: totalsOf(table), functions }, undefined, 2)}\n`;
}

/** A "sampled" profile: one stack per node with self time, weighted by it. */
export function toSpeedscope(tree: CallTree, nameOf: (address: number) => string, title: string): string {
  const frameOf = new Map<number, number>();
  const frames: { name: string }[] = [];
  const frameNumber = (address: number): number => {
    const known = frameOf.get(address);
    if (known !== undefined) return known;
    frames.push({ name: nameOf(address) });
    frameOf.set(address, frames.length - 1);
    return frames.length - 1;
  };
  const samples: number[][] = [];
  const weights: number[] = [];
  let endValue = 0;
  for (let node = 0; node < tree.nodeCount; node++) {
    const selfUs = tree.selfUs[node]!;
    if (selfUs === 0) continue;
    const stack: number[] = [];
    for (let each = node; each >= 0; each = tree.parent[each]!) stack.push(frameNumber(tree.address[each]!));
    samples.push(stack.reverse());
    weights.push(selfUs);
    endValue += selfUs;
  }
  return JSON.stringify({
    $schema: 'https://www.speedscope.app/file-format-schema.json',
    exporter: 'Viewfinder',
    name: title,
    activeProfileIndex: 0,
    shared: { frames },
    profiles: [{ type: 'sampled', name: title, unit: 'microseconds', startValue: 0, endValue, samples, weights }],
  });
}

function columnsFor(table: ProfileTable, { eventNames }: ExportOptions): { title: string; values: Float64Array }[] {
  const events = columnIdsOf(table).filter((id) => id.startsWith('event'));
  return [...exportedColumns, ...events].map((id) => ({ title: titleOf(id, eventNames), values: columnOf(table, id) }));
}

function titleOf(id: ColumnId, eventNames: readonly string[] | undefined): string {
  if (!id.startsWith('event')) return id;
  return `${eventNames?.[Number(id.slice('event'.length))] ?? id}PerCall`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
