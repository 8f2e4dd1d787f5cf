// A list of many rows of one height, of which only those in view are in the page.

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import './virtual-list.css';

export interface VirtualListProps {
  readonly className: string;
  readonly count: number;
  /** Pixels. */
  readonly rowHeight: number;
  /** Scrolled into view when it changes, as the row that has the focus or is chosen; -1: none. */
  readonly activeIndex: number;
  readonly row: (index: number) => React.ReactElement;
  readonly keyOf: (index: number) => string;
  /** Role, name, focus and keys of the scrolling element. */
  readonly container: React.HTMLAttributes<HTMLDivElement> & { readonly ref?: React.Ref<HTMLDivElement> };
}

/** Rows made beside those in view, so that a fast wheel shows no gaps. */
const overscan = 12;

export function VirtualList(props: VirtualListProps): React.ReactElement {
  const { count, rowHeight, activeIndex } = props;
  const { ref, ...container } = props.container;
  const scroller = useRef<HTMLDivElement | null>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    getItemKey: props.keyOf,
  });
  useEffect(() => {
    if (activeIndex >= 0 && activeIndex < count) virtual.scrollToIndex(activeIndex, { align: 'auto' });
  }, [activeIndex, count, virtual]);
  return (
    <div
      {...container}
      ref={(element) => {
        scroller.current = element;
        if (typeof ref === 'function') ref(element);
        else if (ref !== null && ref !== undefined) ref.current = element;
      }}
      className={`virtual-list ${props.className}`}
    >
      <div role="presentation" className="virtual-rows" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => (
          <div
            key={key}
            role="presentation"
            className="virtual-row"
            style={{ height: rowHeight, transform: `translateY(${start}px)` }}
          >
            {props.row(index)}
          </div>
        ))}
      </div>
    </div>
  );
}
