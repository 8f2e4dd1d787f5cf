// Everything about profiles that takes time, away from the page's thread: names, columns, sorting, filtering, tree,
// flame graph, comparison, history, export. Over it: profile.worker.ts, or a test.

import { buildCallTree } from '../../../src-shared/profile/call-tree.ts';
import { columnIdsOf, columnOf, type ColumnId } from '../../../src-shared/profile/columns.ts';
import { compareProfiles } from '../../../src-shared/profile/compare.ts';
import { readElfSymbols } from '../../../src-shared/profile/elf-symbols.ts';
import { toCsv, toJson, toSpeedscope } from '../../../src-shared/profile/export.ts';
import { filterRows } from '../../../src-shared/profile/filter.ts';
import { layOutFlame } from '../../../src-shared/profile/flame.ts';
import { emptyProfileTable, type ProfileTable } from '../../../src-shared/profile/profile-table.ts';
import { allRows, sortRows, type SortKey } from '../../../src-shared/profile/sort.ts';
import { functionNames, noSymbols, SymbolTable } from '../../../src-shared/profile/symbols.ts';
import { unpackProfileTable } from '../../../src-shared/profile/table-bytes.ts';
import { totalsOf } from '../../../src-shared/profile/totals.ts';
import { SnapshotHistory } from './profile-history.ts';
import type {
  CompareColumnId,
  ProfileComparisonView,
  ProfileReply,
  ProfileRequest,
  ProfileTexts,
  ProfileTreeView,
  ProfileView,
  ProfileViewRequest,
  SortOrder,
} from './profile-messages.ts';

type ShowRequest = Extract<ProfileRequest, { kind: 'show' }>;
type ExportRequest = Extract<ProfileRequest, { kind: 'export' }>;
interface NamedTable {
  readonly table: ProfileTable;
  readonly names: readonly string[];
}
type Columns = Partial<Record<ColumnId, Float64Array>>;

export class ProfileAnalysis {
  readonly #history = new SnapshotHistory();
  #symbols = noSymbols;
  #table = emptyProfileTable({ mode: 'exclusive', takenAtMs: 0 });
  #baseline: ProfileTable | undefined;
  #names: readonly string[] = [];
  #callers: readonly string[] = [];
  /** What the names and callers were made of. */
  #named: { readonly address: Uint32Array; readonly caller: Uint32Array } | undefined;

  handle(request: ProfileRequest): ProfileReply {
    try {
      if (request.kind === 'export') return { kind: 'export', text: this.#export(request) };
      this.#take(request);
      const textsChanged = this.#nameRows();
      const texts = textsChanged ? { names: this.#names, callers: this.#callers } : undefined;
      return { kind: 'view', figures: this.#view(request.view), texts };
    } catch (error) {
      return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
  }

  #take({ table, elf, baseline }: ShowRequest): void {
    if (elf !== undefined) {
      this.#symbols = elf === 'none' ? noSymbols : new SymbolTable(readElfSymbols(elf).symbols);
      this.#named = undefined;
    }
    if (table !== undefined) {
      this.#table = unpackProfileTable(table);
      this.#history.add(this.#table);
    }
    if (baseline !== undefined) this.#baseline = baseline === 'keep' ? this.#table : undefined;
  }

  /** False when all is as before: mostly the same functions come in the same order, called from the same places. */
  #nameRows(): boolean {
    const { address, caller } = this.#table;
    const named = this.#named;
    if (named !== undefined && isSame(named.address, address) && isSame(named.caller, caller)) return false;
    this.#names = functionNames(this.#table, this.#symbols);
    this.#callers = Array.from(caller, (each) => (each === 0 ? '' : this.#symbols.placeOf(each)));
    this.#named = { address, caller };
    return true;
  }

  #view(request: ProfileViewRequest): Omit<ProfileView, keyof ProfileTexts> {
    const table = this.#table;
    const columns = this.#columns();
    const { tab, selected } = request;
    return {
      mode: table.mode,
      takenAtMs: table.takenAtMs,
      rowCount: table.rowCount,
      counterCount: table.counterCount,
      totals: totalsOf(table),
      address: table.address.slice(),
      columns,
      order: this.#order(request, columns),
      baselineTakenAtMs: this.#baseline?.takenAtMs,
      ...((tab === 'tree' || tab === 'flame') && { tree: this.#tree() }),
      ...(tab === 'history' &&
        selected !== undefined && { history: this.#history.of(selected, this.#symbols.nameOf(selected)) }),
      ...(tab === 'compare' && this.#baseline !== undefined && { comparison: this.#compare(this.#baseline, request) }),
    };
  }

  #columns(): Columns {
    const table = this.#table;
    const previous = this.#history.previous;
    return Object.fromEntries(columnIdsOf(table).map((id) => [id, columnOf(table, id, previous)]));
  }

  #order({ sort, filter }: ProfileViewRequest, columns: Columns): Uint32Array {
    const rows = filterRows(allRows(this.#table.rowCount), this.#table, this.#names, filter);
    return sortRows(rows, sortKeys(sort, { ...columns, function: this.#names, caller: this.#callers }));
  }

  #tree(): ProfileTreeView {
    const tree = buildCallTree(this.#table, this.#symbols);
    const names = Array.from(tree.address, (address) => this.#symbols.nameOf(address));
    return { tree, flame: layOutFlame(tree), names };
  }

  #compare(baseline: ProfileTable, { compareSort, filter }: ProfileViewRequest): ProfileComparisonView {
    const before: NamedTable = { table: baseline, names: functionNames(baseline, this.#symbols) };
    const after: NamedTable = { table: this.#table, names: this.#names };
    const pairs = compareProfiles(before.table, after.table, { before: before.names, after: after.names });
    const side = (from: NamedTable, rows: Int32Array, id: ColumnId): Float64Array => {
      const values = columnOf(from.table, id);
      return Float64Array.from(rows, (row) => (row < 0 ? NaN : values[row]!));
    };
    const columns: Record<CompareColumnId, Float64Array> = {
      callsBefore: side(before, pairs.before, 'calls'),
      callsAfter: side(after, pairs.after, 'calls'),
      totalUsBefore: side(before, pairs.before, 'totalUs'),
      totalUsAfter: side(after, pairs.after, 'totalUs'),
      averageUsBefore: side(before, pairs.before, 'averageUs'),
      averageUsAfter: side(after, pairs.after, 'averageUs'),
      averageRatio: pairs.averageRatio,
      shareBefore: side(before, pairs.before, 'share'),
      shareAfter: side(after, pairs.after, 'share'),
      shareChange: pairs.shareChange,
    };
    const names = Array.from(pairs.after, (row, index) => after.names[row] ?? before.names[pairs.before[index]!]!);
    const address = Uint32Array.from(
      pairs.after,
      (row, index) => after.table.address[row] ?? before.table.address[pairs.before[index]!]!,
    );
    const rows = filterRows(allRows(pairs.rowCount), { ...this.#table, address }, names, filter);
    return { names, columns, order: sortRows(rows, sortKeys(compareSort, { ...columns, function: names })) };
  }

  #export({ format, view, eventNames }: ExportRequest): string {
    const table = this.#table;
    if (format === 'speedscope') {
      const title = `Viewfinder ${new Date(table.takenAtMs).toISOString()}`;
      return toSpeedscope(buildCallTree(table, this.#symbols), (address) => this.#symbols.nameOf(address), title);
    }
    const options = { names: this.#names, rows: this.#order(view, this.#columns()), eventNames };
    return format === 'csv' ? toCsv(table, options) : toJson(table, options);
  }
}

function sortKeys(
  sort: readonly SortOrder[],
  columns: Readonly<Record<string, Float64Array | readonly string[] | undefined>>,
): SortKey[] {
  return sort.flatMap(({ id, descending }) => {
    const values = columns[id];
    return values === undefined ? [] : [{ values, descending }];
  });
}

function isSame(first: Uint32Array, second: Uint32Array): boolean {
  return first.length === second.length && first.every((each, index) => each === second[index]);
}
