import type { CallTree } from './call-tree.ts';

/** Layout of a flame graph: left edge and width of each node from 0 to 1; the row is the node's depth. */
export interface FlameLayout {
  readonly left: Float64Array;
  readonly width: Float64Array;
  /** Number of rows. */
  readonly depth: number;
}

/** Children start at the left edge of their parent; the parent's self time stays free at the right. */
export function layOutFlame(tree: CallTree): FlameLayout {
  const left = new Float64Array(tree.nodeCount);
  const width = new Float64Array(tree.nodeCount);
  const filled = new Float64Array(tree.nodeCount);
  let totalUs = 0;
  let depth = 0;
  for (let node = 0; node < tree.nodeCount; node++) if (tree.parent[node]! < 0) totalUs += tree.inclusiveUs[node]!;
  let rootsUs = 0;
  for (let node = 0; node < tree.nodeCount; node++) {
    const inclusiveUs = tree.inclusiveUs[node]!;
    const parent = tree.parent[node]!;
    const leftUs = parent < 0 ? rootsUs : filled[parent]!;
    if (parent < 0) rootsUs += inclusiveUs;
    else filled[parent]! += inclusiveUs;
    filled[node] = leftUs;
    left[node] = totalUs === 0 ? 0 : leftUs / totalUs;
    width[node] = totalUs === 0 ? 0 : inclusiveUs / totalUs;
    depth = Math.max(depth, tree.depth[node]! + 1);
  }
  return { left, width, depth };
}
