// A table of many rows for eyes, keyboard and screen readers: only the rows in sight are in the page. It shows what it is
// handed, and tells of presses on titles and of chosen rows.

import { useId, useMemo, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { Icon } from '../../components/index.ts';
import type { SortOrder } from '../../workers/profile/profile-messages.ts';
import { nothingChosen, select, selectAll, type GridSelection, type SelectionStep } from './grid-selection.ts';
import { useRowsInSight } from '../../components/use-rows-in-sight.ts';
import './data-grid.css';

export interface GridColumn {
  readonly id: string;
  readonly title: string;
  readonly hint?: string | undefined;
  /** Pixels. */
  readonly width: number;
  /** Text to the left; numbers, which most columns hold, to the right. */
  readonly isText?: boolean;
  readonly text: (row: number) => string;
  /** A bar behind the number, 0 to 1. */
  readonly bar?: (row: number) => number;
  readonly tone?: (row: number) => 'worse' | 'better' | undefined;
}

export interface GridTreeRow {
  readonly level: number;
  /** Undefined for rows without children. */
  readonly expanded: boolean | undefined;
}

export interface DataGridProps {
  readonly label: string;
  readonly columns: readonly GridColumn[];
  /** Rows to show, in order. */
  readonly rows: Uint32Array;
  /** What a row is known by. */
  readonly keyOf: (row: number) => number;
  readonly selection: GridSelection;
  readonly onSelect: (selection: GridSelection) => void;
  readonly sort?: readonly SortOrder[];
  readonly onSort?: (column: GridColumn, add: boolean) => void;
  readonly onCopy?: () => void;
  /** Enter or a double press on a row. */
  readonly onOpen?: (key: number) => void;
  /** Makes it a tree. */
  readonly treeRow?: (row: number) => GridTreeRow;
  readonly onExpand?: (row: number, expanded: boolean) => void;
}

const rowHeight = 24;
const pageRows = 15;

export function DataGrid(props: DataGridProps): React.ReactElement {
  const { columns, rows, keyOf, treeRow, sort = [] } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const template = columns.map(({ width }) => `${width}px`).join(' ');
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const columnWidths = useMemo(() => columns.map((column) => column.width), [columns]);
  const sight = useRowsInSight({ scroller, rowCount: rows.length, rowHeight, columnWidths });
  const shownColumns = sight.columns.flatMap((index) => {
    const column = columns[index];
    return column === undefined ? [] : [{ column, index }];
  });
  const keys = (): number[] => Array.from(rows, keyOf);
  const { active, chosen } = props.selection;

  const moveTo = (index: number, step: SelectionStep): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row === undefined) return;
    sight.reveal(Math.max(0, Math.min(rows.length - 1, index)));
    props.onSelect(select(props.selection, keyOf(row), keys(), step));
  };
  const onClick = (event: MouseEvent): void => {
    const key = keyAt(event.target);
    if (key === undefined) return;
    const row = rows[keys().indexOf(key)];
    const place = row === undefined ? undefined : treeRow?.(row);
    if (row !== undefined && place?.expanded !== undefined && isTwisty(event.target)) {
      props.onExpand?.(row, !place.expanded);
    }
    scroller.current?.focus();
    props.onSelect(select(props.selection, key, keys(), stepOf(event)));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const index = active === undefined ? -1 : keys().indexOf(active);
    const handled = handleKey(event, {
      index,
      moveTo,
      rowCount: rows.length,
      chooseAll: () => props.onSelect(selectAll(props.selection, keys())),
      ...(props.onCopy && { copy: props.onCopy }),
      open: () => active !== undefined && props.onOpen?.(active),
      expand: (expanded) => {
        const row = rows[index];
        if (row !== undefined && treeRow?.(row).expanded === !expanded) props.onExpand?.(row, expanded);
      },
      clear: () => props.onSelect(nothingChosen),
    });
    if (handled) event.preventDefault();
  };

  const box = {
    ref: scroller,
    className: 'grid',
    'aria-label': props.label,
    'aria-rowcount': rows.length + 1,
    'aria-colcount': columns.length,
    'aria-multiselectable': true,
    // The grid itself has the focus.
    tabIndex: 0,
    'aria-activedescendant': active === undefined ? undefined : `${id}-${active}`,
    onKeyDown,
    onClick,
    onDoubleClick: ({ target }: MouseEvent): void => {
      const key = keyAt(target);
      if (key !== undefined) props.onOpen?.(key);
    },
  };
  const content = (
    <>
      <div role="rowgroup" className="grid-head" style={{ width }}>
        <div role="row" aria-rowindex={1} className="grid-row" style={{ gridTemplateColumns: template }}>
          {columns.map((column) => (
            <HeaderCell key={column.id} column={column} sort={sort} onSort={props.onSort} />
          ))}
        </div>
      </div>
      <div role="rowgroup" className="grid-body" style={{ width, height: rows.length * rowHeight }}>
        {Array.from(rows.subarray(sight.first, sight.end), (row, offset) => {
          const key = keyOf(row);
          const index = sight.first + offset;
          const place = treeRow?.(row);
          return (
            <div
              key={index % sight.slots}
              id={`${id}-${key}`}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={chosen.has(key)}
              aria-level={place?.level}
              aria-expanded={place?.expanded}
              data-active={key === active}
              data-key={key}
              className="grid-row"
              style={{ gridTemplateColumns: template, transform: `translateY(${index * rowHeight}px)` }}
            >
              {shownColumns.map((each) => (
                <Cell key={each.column.id} {...each} row={row} place={each.index === 0 ? place : undefined} />
              ))}
            </div>
          );
        })}
      </div>
    </>
  );
  return treeRow === undefined ? (
    <div role="grid" {...box}>
      {content}
    </div>
  ) : (
    <div role="treegrid" {...box}>
      {content}
    </div>
  );
}

interface PlacedColumn {
  readonly column: GridColumn;
  /** From 0. */
  readonly index: number;
}

/** The key of the row that was pressed. */
function keyAt(target: EventTarget): number | undefined {
  const key = target instanceof Element ? target.closest<HTMLElement>('[data-key]')?.dataset['key'] : undefined;
  return key === undefined ? undefined : Number(key);
}

function isTwisty(target: EventTarget): boolean {
  return target instanceof Element && target.closest('.grid-twisty') !== null;
}

function stepOf(event: {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}): SelectionStep {
  if (event.shiftKey) return 'range';
  return event.ctrlKey || event.metaKey ? 'toggle' : 'one';
}

interface HeaderCellProps {
  readonly column: GridColumn;
  readonly sort: readonly SortOrder[];
  readonly onSort: DataGridProps['onSort'];
}

function HeaderCell({ column, sort, onSort }: HeaderCellProps): React.ReactElement {
  const place = sort.findIndex(({ id }) => id === column.id);
  const order = sort[place];
  const ariaSort = order === undefined ? 'none' : order.descending ? 'descending' : 'ascending';
  const title = (
    <>
      <span className="grid-title">{column.title}</span>
      {order !== undefined && <Icon name={order.descending ? 'chevronDown' : 'chevronUp'} size={12} />}
      {order !== undefined && sort.length > 1 && <span className="grid-sort-place">{place + 1}</span>}
    </>
  );
  return (
    <div
      role="columnheader"
      className={column.isText === true ? 'grid-cell grid-text' : 'grid-cell'}
      aria-sort={onSort === undefined ? undefined : ariaSort}
      title={column.hint}
    >
      {onSort === undefined ? (
        title
      ) : (
        <button type="button" className="grid-sort" onClick={(event) => onSort(column, event.shiftKey)}>
          {title}
        </button>
      )}
    </div>
  );
}

interface CellProps extends PlacedColumn {
  readonly row: number;
  /** Of the first cell in a tree. */
  readonly place: GridTreeRow | undefined;
}

function Cell({ column, index, row, place }: CellProps): React.ReactElement {
  const text = column.text(row);
  const tone = column.tone?.(row);
  const bar = column.bar?.(row);
  return (
    <div
      role="gridcell"
      aria-colindex={index + 1}
      className={column.isText === true ? 'grid-cell grid-text' : 'grid-cell'}
      data-column={column.id}
      data-tone={tone}
      title={column.isText === true ? text : undefined}
      style={{
        gridColumnStart: index + 1,
        ...(place !== undefined && { paddingInlineStart: 8 + 14 * (place.level - 1) }),
      }}
    >
      {bar !== undefined && (
        <span className="grid-bar" aria-hidden="true" style={{ width: `${Math.min(100, 100 * bar)}%` }} />
      )}
      {place !== undefined && (
        <span className="grid-twisty" aria-hidden="true">
          {place.expanded !== undefined && <Icon name={place.expanded ? 'chevronDown' : 'chevronRight'} size={12} />}
        </span>
      )}
      <span className="grid-value">{text}</span>
    </div>
  );
}

interface KeyActions {
  readonly index: number;
  readonly rowCount: number;
  readonly moveTo: (index: number, step: SelectionStep) => void;
  readonly chooseAll: () => void;
  readonly copy?: () => void;
  readonly open: () => void;
  readonly expand: (expanded: boolean) => void;
  readonly clear: () => void;
}

/** True when the key meant something. */
function handleKey(event: KeyboardEvent, actions: KeyActions): boolean {
  const { index, rowCount, moveTo } = actions;
  const step = event.shiftKey ? 'range' : 'one';
  const command = event.ctrlKey || event.metaKey;
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + pageRows,
    PageUp: index - pageRows,
    Home: 0,
    End: rowCount - 1,
  };
  const target = targets[event.key];
  if (target !== undefined) moveTo(target, step);
  else if (event.key === 'Enter') actions.open();
  else if (event.key === 'ArrowRight') actions.expand(true);
  else if (event.key === 'ArrowLeft') actions.expand(false);
  else if (event.key === 'Escape') actions.clear();
  else if (command && event.key.toLowerCase() === 'a') actions.chooseAll();
  else if (command && event.key.toLowerCase() === 'c' && actions.copy !== undefined) actions.copy();
  else return false;
  return true;
}
