// The columns of the tables: words, and how values are written for people.

import type { ColumnId } from '../../../src-shared/profile/columns.ts';
import { formatCount, formatMicroseconds, formatRatio, formatShare } from '../../../src-shared/profile/format.ts';
import { findPmuEvent, pmuEventName } from '../../../src-shared/profile/pmu-events.ts';
import {
  compareColumnIds,
  type CompareColumnId,
  type ProfileComparisonView,
  type ProfileTreeView,
  type ProfileView,
} from '../../workers/profile/profile-messages.ts';
import type { GridColumn } from './DataGrid.tsx';
import type { ProfilerMessages } from './messages.en.ts';

type Words = ProfilerMessages;
type FixedColumnId = Exclude<ColumnId, `event${number}`>;

const formats: Readonly<Record<FixedColumnId, (value: number) => string>> = {
  calls: formatCount,
  minUs: formatMicroseconds,
  maxUs: formatMicroseconds,
  totalUs: formatMicroseconds,
  averageUs: formatMicroseconds,
  cyclesPerCall: formatCount,
  share: formatShare,
  callsPerSecond: formatCount,
  busyShare: formatShare,
};

const widths: Readonly<Partial<Record<string, number>>> = { function: 240, caller: 240, share: 96 };
const usualWidth = 92;
const eventWidth = 132;

/** All columns of the flat table, in order. `isText` ones sort upwards first. */
export function tableColumns(view: ProfileView, events: readonly number[], words: Words): GridColumn[] {
  const fixed = (Object.keys(formats) as FixedColumnId[]).map((id): GridColumn => {
    const values = view.columns[id];
    return {
      id,
      title: words.columns[id],
      hint: words.columnHints[id],
      width: widths[id] ?? usualWidth,
      text: (row) => formats[id](values?.[row] ?? NaN),
      ...(id === 'share' && { bar: (row: number) => values?.[row] ?? 0 }),
    };
  });
  const counters = Array.from({ length: view.counterCount }, (_, counter): GridColumn => {
    const id: ColumnId = `event${counter}`;
    const values = view.columns[id];
    const event = events[counter];
    return {
      id,
      title: event === undefined ? `E${counter}` : pmuEventName(event),
      hint: words.eventHint(counter, (event !== undefined && findPmuEvent(event)?.meaning) || ''),
      width: eventWidth,
      text: (row) => formatCount(values?.[row] ?? NaN),
    };
  });
  return [
    { id: 'function', title: words.columns.function, width: 240, isText: true, text: (row) => view.names[row] ?? '' },
    ...fixed,
    ...counters,
    {
      id: 'caller',
      title: words.columns.caller,
      hint: words.columnHints.caller,
      width: 240,
      isText: true,
      text: (row) => view.callers[row] ?? '',
    },
  ];
}

const compareFormats: Readonly<Record<CompareColumnId, (value: number) => string>> = {
  callsBefore: formatCount,
  callsAfter: formatCount,
  totalUsBefore: formatMicroseconds,
  totalUsAfter: formatMicroseconds,
  averageUsBefore: formatMicroseconds,
  averageUsAfter: formatMicroseconds,
  averageRatio: formatRatio,
  shareBefore: formatShare,
  shareAfter: formatShare,
  shareChange: formatPoints,
};

export function compareColumns({ names, columns }: ProfileComparisonView, words: Words): GridColumn[] {
  return [
    { id: 'function', title: words.columns.function, width: 240, isText: true, text: (row) => names[row] ?? '' },
    ...compareColumnIds.map((id): GridColumn => {
      const values = columns[id];
      return {
        id,
        title: words.compareColumns[id],
        width: 112,
        text: (row) => compareFormats[id](values[row] ?? NaN),
        ...((id === 'averageRatio' || id === 'shareChange') && {
          tone: (row: number) => toneOf(id === 'averageRatio' ? (values[row] ?? NaN) - 1 : (values[row] ?? NaN)),
        }),
      };
    }),
  ];
}

/** What changes less than this is noise. */
const noticeable = 0.05;

function toneOf(change: number): 'worse' | 'better' | undefined {
  if (change > noticeable) return 'worse';
  return change < -noticeable ? 'better' : undefined;
}

/** "+12.3 pp" for a difference of shares. */
function formatPoints(change: number): string {
  if (!Number.isFinite(change)) return '–';
  const points = Number((100 * change).toFixed(1));
  return points < 0 ? `−${-points} pp` : `${points > 0 ? '+' : ''}${points} pp`;
}

/** Columns of the call tree; rows are nodes. */
export function treeColumns({ tree, names }: ProfileTreeView, view: ProfileView, words: Words): GridColumn[] {
  let wholeUs = 0;
  for (let node = 0; node < tree.nodeCount; node = tree.end[node]!) wholeUs += tree.inclusiveUs[node]!;
  const calls = (node: number): number => view.columns.calls?.[tree.row[node]!] ?? NaN;
  return [
    { id: 'function', title: words.columns.function, width: 300, isText: true, text: (node) => names[node] ?? '' },
    {
      id: 'inclusive',
      title: words.columns.inclusive,
      width: 100,
      text: (node) => formatMicroseconds(tree.inclusiveUs[node]!),
    },
    {
      id: 'inclusiveShare',
      title: words.columns.share,
      width: 96,
      text: (node) => formatShare(wholeUs === 0 ? 0 : tree.inclusiveUs[node]! / wholeUs),
      bar: (node) => (wholeUs === 0 ? 0 : tree.inclusiveUs[node]! / wholeUs),
    },
    { id: 'self', title: words.columns.self, width: 100, text: (node) => formatMicroseconds(tree.selfUs[node]!) },
    { id: 'calls', title: words.columns.calls, width: 92, text: (node) => formatCount(calls(node)) },
  ];
}
