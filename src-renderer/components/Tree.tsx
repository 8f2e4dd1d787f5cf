// A tree by the ARIA pattern: arrows move and open, Enter and a click choose. The owner keeps what is open.

import { useRef, useState } from 'react';
import { Icon, type IconName } from './Icon.tsx';
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
  /** What is visible now, from top to bottom. */
  readonly rows: readonly TreeRow[];
  readonly onToggle: (id: string) => void;
  readonly onChoose: (id: string) => void;
}

export function Tree(props: TreeProps): React.ReactElement {
  const { rows } = props;
  const [focusedId, setFocusedId] = useState<string>();
  const list = useRef<HTMLDivElement>(null);
  const focusedIndex = Math.max(
    0,
    rows.findIndex((row) => row.id === focusedId),
  );

  const focusRow = (index: number): void => {
    const row = rows[index];
    if (row === undefined) return;
    setFocusedId(row.id);
    list.current?.querySelectorAll<HTMLElement>('[role="treeitem"]')[index]?.focus();
  };

  const act = (row: TreeRow): void => (row.expanded === undefined ? props.onChoose(row.id) : props.onToggle(row.id));

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const row = rows[focusedIndex];
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const parent = rows.findLastIndex((each, index) => index < focusedIndex && each.level < row.level);
    const actions: Record<string, () => void> = {
      ArrowDown: () => focusRow(focusedIndex + 1),
      ArrowUp: () => focusRow(focusedIndex - 1),
      Home: () => focusRow(0),
      End: () => focusRow(rows.length - 1),
      ArrowRight: () => (row.expanded === false ? props.onToggle(row.id) : focusRow(focusedIndex + 1)),
      ArrowLeft: () => (row.expanded === true ? props.onToggle(row.id) : focusRow(parent)),
      Enter: () => act(row),
      ' ': () => act(row),
    };
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };

  return (
    <div className="tree" role="tree" aria-label={props.label} ref={list} onKeyDown={onKeyDown} tabIndex={-1}>
      {rows.map((row, index) => (
        <div
          key={row.id}
          role="treeitem"
          className="tree-row"
          aria-level={row.level}
          aria-expanded={row.expanded}
          aria-selected={index === focusedIndex}
          tabIndex={index === focusedIndex ? 0 : -1}
          style={{ paddingInlineStart: 6 + (row.level - 1) * 14 }}
          onFocus={() => setFocusedId(row.id)}
          onClick={() => act(row)}
          onKeyDown={undefined}
        >
          <span className="tree-twist">
            {row.expanded !== undefined && <Icon name={row.expanded ? 'chevronDown' : 'chevronRight'} size={12} />}
          </span>
          {row.icon !== undefined && <Icon name={row.icon} size={14} />}
          <span className="tree-label">{row.label}</span>
          {row.detail !== undefined && <span className="tree-detail">{row.detail}</span>}
        </div>
      ))}
    </div>
  );
}
