// The layouts that a person can choose, as data: where each area is and how large. Panels come to the area that is their
// home, so a preset names a panel only to show it first.

import type { PanelArea } from '../../state/define-feature.ts';

export type PresetNode =
  | {
      readonly area: PanelArea;
      /** Share of the space, relative to its neighbours. */
      readonly weight: number;
      /** The panel in front; the first one if undefined. */
      readonly selected?: string;
    }
  | {
      /** Side by side at the top level, one above the other below it, and so on alternately. */
      readonly split: readonly PresetNode[];
      readonly weight: number;
    };

export interface LayoutPreset {
  readonly main: readonly PresetNode[];
  /** Areas that are closed into a bar of icons at an edge. */
  readonly borders: Readonly<Partial<Record<'left' | 'right' | 'bottom', readonly PanelArea[]>>>;
}

export const presetIds = ['edit', 'watch', 'tune', 'profile', 'operator'] as const;
export type PresetId = (typeof presetIds)[number];

export const presets: Readonly<Record<PresetId, LayoutPreset>> = {
  /** Write a script and see what it does. */
  edit: {
    main: [
      {
        split: [
          { area: 'editor', weight: 70 },
          { area: 'output', weight: 30 },
        ],
        weight: 58,
      },
      {
        split: [
          { area: 'view', weight: 66 },
          { area: 'tools', weight: 34 },
        ],
        weight: 42,
      },
    ],
    borders: { left: ['side'] },
  },
  /** A large preview with the output and the tools beside it. */
  watch: {
    main: [
      {
        split: [
          { area: 'view', weight: 75 },
          { area: 'output', weight: 25 },
        ],
        weight: 70,
      },
      { area: 'tools', weight: 30 },
    ],
    borders: { left: ['side', 'editor'] },
  },
  /** Change a script while its frames and values are in view. */
  tune: {
    main: [
      { area: 'editor', weight: 34 },
      {
        split: [
          { area: 'view', weight: 65 },
          { area: 'output', weight: 35 },
        ],
        weight: 38,
      },
      { area: 'tools', weight: 28, selected: 'channels' },
    ],
    borders: { left: ['side'] },
  },
  /** A wide profiler beside a narrow editor. */
  profile: {
    main: [
      {
        split: [
          { area: 'editor', weight: 60 },
          { area: 'view', weight: 40 },
        ],
        weight: 38,
      },
      {
        split: [
          { area: 'tools', weight: 70, selected: 'profiler' },
          { area: 'output', weight: 30 },
        ],
        weight: 62,
      },
    ],
    borders: { left: ['side'] },
  },
  /** Nothing but the preview; everything else is one click away. */
  operator: {
    main: [{ area: 'view', weight: 100 }],
    borders: { left: ['side', 'editor'], bottom: ['output', 'tools'] },
  },
};
