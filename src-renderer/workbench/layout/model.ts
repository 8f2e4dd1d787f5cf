// The docking library's model: of a preset, or as the settings keep it.

import { Actions, BorderNode, Model, TabNode, type IJsonModel } from 'flexlayout-react';
import { buildLayout, type PanelPlace } from './build.ts';
import { fitLayout } from './migrate.ts';
import { presets, type PresetId } from './presets.ts';

const layoutVersion = 1;

export function presetModel(id: PresetId, panels: readonly PanelPlace[]): Model {
  return Model.fromJson(buildLayout(presets[id], panels));
}

/**
 * The saved layout with the panels that there are now. The Edit preset if nothing was saved, or if what was saved is damaged.
 */
export function readLayout(saved: string, panels: readonly PanelPlace[]): Model {
  const model = savedModel(saved);
  if (model === undefined) return presetModel('edit', panels);
  try {
    return Model.fromJson(fitLayout(model, panels));
  } catch (error) {
    console.error('The saved layout cannot be used:', error);
    return presetModel('edit', panels);
  }
}

export function writeLayout(model: Model): string {
  return JSON.stringify({ version: layoutVersion, model: model.toJson() });
}

/** Brings the panel to the front of wherever it is. */
export function showPanel(model: Model, id: string): void {
  const node = model.getNodeById(id);
  if (!(node instanceof TabNode)) return;
  const parent = node.getParent();
  // Selecting the tab of an open border again would close it.
  if (parent instanceof BorderNode && parent.getSelectedNode() === node) return;
  model.doAction(Actions.selectTab(id));
}

function savedModel(saved: string): IJsonModel | undefined {
  if (saved === '') return undefined;
  try {
    const { model } = JSON.parse(saved) as { readonly model?: Partial<IJsonModel> };
    return model?.layout === undefined ? undefined : { ...model, layout: model.layout };
  } catch {
    return undefined;
  }
}
