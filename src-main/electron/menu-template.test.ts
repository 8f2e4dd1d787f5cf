import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuTemplate, type MenuOptions } from './menu-template.ts';

function entries(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? entries(item.submenu) : [])]);
}

function setUp(options: Partial<MenuOptions> = {}) {
  const done: string[] = [];
  const template = menuTemplate({
    platform: 'linux',
    language: 'en',
    recentFiles: [],
    sendCommand: (id) => done.push(id),
    actions: {
      openFile: (file) => done.push(file),
    },
    ...options,
  });
  const find = (id: string): MenuItemConstructorOptions | undefined => entries(template).find((each) => each.id === id);
  const click = (id: string): void => (find(id)!.click as () => void)();
  return { template, done, find, click };
}

/** Ids of the page's commands, as its source says them. */
function commandsOfPage(): Set<string> {
  const folder = path.resolve(import.meta.dirname, '../../src-renderer');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'));
  const ids = sources.flatMap((text) => [...text.matchAll(/\bid: '(\w+\.\w+)'/g)].map((match) => match[1]!));
  const panels = readdirSync(path.join(folder, 'features'));
  const views = panels.flatMap((panel) => [`view.${panel}`, `view.detach.${panel}`]);
  return new Set([...ids, ...views]);
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

  it('sends commands that the page has', () => {
    const known = commandsOfPage();
    const { template, done } = setUp();
    for (const item of entries(template)) {
      if (item.id === undefined || item.click === undefined) continue;
      (item.click as () => void)();
      expect(known, item.id).toContain(done.at(-1));
    }
    expect(done).toContain('file.save');
  });

  it('speaks English and Chinese', () => {
    const labels = (language: 'en' | 'zh') =>
      entries(setUp({ language, recentFiles: ['/a.py'] }).template).map((each) => each.label);
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
