import type { Command } from '../../state/commands.ts';
import type { Feature } from '../../state/define-feature.ts';
import type { Stores } from '../../state/stores.ts';
import { cameraCommands } from './camera-commands.ts';
import { fileCommands } from './file-commands.ts';
import { viewCommands } from './view-commands.ts';

/** The commands of the workbench and of the features; those of the layout come with it. */
export function allCommands(stores: Stores, features: readonly Feature[]): readonly Command[] {
  return [
    ...cameraCommands(stores),
    ...fileCommands(stores),
    ...viewCommands(stores),
    ...features.flatMap(({ commands }) => commands?.(stores) ?? []),
  ];
}
