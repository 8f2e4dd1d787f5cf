// Makes the docking library's layout of a preset and the panels that there are.

import type {
  IGlobalAttributes,
  IJsonBorderNode,
  IJsonModel,
  IJsonRowNode,
  IJsonTabNode,
  IJsonTabSetNode,
} from 'flexlayout-react';
import type { PanelArea } from '../../state/define-feature.ts';
import type { LayoutPreset, PresetNode } from './presets.ts';

/** A panel and where it is at home. */
export interface PanelPlace {
  readonly id: string;
  readonly area: PanelArea;
}

/** Behaviour of the docking library, the same for every layout. */
export const layoutBehaviour: IGlobalAttributes = {
  tabEnableClose: false,
  tabEnableScrollbars: false,
  tabSetEnableMaximize: true,
  tabSetEnableSingleTabStretch: false,
  tabSetMinHeight: 90,
  tabSetMinWidth: 160,
  borderSize: 250,
  borderMinSize: 150,
  borderEnableAutoHide: true,
  enableEdgeDock: true,
  enableRotateBorderIcons: false,
};

/** Width in pixels of an editor that opens from a bar of icons. */
const editorBorderWidth = 560;

export function tabOf({ id, area }: PanelPlace): IJsonTabNode {
  // The translator of the layout turns the id into words.
  return {
    type: 'tab',
    id,
    name: id,
    component: id,
    ...(area === 'editor' ? { borderWidth: editorBorderWidth } : {}),
  };
}

/** The editor has its own tabs and stays: everything else moves around it. */
export function tabSetOf(area: PanelArea, weight: number, children: IJsonTabNode[]): IJsonTabSetNode {
  const fixed = area === 'editor' ? { id: 'editor-area', enableTabStrip: false, enableDrop: false } : {};
  return { type: 'tabset', weight, ...fixed, children };
}

/** Places every panel; a preset that has no place for an area leaves its panels to the bar at the left. */
export function buildLayout(preset: LayoutPreset, panels: readonly PanelPlace[]): IJsonModel {
  const placed = new Set<string>();
  const takeArea = (area: PanelArea): readonly PanelPlace[] => {
    const taken = panels.filter((each) => each.area === area);
    for (const { id } of taken) placed.add(id);
    return taken;
  };
  const main = preset.main.flatMap((node) => buildNode(node, takeArea));
  const borders = (['left', 'bottom', 'right'] as const).map((location): IJsonBorderNode => {
    const children = (preset.borders[location] ?? []).flatMap(takeArea).map(tabOf);
    return { type: 'border', location, selected: -1, children };
  });
  borders[0]!.children!.push(...panels.filter(({ id }) => !placed.has(id)).map(tabOf));
  return {
    global: layoutBehaviour,
    borders: borders.filter(({ children }) => children!.length > 0),
    layout: { type: 'row', children: main },
  };
}

function buildNode(
  node: PresetNode,
  takeArea: (area: PanelArea) => readonly PanelPlace[],
): (IJsonRowNode | IJsonTabSetNode)[] {
  if ('split' in node) {
    const children = node.split.flatMap((each) => buildNode(each, takeArea));
    return children.length === 0 ? [] : [{ type: 'row', weight: node.weight, children }];
  }
  const panels = takeArea(node.area);
  if (panels.length === 0) return [];
  const selected = panels.findIndex(({ id }) => id === node.selected);
  return [{ ...tabSetOf(node.area, node.weight, panels.map(tabOf)), ...(selected > 0 ? { selected } : {}) }];
}
