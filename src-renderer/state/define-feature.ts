// A feature is one panel with everything that belongs to it. It touches its own folder and one line of
// workbench/features.ts; the workbench reads what it declares here.

import type { ComponentType } from 'react';
import type { IconName } from '../components/index.ts';
import type { CameraNeed } from './camera.ts';
import type { Command } from './commands.ts';
import type { StoreFactory } from './feature-stores.ts';
import type { Messages } from './language.ts';
import type { Stores } from './stores.ts';

/**
 * Where a panel is at home: `side` the bar of icons at the left, `editor` the documents, `output` below them, `view` the
 * large place at the right, `tools` below it. A preset says where each area is.
 */
export type PanelArea = 'side' | 'editor' | 'output' | 'view' | 'tools';

export interface PanelDefinition {
  /** Loads the component when the panel is shown for the first time. */
  readonly load: () => Promise<ComponentType>;
  readonly area: PanelArea;
  /** Place among the panels of its area, ascending. */
  readonly order: number;
  /** True if the panel can have its own window. */
  readonly detachable?: boolean;
  /** Without these the panel says what the camera lacks. */
  readonly needs?: readonly CameraNeed[];
}

export interface StatusItem {
  readonly side: 'left' | 'right';
  /** Place among the items of its side, ascending. */
  readonly order: number;
  readonly component: ComponentType;
}

export interface Feature {
  /** The panel's name in saved layouts, and its command: "terminal" gives "view.terminal". Never change it. */
  readonly id: string;
  readonly icon: IconName;
  /** `panel` is the name of the panel. */
  readonly messages: Messages<{ readonly panel: string }>;
  readonly panel: PanelDefinition;
  /** Made when the page starts, also if the panel is never shown. Read it with `useFeatureStore`. */
  readonly createStore?: StoreFactory<unknown>;
  /** Commands that work also if the panel was never shown. */
  readonly commands?: (stores: Stores) => readonly Command[];
  /** Rows for the settings dialog. */
  readonly settings?: ComponentType;
  readonly status?: readonly StatusItem[];
}

export function defineFeature(feature: Feature): Feature {
  return feature;
}
