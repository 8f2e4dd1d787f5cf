import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MenuCommand } from '../../../src-shared/contract/app-menu.ts';
import { defaultSettings, type Settings } from '../../../src-shared/contract/app.ts';
import { browserShell } from '../shell-hooks.ts';
import { collect, createTestHost, draftChanges, temporaryFolder } from '../testing/test-host.ts';

describe('settings', () => {
  it('reach every page and are kept', async () => {
    const dataFolder = await temporaryFolder();
    const first = await createTestHost({ dataFolder });
    const [one, two] = [first.openPage().host, first.openPage().host];
    const heard = collect<Settings>((listener) => two.app.on('settings', listener));
    await one.app.changeSettings({ theme: 'dark' });
    expect(await heard.until(() => true)).toEqual({ ...defaultSettings, theme: 'dark' });
    await first.core.close();
    const second = await createTestHost({ dataFolder });
    expect((await second.openPage().host.app.settings(undefined)).theme).toBe('dark');
  });

  it('keep what is right in a file that is partly wrong', async () => {
    const dataFolder = await temporaryFolder();
    const app = { theme: 'purple', editorFontSize: 20, layout: 7 };
    await writeFile(path.join(dataFolder, 'settings.json'), JSON.stringify({ app, stream: 'x' }));
    const { openPage } = await createTestHost({ dataFolder });
    expect(await openPage().host.app.settings(undefined)).toEqual({ ...defaultSettings, editorFontSize: 20 });
  });

  it('are refused when wrong', async () => {
    const { openPage } = await createTestHost();
    const change = openPage().host.app.changeSettings({ editorFontSize: 4 });
    await expect(change).rejects.toMatchObject({ code: 'bad-message' });
  });
});

describe('the program', () => {
  it('says what it is', async () => {
    const { openPage } = await createTestHost();
    expect(await openPage().host.app.info(undefined)).toMatchObject({
      version: '0.0.0-test',
      shell: 'browser',
      nativeDialogs: false,
      platform: process.platform,
    });
  });

  it('opens https addresses outside, and no others', async () => {
    const opened: string[] = [];
    const shell = {
      ...browserShell,
      openExternal: (url: string) => {
        opened.push(url);
        return Promise.resolve();
      },
    };
    const { openPage } = await createTestHost({ shell });
    const { host } = openPage();
    await host.app.openExternal({ url: 'https://openmv.io/' });
    for (const url of ['http://openmv.io', 'file:///etc/passwd', 'javascript:alert(1)', 'nonsense']) {
      await expect(host.app.openExternal({ url })).rejects.toMatchObject({ code: 'address-refused' });
    }
    expect(opened).toEqual(['https://openmv.io/']);
  });

  it('tells pages of commands from the menu', async () => {
    const { core, openPage } = await createTestHost();
    const commands = collect<{ id: string }>((listener) => openPage().host.app.on('command', listener));
    core.sendCommand('file.save');
    expect(await commands.until(() => true)).toEqual({ id: 'file.save' });
  });

  it('hands the commands of the page to the menu of the shell', async () => {
    const shown: (readonly MenuCommand[])[] = [];
    const shell = { ...browserShell, showMenu: (commands: readonly MenuCommand[]) => void shown.push(commands) };
    const { openPage } = await createTestHost({ shell });
    const save: MenuCommand = { id: 'file.save', label: 'Save', group: 'file', order: 100, enabled: true };
    await openPage().host.app.showMenu({ commands: [save] });
    expect(shown).toEqual([[save]]);
  });

  it('says when its data cannot be written, and goes on', async () => {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, 'file'), '');
    const dataFolder = path.join(folder, 'file/data');
    const { core, openPage } = await createTestHost({ dataFolder });
    const { host } = openPage();
    const problems = collect<{ code: string }>((listener) => host.app.on('problem', listener));
    await host.files.keepDrafts(draftChanges([{ id: 'a', name: 'n', text: 't', revision: 0, active: true }]));
    await problems.until(({ code }) => code === 'not-a-folder');
    expect(await host.files.drafts(undefined)).toHaveLength(1);
    await core.close();
  });
});
