// Commands that the layout offers: show a panel, open it in its own window, choose a preset.

import type { Command } from '../../state/commands.ts';
import type { Feature } from '../../state/define-feature.ts';
import type { Stores } from '../../state/stores.ts';
import { openView } from '../detached-view.ts';
import { presetIds, type PresetId } from '../layout/presets.ts';
import { workbenchMessages } from '../messages.ts';

export interface LayoutActions {
  readonly show: (panel: string) => void;
  readonly arrange: (preset: PresetId) => void;
}

export function layoutCommands(
  stores: Stores,
  features: readonly Feature[],
  actions: LayoutActions,
): readonly Command[] {
  return [
    ...features.map(({ id, messages }, index): Command => ({
      id: `view.${id}`,
      title: (language) => workbenchMessages[language].commands.show(messages[language].panel),
      menu: { group: 'view', order: 200 + index, label: (language) => messages[language].panel },
      run: () => actions.show(id),
    })),
    ...features
      .filter(({ panel }) => panel.detachable === true)
      .map(({ id, messages }): Command => ({
        id: `view.detach.${id}`,
        title: (language) => workbenchMessages[language].commands.detach(messages[language].panel),
        menu: { group: 'view', order: 300 },
        run: () => openView(stores, id),
      })),
    ...presetIds.map((preset, index): Command => ({
      id: `layout.${preset}`,
      title: (language) => workbenchMessages[language].commands.preset(workbenchMessages[language].presets[preset]),
      menu: { group: 'view', order: 400 + index },
      run: () => actions.arrange(preset),
    })),
    {
      id: 'view.reset',
      title: (language) => workbenchMessages[language].commands.resetLayout,
      menu: { group: 'view', order: 500 },
      run: () => actions.arrange('edit'),
    },
  ];
}
