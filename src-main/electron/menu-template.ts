// The menu as data: commands that the page sent, roles of the system, and actions of the shell. Until the page has sent its
// commands there are only the roles. The page handles its keys itself; here they are shown, and on macOS they work from the
// menu.

import path from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { menuGroups, type MenuCommand, type MenuGroup } from '../../src-shared/contract/app-menu.ts';
import { shellWords, type MenuLanguage } from './shell-words.ts';

/** Actions of the shell. An entry without its action is left out. */
export interface ShellActions {
  readonly openFile: (path: string) => void;
  readonly checkForUpdates?: (() => void) | undefined;
  readonly installDeviceRules?: (() => void) | undefined;
}

export interface MenuOptions {
  readonly platform: NodeJS.Platform;
  readonly language: MenuLanguage;
  /** Commands of the page; empty until it has sent them. */
  readonly commands: readonly MenuCommand[];
  /** Paths, the newest first. */
  readonly recentFiles: readonly string[];
  readonly sendCommand: (id: string) => void;
  readonly actions: ShellActions;
}

type Item = MenuItemConstructorOptions;
type MenuWords = ReturnType<typeof shellWords>['menu'];

/** More make the menu long; the page's own list has them all. */
const maxRecentFiles = 10;
const sectionSize = 100;

export function menuTemplate(options: MenuOptions): Item[] {
  const { menu: words } = shellWords(options.language);
  const isMac = options.platform === 'darwin';
  const ownItems = shellItems(options, words, isMac);
  const submenus = menuGroups.map((group): Item => {
    const { before = [], after = [] } = ownItems[group];
    return {
      id: `menu.${group}`,
      ...(group === 'help' ? { role: 'help' } : {}),
      label: words.groups[group],
      submenu: withLines([...before, ...sectionsOf(group, options), ...after]),
    };
  });
  if (!isMac) return submenus.filter(({ submenu }) => (submenu as Item[]).length > 0);
  return [{ role: 'appMenu' }, ...submenus.slice(0, -1), { role: 'windowMenu' }, ...submenus.slice(-1)];
}

/** The page's commands of this group, by sections. */
function sectionsOf(group: MenuGroup, { commands, sendCommand }: MenuOptions): Item[][] {
  const sections = new Map<number, Item[]>();
  for (const command of commands.filter((each) => each.group === group).sort((a, b) => a.order - b.order)) {
    const section = Math.floor(command.order / sectionSize);
    const { id, label, shortcut, enabled } = command;
    const item: Item = {
      id,
      // A single "&" would mark a key.
      label: label.replaceAll('&', '&&'),
      enabled,
      click: () => sendCommand(id),
      ...(shortcut === undefined
        ? {}
        : { accelerator: shortcut.replace('Mod', 'CmdOrCtrl'), registerAccelerator: false }),
    };
    sections.set(section, [...(sections.get(section) ?? []), item]);
  }
  return [...sections.values()];
}

interface OwnItems {
  readonly before?: Item[][];
  readonly after?: Item[][];
}

function shellItems(options: MenuOptions, words: MenuWords, isMac: boolean): Readonly<Record<MenuGroup, OwnItems>> {
  const { actions } = options;
  const roles = (...names: (keyof MenuWords['roles'])[]): Item[] =>
    names.map((role) => ({ role, label: words.roles[role] }));
  const action = (id: string, label: string, run: (() => void) | undefined): Item[] =>
    run === undefined ? [] : [{ id, label, click: () => run() }];
  return {
    file: { after: [recentMenu(options, words), isMac ? [] : roles('quit')] },
    edit: { before: [roles('undo', 'redo'), roles('cut', 'copy', 'paste', 'selectAll')] },
    camera: { after: [action('linux.rules', words.deviceRules, actions.installDeviceRules)] },
    view: { after: [roles('resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen'), roles('toggleDevTools')] },
    help: {
      after: [action('help.updates', words.checkForUpdates, actions.checkForUpdates), isMac ? [] : roles('about')],
    },
  };
}

function recentMenu({ recentFiles, actions }: MenuOptions, words: MenuWords): Item[] {
  if (recentFiles.length === 0) return [];
  const submenu = recentFiles.slice(0, maxRecentFiles).map((file, index) => ({
    id: `recent.${index}`,
    label: path.basename(file).replaceAll('&', '&&'),
    sublabel: path.dirname(file),
    click: () => actions.openFile(file),
  }));
  return [{ id: 'recent', label: words.openRecent, submenu }];
}

function withLines(sections: readonly Item[][]): Item[] {
  return sections
    .filter((section) => section.length > 0)
    .flatMap((section, index) => (index === 0 ? section : [{ type: 'separator' } as const, ...section]));
}
