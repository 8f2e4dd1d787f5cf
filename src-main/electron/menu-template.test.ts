import path from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import type { MenuCommand } from '../../src-shared/contract/app-menu.ts';
import { menuTemplate, type MenuOptions } from './menu-template.ts';

type Item = MenuItemConstructorOptions;

const commands: readonly MenuCommand[] = [
  { id: 'file.save', label: 'Save', group: 'file', order: 200, shortcut: 'Mod+S', enabled: false },
  { id: 'file.new', label: 'New', group: 'file', order: 100, enabled: true },
  { id: 'file.open', label: 'Open & more', group: 'file', order: 110, shortcut: 'Mod+Shift+O', enabled: true },
  { id: 'script.run', label: 'Run', group: 'camera', order: 100, shortcut: 'F5', enabled: true },
];

function entries(items: readonly Item[]): Item[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? entries(item.submenu) : [])]);
}

function setUp(options: Partial<MenuOptions> = {}) {
  const done: string[] = [];
  const template = menuTemplate({
    platform: 'linux',
    language: 'en',
    commands,
    recentFiles: [],
    sendCommand: (id) => done.push(id),
    actions: { openFile: (file) => done.push(file) },
    ...options,
  });
  const find = (id: string): Item | undefined => entries(template).find((each) => each.id === id);
  const click = (id: string): void => (find(id)!.click as () => void)();
  /** Labels of a submenu; a line between sections as "-". */
  const labels = (id: string): (string | undefined)[] =>
    (find(id)!.submenu as Item[]).map(({ label, type }) => (type === 'separator' ? '-' : label));
  return { template, done, find, click, labels };
}

describe('the menu', () => {
  it('has only entries that do something', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      for (const item of entries(setUp({ platform }).template)) {
        const does = item.role ?? item.click ?? item.submenu ?? (item.type === 'separator' ? 'separates' : undefined);
        expect(does, item.label).toBeDefined();
      }
    }
  });

  it('has the commands of the page in their order, with lines between sections', () => {
    const { labels, click, done, find } = setUp();
    expect([labels('menu.file'), labels('menu.camera')]).toEqual([
      ['New', 'Open && more', '-', 'Save', '-', 'Quit'],
      ['Run'],
    ]);
    click('file.open');
    expect(done).toEqual(['file.open']);
    expect(find('file.save')).toMatchObject({ enabled: false, accelerator: 'CmdOrCtrl+S', registerAccelerator: false });
    expect(find('file.new')).not.toHaveProperty('accelerator');
  });

  it('has the roles of the system before the page has sent its commands', () => {
    const { template, labels } = setUp({ commands: [] });
    expect(template.map(({ label }) => label)).toEqual(['File', 'Edit', 'View', 'Help']);
    expect(labels('menu.edit')).toEqual(['Undo', 'Redo', '-', 'Cut', 'Copy', 'Paste', 'Select All']);
  });

  it('speaks English and Chinese', () => {
    const labels = (language: 'en' | 'zh') =>
      entries(setUp({ language, commands: [], recentFiles: ['/a.py'] }).template).map((each) => each.label);
    const [english, chinese] = [labels('en'), labels('zh')];
    expect(chinese.length).toBe(english.length);
    const same = english.filter((label, index) => label === chinese[index] && label !== undefined);
    expect(same).toEqual(['a.py']);
  });

  it('opens the files used last', () => {
    expect(setUp().find('recent')).toBeUndefined();
    const recentFiles = Array.from({ length: 15 }, (_, index) => path.resolve(`/home/me/a&b${index}.py`));
    const { find, click, done } = setUp({ recentFiles });
    expect((find('recent')!.submenu as unknown[]).length).toBe(10);
    expect(find('recent.0')).toMatchObject({ label: 'a&&b0.py', sublabel: path.dirname(recentFiles[0]!) });
    click('recent.1');
    expect(done).toEqual([recentFiles[1]]);
  });

  it('offers updates and device rules where there are any', () => {
    expect([setUp().find('help.updates'), setUp().find('linux.rules')]).toEqual([undefined, undefined]);
    const done: string[] = [];
    const { click } = setUp({
      actions: {
        openFile: () => {},
        checkForUpdates: () => done.push('updates'),
        installDeviceRules: () => done.push('rules'),
      },
    });
    click('help.updates');
    click('linux.rules');
    expect(done).toEqual(['updates', 'rules']);
  });
});
