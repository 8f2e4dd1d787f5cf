import { useEffect, useState, type RefObject } from 'react';

/** Rows that are made beside those in sight, so that a fast wheel shows no gaps. */
const overscan = 8;

export interface RowsInSight {
  /** Numbers of rows: from the first to before the end. */
  readonly first: number;
  readonly end: number;
  /** Scrolls as little as it takes to see the row. */
  readonly reveal: (index: number) => void;
}

/** Which rows of equal height a scrolling element shows, below a heading of one row. */
export function useRowsInSight(
  scroller: RefObject<HTMLElement | null>,
  rowCount: number,
  rowHeight: number,
): RowsInSight {
  const [sight, setSight] = useState({ top: 0, count: 40 });

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const look = (): void => {
      const top = Math.floor(element.scrollTop / rowHeight);
      const count = Math.ceil(element.clientHeight / rowHeight);
      setSight((before) => (before.top === top && before.count === count ? before : { top, count }));
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scroller, rowHeight]);

  const first = Math.max(0, Math.min(sight.top, rowCount - sight.count) - overscan);
  return {
    first,
    end: Math.min(rowCount, sight.top + sight.count + overscan),
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
