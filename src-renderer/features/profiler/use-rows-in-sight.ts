import { useEffect, useState, type RefObject } from 'react';

/** Rows that are made beside those in sight, so that a fast wheel shows no gaps. */
const overscan = 4;
/** Pixels: columns come into the page in steps of this. */
const columnStep = 100;

export interface RowsInSight {
  /** Numbers of rows: from the first to before the end. */
  readonly first: number;
  readonly end: number;
  /** As many elements are enough: row `n` goes into element `n % slots`, so that elements are reused. */
  readonly slots: number;
  /** Pixels of the width that are in sight, roughly. */
  readonly left: number;
  readonly right: number;
  /** Scrolls as little as it takes to see the row. */
  readonly reveal: (index: number) => void;
}

/** Which rows of equal height a scrolling element shows, below a heading of one row. */
export function useRowsInSight(
  scroller: RefObject<HTMLElement | null>,
  rowCount: number,
  rowHeight: number,
): RowsInSight {
  const [sight, setSight] = useState({ top: 0, count: 40, left: 0, right: 2000 });

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const look = (): void => {
      const top = Math.floor(element.scrollTop / rowHeight);
      const count = Math.ceil(element.clientHeight / rowHeight);
      const left = Math.floor(element.scrollLeft / columnStep) * columnStep;
      const right = left + Math.ceil(element.clientWidth / columnStep + 1) * columnStep;
      setSight((before) =>
        before.top === top && before.count === count && before.left === left && before.right === right
          ? before
          : { top, count, left, right },
      );
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scroller, rowHeight]);

  const first = Math.max(0, Math.min(sight.top, rowCount - 1) - overscan);
  return {
    first,
    end: Math.min(rowCount, sight.top + sight.count + overscan),
    left: sight.left,
    right: sight.right,
    slots: sight.count + 2 * overscan + 1,
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
