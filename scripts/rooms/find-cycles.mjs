/**
 * The cycles of a directed graph, given as a map from each node to the nodes it leads to. Each cycle is a list of nodes
 * that all reach one another (a strongly connected component of at least two nodes, or one that leads to itself).
 * @param {Map<string, Set<string>>} graph
 * @returns {string[][]}
 */
export function findCycles(graph) {
  const state = { index: 0, stack: [], order: new Map(), low: new Map(), onStack: new Set(), cycles: [] };
  for (const node of graph.keys()) if (!state.order.has(node)) visit(graph, node, state);
  return state.cycles;
}

/** Tarjan's algorithm. */
function visit(graph, node, state) {
  const { stack, order, low, onStack } = state;
  order.set(node, state.index);
  low.set(node, state.index);
  state.index += 1;
  stack.push(node);
  onStack.add(node);
  for (const next of graph.get(node) ?? []) {
    if (!order.has(next)) {
      visit(graph, next, state);
      low.set(node, Math.min(low.get(node), low.get(next)));
    } else if (onStack.has(next)) low.set(node, Math.min(low.get(node), order.get(next)));
  }
  if (low.get(node) !== order.get(node)) return;
  const component = stack.splice(stack.indexOf(node));
  for (const member of component) onStack.delete(member);
  if (component.length > 1 || graph.get(node)?.has(node)) state.cycles.push(component.toSorted());
}
