// Which rows and columns of the grid are in view, below a heading of one row.

import { useVirtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';

/** Rows made beside those in view, so that a fast wheel shows no gaps. */
const rowOverscan = 4;

export interface RowsInSight {
  /** Numbers of rows: from the first to before the end. */
  readonly first: number;
  readonly end: number;
  /** As many elements are enough: row `n` goes into element `n % slots`, so that elements are reused. */
  readonly slots: number;
  /** Numbers of the columns in view; the first one always is. */
  readonly columns: readonly number[];
  /** Scrolls as little as possible to show the row. */
  readonly reveal: (index: number) => void;
}

export interface RowsInSightOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly rowCount: number;
  /** Pixels. */
  readonly rowHeight: number;
  /** Pixels. */
  readonly columnWidths: readonly number[];
}

export function useRowsInSight({ scroller, rowCount, rowHeight, columnWidths }: RowsInSightOptions): RowsInSight {
  const rows = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: rowOverscan,
    // The heading is the first row of the scrolling element.
    paddingStart: rowHeight,
  });
  const columns = useVirtualizer({
    horizontal: true,
    count: columnWidths.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => columnWidths[index] ?? 0,
    overscan: 2,
  });
  const shownRows = rows.getVirtualItems();
  const shownColumns = columns.getVirtualItems().map(({ index }) => index);
  const inView = Math.ceil((rows.scrollRect?.height ?? 0) / rowHeight);
  return {
    first: shownRows[0]?.index ?? 0,
    end: (shownRows.at(-1)?.index ?? -1) + 1,
    slots: inView + 2 * rowOverscan + 2,
    columns: shownColumns.includes(0) ? shownColumns : [0, ...shownColumns],
    reveal(index) {
      const element = scroller.current;
      if (element === null) return;
      const top = index * rowHeight;
      const lowest = top + 2 * rowHeight - element.clientHeight;
      if (element.scrollTop > top) element.scrollTo({ top });
      else if (element.scrollTop < lowest) element.scrollTo({ top: lowest });
    },
  };
}
