// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { menuGroups } from '../../../src-shared/contract/app-menu.ts';
import type { Language } from '../../state/language.ts';
import { FakeHost } from '../../testing/fake-host.ts';
import { openTestPage } from '../../testing/render-page.tsx';
import { features } from '../feature-list.ts';
import { useShellMenu } from '../use-shell-menu.ts';
import { allCommands } from './all-commands.ts';
import { layoutCommands } from './layout-commands.ts';
import { menuCommands } from './menu-commands.ts';

async function setUp() {
  const host = new FakeHost();
  host.info = { ...host.info, shell: 'electron' };
  const page = await openTestPage({ host, features });
  const actions = { show: () => undefined, arrange: () => undefined };
  page.stores.commands.register(...allCommands(page.stores, features));
  page.stores.commands.register(...layoutCommands(page.stores, features, actions));
  const menu = (language: Language) => menuCommands(page.stores.commands.all(), language);
  return { ...page, menu };
}

test('every group of the menu has commands, each once, in both languages', async () => {
  const { menu } = await setUp();
  const english = menu('en');
  expect(new Set(english.map(({ id }) => id)).size).toBe(english.length);
  // The editor adds its commands to the group "edit" when it is loaded.
  expect(new Set(english.map(({ group }) => group))).toEqual(new Set(menuGroups.filter((group) => group !== 'edit')));
  const chinese = menu('zh');
  expect(english.filter(({ label }, index) => label === chinese[index]!.label)).toEqual([]);
});

test('an entry has the words, the key of the desktop program and the state of its command', async () => {
  const { menu, stores } = await setUp();
  const find = (id: string) => menu('en').find((each) => each.id === id);
  expect(find('file.new')).toEqual({
    id: 'file.new',
    label: 'New file',
    group: 'file',
    order: 100,
    shortcut: 'Mod+N',
    enabled: true,
  });
  expect(find('view.terminal')).toMatchObject({ label: 'Terminal', group: 'view' });
  expect(find('file.save')?.enabled).toBe(false);
  stores.files.createNew();
  expect(find('file.save')?.enabled).toBe(true);
});

test('Run and Stop are enabled by turns', async () => {
  const { menu, host, stores } = await setUp();
  const enabled = () => menu('en').flatMap(({ id, enabled }) => (id.startsWith('script.') && enabled ? [id] : []));
  expect(enabled()).toEqual([]);
  stores.files.createNew();
  expect(enabled()).toEqual(['script.run']);
  host.setStatus({ state: 'running' });
  expect(enabled()).toEqual(['script.stop']);
});

test('the shell gets the menu again when its words or states change, and only then', async () => {
  const { host, stores, Page } = await setUp();
  renderHook(() => useShellMenu(), { wrapper: Page });
  const label = () => host.menu.find(({ id }) => id === 'file.save')?.label;
  await vi.waitFor(() => expect(label()).toBe('Save'));
  stores.notices.getState().remark('info', () => ({ sentence: 'x' }));
  await stores.settings.getState().change({ language: 'zh' });
  await vi.waitFor(() => expect(label()).toBe('保存'));
  expect(host.calls.filter((each) => each === 'app.showMenu')).toHaveLength(2);
});
