// Fits a saved layout to the panels that there are now. What the person arranged stays where it was: panels that are gone are
// left out, new ones come to the panels of their own area.

import type { IJsonModel, IJsonRowNode } from 'flexlayout-react';
import { layoutBehaviour, tabOf, tabSetOf, type PanelPlace } from './build.ts';

/** What all nodes of a saved layout have in common: rows, tab sets, groups of tabs, borders and tabs. */
interface SavedNode {
  readonly type?: string;
  readonly component?: string;
  readonly location?: string;
  readonly enableTabStrip?: boolean;
  readonly selected?: number;
  readonly weight?: number;
  readonly children?: readonly SavedNode[];
}

/** Share of the window for a panel that has no neighbour of its own area. */
const newShare = 0.3;

/** The saved layout with each of these panels exactly once. */
export function fitLayout(saved: IJsonModel, panels: readonly PanelPlace[]): IJsonModel {
  const missing = new Map(panels.map((each) => [each.id, each]));
  const prune = (node: SavedNode): SavedNode | undefined => {
    if (node.children === undefined) return missing.delete(node.component ?? '') ? node : undefined;
    const children = node.children.flatMap((each) => prune(each) ?? []);
    return children.length === 0 ? undefined : { ...node, children, ...selectionAfter(node, children) };
  };
  // Windows of the docking library are not offered any more: their panels come home.
  const { subLayouts: _windows, popouts: _olderWindows, ...rest } = saved;
  let borders = (rest.borders ?? []).flatMap((each) => prune(each as SavedNode) ?? []);
  let main: SavedNode = prune(rest.layout) ?? { type: 'row', children: [] };
  for (const panel of missing.values()) {
    const neighbours = new Set(panels.filter(({ area }) => area === panel.area).map(({ id }) => id));
    const joined = [...borders, main].map((each) => addBeside(each, panel, neighbours));
    const home = joined.findIndex((each) => each !== undefined);
    if (home >= 0 && home < borders.length) borders = borders.with(home, joined[home]!);
    else if (home >= 0) main = joined[home]!;
    else if (panel.area === 'side') borders = addToLeftBorder(borders, panel);
    else main = addToRow(main, panel);
  }
  return {
    ...rest,
    global: { ...rest.global, ...layoutBehaviour },
    borders: borders as NonNullable<IJsonModel['borders']>,
    layout: main as IJsonRowNode,
  };
}

/** The panel in front stays in front; where it is gone, the first one (nothing in a border). */
function selectionAfter(before: SavedNode, children: readonly SavedNode[]): { readonly selected?: number } {
  const { selected, children: all = [] } = before;
  if (selected === undefined || selected < 0 || children.length === all.length) return {};
  const component = all[selected]?.component;
  const index = children.findIndex((each) => each.component === component);
  if (index >= 0) return { selected: index };
  return { selected: before.type === 'border' ? -1 : 0 };
}

/** The node with the panel behind the last one of its area; undefined if none is below the node. */
function addBeside(node: SavedNode, panel: PanelPlace, neighbours: ReadonlySet<string>): SavedNode | undefined {
  const { children } = node;
  if (children === undefined || node.enableTabStrip === false) return undefined;
  if (children.some((each) => each.component !== undefined && neighbours.has(each.component))) {
    return { ...node, children: [...children, tabOf(panel)] };
  }
  for (const [index, child] of children.entries()) {
    const joined = addBeside(child, panel, neighbours);
    if (joined !== undefined) return { ...node, children: children.with(index, joined) };
  }
  return undefined;
}

function addToLeftBorder(borders: readonly SavedNode[], panel: PanelPlace): SavedNode[] {
  const tab = tabOf(panel) as SavedNode;
  const index = borders.findIndex(({ location }) => location === 'left');
  const left = borders[index];
  if (left === undefined) return [...borders, { type: 'border', location: 'left', selected: -1, children: [tab] }];
  return borders.with(index, { ...left, children: [...(left.children ?? []), tab] });
}

/** The editor comes to the left, everything else to the right. */
function addToRow(row: SavedNode, panel: PanelPlace): SavedNode {
  const children = row.children ?? [];
  const present = children.reduce((sum, each) => sum + (each.weight ?? 100), 0);
  const weight = children.length === 0 ? 100 : (present * newShare) / (1 - newShare);
  const tabSet = tabSetOf(panel.area, weight, [tabOf(panel)]);
  return { ...row, children: panel.area === 'editor' ? [tabSet, ...children] : [...children, tabSet] };
}
