// The commands of the page as the shell's menu shows them.

import type { MenuCommand } from '../../../src-shared/contract/app-menu.ts';
import { isEnabled, type Command } from '../../state/commands.ts';
import type { Language } from '../../state/language.ts';

/** The commands that have a place in the menu, with their words. */
export function menuCommands(commands: readonly Command[], language: Language): MenuCommand[] {
  return commands.flatMap((command) => {
    const { id, title, menu, keys = [] } = command;
    if (menu === undefined) return [];
    // Keys that browsers keep for themselves come second; the desktop program has them.
    const shortcut = keys.find((each) => each.startsWith('Mod+')) ?? keys[0];
    return {
      id,
      label: (menu.label ?? title)(language),
      group: menu.group,
      order: menu.order,
      enabled: isEnabled(command),
      ...(shortcut === undefined ? {} : { shortcut }),
    };
  });
}
