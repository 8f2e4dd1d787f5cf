// The call tree. The profiler reports only the return address of the last call of each function, so each function has
// one place in the tree: under its last caller. Callers that are not profiled but have a symbol are nodes without a
// row. Nodes are columns in depth-first order, siblings in descending order of time; a subtree is a range.
//
// In every node, inclusive = self + sum of the children's inclusive. In exclusive mode self is the measured value. In
// inclusive mode inclusive is, raised if the children under this caller add up to more.

import { rowsByAddress, type ProfileTable } from './profile-table.ts';
import type { SymbolTable } from './symbols.ts';

export interface CallTree {
  readonly nodeCount: number;
  /** Row in the profile table; −1 for a caller that is not profiled. */
  readonly row: Int32Array;
  readonly address: Uint32Array;
  /** Node number; −1 for roots. */
  readonly parent: Int32Array;
  /** 0 for roots. */
  readonly depth: Uint16Array;
  /** One past the last node of this node's subtree. */
  readonly end: Uint32Array;
  readonly selfUs: Float64Array;
  readonly inclusiveUs: Float64Array;
}

interface Draft {
  readonly row: number;
  readonly address: number;
  readonly measuredUs: number;
  parent: Draft | undefined;
  /** The parent or a higher ancestor; see `rootOf`. */
  above: Draft | undefined;
  readonly children: Draft[];
  selfUs: number;
  inclusiveUs: number;
}

/**
 * Builds the tree. Without symbols callers are unknown (a return address lies somewhere inside a function), so every
 * function is a root.
 */
export function buildCallTree(table: ProfileTable, symbols: SymbolTable): CallTree {
  const drafts = linkCallers(table, symbols);
  const roots = drafts.filter((draft) => draft.parent === undefined);
  const order = depthFirst(roots);
  for (const draft of order.toReversed()) addTimes(draft, table.mode === 'exclusive');
  for (const draft of drafts) draft.children.sort(byTime);
  return toColumns(depthFirst(roots.sort(byTime)));
}

/** Links each row to the node of its last caller. Omits links that would close a cycle. */
function linkCallers(table: ProfileTable, symbols: SymbolTable): Draft[] {
  const rows = rowsByAddress(table);
  const drafts: Draft[] = [];
  const byAddress = new Map<number, Draft>();
  const add = (address: number, row: number): Draft => {
    const measuredUs = row < 0 ? 0 : table.totalUs[row]!;
    const links = { parent: undefined, above: undefined, children: [] };
    const draft: Draft = { row, address, measuredUs, ...links, selfUs: 0, inclusiveUs: 0 };
    drafts.push(draft);
    return draft;
  };
  for (let row = 0; row < table.rowCount; row++) {
    const draft = add(table.address[row]!, row);
    if (rows.get(draft.address) === row) byAddress.set(draft.address, draft);
  }
  for (let row = 0; row < table.rowCount; row++) {
    const caller = symbols.find(table.caller[row]!)?.address;
    if (caller === undefined) continue;
    let parent = byAddress.get(caller);
    if (parent === undefined) {
      parent = add(caller, -1);
      byAddress.set(caller, parent);
    }
    const draft = drafts[row]!;
    if (rootOf(parent) === draft) continue;
    draft.parent = parent;
    draft.above = parent;
    parent.children.push(draft);
  }
  return drafts;
}

/** The root of the tree so far. Shortens the path for later calls; otherwise long chains would take minutes. */
function rootOf(draft: Draft): Draft {
  let root = draft;
  while (root.above !== undefined) {
    root.above = root.above.above ?? root.above;
    root = root.above;
  }
  return root;
}

function addTimes(draft: Draft, isExclusive: boolean): void {
  let childrenUs = 0;
  for (const child of draft.children) childrenUs += child.inclusiveUs;
  draft.selfUs = isExclusive ? draft.measuredUs : Math.max(0, draft.measuredUs - childrenUs);
  draft.inclusiveUs = draft.selfUs + childrenUs;
}

function byTime(first: Draft, second: Draft): number {
  return second.inclusiveUs - first.inclusiveUs || first.address - second.address;
}

/** Not recursive, because a chain of callers can be as long as the table. */
function depthFirst(roots: readonly Draft[]): Draft[] {
  const order: Draft[] = [];
  const waiting = roots.toReversed();
  for (let draft = waiting.pop(); draft !== undefined; draft = waiting.pop()) {
    order.push(draft);
    for (const child of draft.children.toReversed()) waiting.push(child);
  }
  return order;
}

function toColumns(order: readonly Draft[]): CallTree {
  const nodeOf = new Map(order.map((draft, node) => [draft, node]));
  const parent = Int32Array.from(order, (draft) => (draft.parent === undefined ? -1 : nodeOf.get(draft.parent)!));
  const depth = new Uint16Array(order.length);
  const end = Uint32Array.from(order, (_, node) => node + 1);
  parent.forEach((above, node) => {
    if (above >= 0) depth[node] = depth[above]! + 1;
  });
  for (let node = order.length - 1; node >= 0; node--) {
    const above = parent[node]!;
    if (above >= 0) end[above] = Math.max(end[above]!, end[node]!);
  }
  return {
    nodeCount: order.length,
    row: Int32Array.from(order, (draft) => draft.row),
    address: Uint32Array.from(order, (draft) => draft.address),
    parent,
    depth,
    end,
    selfUs: Float64Array.from(order, (draft) => draft.selfUs),
    inclusiveUs: Float64Array.from(order, (draft) => draft.inclusiveUs),
  };
}
