// Where the panels are: the first arrangement, and the one that the settings keep.

import { Actions, BorderNode, Model, TabNode, type IJsonModel, type IJsonTabNode } from 'flexlayout-react';
import { panelIds, type PanelId } from './panels.tsx';

/** A kept layout of another version is left alone: its panels may be gone. */
const layoutVersion = 1;

function tab(id: PanelId): IJsonTabNode {
  // The translator of the layout turns the id into words.
  return { type: 'tab', id, name: id, component: id };
}

const preset: IJsonModel = {
  global: {
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
  },
  borders: [
    { type: 'border', location: 'left', selected: -1, children: [tab('files'), tab('examples'), tab('camera')] },
  ],
  layout: {
    type: 'row',
    children: [
      {
        type: 'row',
        weight: 58,
        children: [
          // The editor has tabs of its own, and stays: everything else moves around it.
          {
            type: 'tabset',
            id: 'editor-area',
            weight: 70,
            enableTabStrip: false,
            enableDrop: false,
            children: [tab('editor')],
          },
          { type: 'tabset', weight: 30, children: [tab('terminal'), tab('problems')] },
        ],
      },
      {
        type: 'row',
        weight: 42,
        children: [
          { type: 'tabset', weight: 66, children: [tab('preview')] },
          { type: 'tabset', weight: 34, children: [tab('channels'), tab('profiler')] },
        ],
      },
    ],
  },
};

export function presetLayout(): Model {
  return Model.fromJson(preset);
}

/** The kept layout; the preset when there is none, or it cannot be used. */
export function readLayout(kept: string): Model {
  if (kept === '') return presetLayout();
  try {
    const { version, model } = JSON.parse(kept) as { version?: number; model?: IJsonModel };
    if (version !== layoutVersion || model === undefined) return presetLayout();
    const restored = Model.fromJson(model);
    const isWhole = panelIds.every((id) => restored.getNodeById(id) instanceof TabNode);
    return isWhole ? restored : presetLayout();
  } catch {
    return presetLayout();
  }
}

export function writeLayout(model: Model): string {
  return JSON.stringify({ version: layoutVersion, model: model.toJson() });
}

/** Brings the panel to the front of wherever it is. */
export function showPanel(model: Model, id: PanelId): void {
  const node = model.getNodeById(id);
  if (!(node instanceof TabNode)) return;
  const parent = node.getParent();
  // Selecting the tab of an open border again would close it.
  if (parent instanceof BorderNode && parent.getSelectedNode() === node) return;
  model.doAction(Actions.selectTab(id));
}
