// The page's commands on their way to the shell's own menu. The page decides what is in the menu and in which language; the
// shell adds what only it can do.

import { shortText, v, type Infer } from '../rpc/schema.ts';

export const menuGroups = ['file', 'edit', 'camera', 'view', 'help'] as const;
export type MenuGroup = (typeof menuGroups)[number];

/** One entry of the menu: a command of the page. */
export const menuCommand = v.object({
  /** "file.save": what the shell sends back. */
  id: shortText,
  /** In the language of the page. */
  label: shortText,
  group: v.picklist(menuGroups),
  /** Ascending in its group; entries with another number of hundreds are set apart by a line. */
  order: v.number(),
  /** "Mod+Shift+P": Mod is Cmd on a Mac and Ctrl elsewhere. */
  shortcut: v.exactOptional(shortText),
  enabled: v.boolean(),
});
export type MenuCommand = Infer<typeof menuCommand>;

/** A menu that a person can survey has far fewer entries. */
const entryLimit = 200;
export const menuCommands = v.pipe(v.array(menuCommand), v.maxLength(entryLimit));
