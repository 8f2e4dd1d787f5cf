// What the product writes on its buttons, panels, menus and commands. For tests in the happy-dom environment.

import { menuTemplate } from '../../src-main/electron/menu-template.ts';
import type { Command } from '../../src-renderer/state/commands.ts';
import { displayBinding } from '../../src-renderer/state/key-binding.ts';
import { sharedMessages } from '../../src-renderer/state/messages.ts';
import { openTestPage } from '../../src-renderer/testing/render-page.tsx';
import { allCommands } from '../../src-renderer/workbench/commands/all-commands.ts';
import { layoutCommands } from '../../src-renderer/workbench/commands/layout-commands.ts';
import { menuCommands } from '../../src-renderer/workbench/commands/menu-commands.ts';
import { features } from '../../src-renderer/workbench/feature-list.ts';
import { workbenchMessages } from '../../src-renderer/workbench/messages.ts';
import { languages, type Language } from './outline.ts';

/** Labels by language: every text of the page, titles of commands, and menu paths such as "Camera → Reset". */
export async function productLabels(): Promise<Readonly<Record<Language, ReadonlySet<string>>>> {
  const commands = await productCommands();
  const messages = [sharedMessages, workbenchMessages, ...features.map((feature) => feature.messages)];
  const labels = languages.map((language) => {
    const texts = messages.flatMap((each) => leaves(each[language]));
    const titles = commands.map(({ title }) => title(language));
    return new Set([...texts, ...titles, ...menuPaths(commands, language)]);
  });
  return { en: labels[0]!, zh: labels[1]! };
}

/** Keys of all commands as they are shown: elsewhere, and on a Mac. */
export async function productKeys(): Promise<readonly string[]> {
  const keys = (await productCommands()).flatMap((command) => command.keys ?? []);
  return keys.flatMap((key) => [displayBinding(key, false), displayBinding(key, true)]);
}

/** The commands that are there before the editor is loaded. */
async function productCommands(): Promise<readonly Command[]> {
  const { stores } = await openTestPage({ features });
  const actions = { show: () => undefined, arrange: () => undefined };
  return [...allCommands(stores, features), ...layoutCommands(stores, features, actions)];
}

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
}

function menuPaths(commands: readonly Command[], language: Language): string[] {
  const nothing = (): void => undefined;
  const template = menuTemplate({
    platform: 'linux',
    language,
    commands: menuCommands(commands, language),
    recentFiles: ['/a.py'],
    sendCommand: nothing,
    actions: { openFile: nothing, checkForUpdates: nothing, installDeviceRules: nothing },
  });
  return template.flatMap(({ label: menu, submenu }) =>
    Array.isArray(submenu) ? submenu.flatMap(({ label }) => (label === undefined ? [] : [`${menu} → ${label}`])) : [],
  );
}
