// A tree: arrows move and open, Enter, Space and a click choose. Keys and roles come from headless-tree, scrolling from
// VirtualList; the owner keeps what is open.

import { hotkeysCoreFeature, syncDataLoaderFeature } from '@headless-tree/core';
import { useTree } from '@headless-tree/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import { VirtualList } from './VirtualList.tsx';
import './tree.css';

export interface TreeRow {
  readonly id: string;
  readonly label: string;
  /** From 1. */
  readonly level: number;
  /** Undefined: nothing can be below it. */
  readonly expanded?: boolean | undefined;
  readonly icon?: IconName | undefined;
  /** Shown after the label, smaller. */
  readonly detail?: string | undefined;
}

export interface TreeProps {
  readonly label: string;
  /** Visible rows, from top to bottom. */
  readonly rows: readonly TreeRow[];
  readonly onToggle: (id: string) => void;
  readonly onChoose: (id: string) => void;
}

const rootId = 'root';
const rowHeight = 26;

export function Tree({ label, rows, onToggle, onChoose }: TreeProps): React.ReactElement {
  const [focusedItem, setFocusedItem] = useState<string | null>(null);
  const nodes = useMemo(() => nodesOf(rows), [rows]);
  const expandedItems = useMemo(() => rows.filter(({ expanded }) => expanded === true).map(({ id }) => id), [rows]);
  const tree = useTree<TreeRow>({
    rootItemId: rootId,
    state: { expandedItems, focusedItem: focusedItem ?? rows[0]?.id ?? null },
    setFocusedItem,
    setExpandedItems: (update) => {
      const next = new Set(typeof update === 'function' ? update(expandedItems) : update);
      for (const id of expandedItems) if (!next.delete(id)) onToggle(id);
      for (const id of next) onToggle(id);
    },
    getItemName: (item) => item.getItemData().label,
    isItemFolder: (item) => item.getItemData().expanded !== undefined,
    // A row with others below it opens and closes.
    onPrimaryAction: (item) => item.isFolder() || onChoose(item.getId()),
    // VirtualList scrolls to the row that has the focus.
    scrollToItem: () => {},
    dataLoader: {
      getItem: (id) => nodes.rows.get(id) ?? { id, label: '', level: 0 },
      getChildren: (id) => nodes.children.get(id) ?? [],
    },
    features: [syncDataLoaderFeature, hotkeysCoreFeature],
  });
  const built = useRef<Nodes>(undefined);
  useEffect(() => {
    if (built.current === nodes) return;
    built.current = nodes;
    tree.rebuildTree();
  }, [tree, nodes]);
  const items = tree.getItems();
  return (
    <VirtualList
      className="tree"
      container={tree.getContainerProps(label)}
      count={items.length}
      rowHeight={rowHeight}
      activeIndex={focusedItem === null ? -1 : items.findIndex((item) => item.getId() === focusedItem)}
      keyOf={(index) => items[index]!.getId()}
      row={(index) => {
        const item = items[index]!;
        const row = item.getItemData();
        const { onClick, ...itemProps } = item.getProps();
        return (
          <div
            {...itemProps}
            role="treeitem"
            tabIndex={item.isFocused() ? 0 : -1}
            // The second click of a double click must not choose again.
            onClick={(event) => event.detail <= 1 && onClick(event)}
            className="tree-row"
            aria-expanded={row.expanded}
            style={{ paddingInlineStart: 6 + (row.level - 1) * 14 }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              event.currentTarget.click();
            }}
          >
            <span className="tree-twist">
              {row.expanded !== undefined && <Icon name={row.expanded ? 'chevronDown' : 'chevronRight'} size={12} />}
            </span>
            {row.icon !== undefined && <Icon name={row.icon} size={14} />}
            <span className="tree-label">{row.label}</span>
            {row.detail !== undefined && <span className="tree-detail">{row.detail}</span>}
          </div>
        );
      }}
    />
  );
}

interface Nodes {
  readonly rows: ReadonlyMap<string, TreeRow>;
  readonly children: ReadonlyMap<string, string[]>;
}

/** Parents and children out of the levels of the visible rows. */
function nodesOf(list: readonly TreeRow[]): Nodes {
  const rows = new Map(list.map((row) => [row.id, row]));
  const children = new Map<string, string[]>();
  const path = [rootId];
  for (const { id, level } of list) {
    const parent = path[level - 1] ?? rootId;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [id]);
    else siblings.push(id);
    path.length = level;
    path[level] = id;
  }
  return { rows, children };
}
