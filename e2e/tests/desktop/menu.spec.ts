import { expect, test } from '../../fixtures/desktop-test.ts';
import type { DesktopApp } from '../../fixtures/desktop-app.ts';
import { chooseOption, Workbench } from '../../pages/workbench.ts';

/** Waits until the entry can be chosen: the page sends its commands a moment after they changed. */
async function choose(app: DesktopApp, id: string): Promise<void> {
  const isOffered = (): Promise<boolean> =>
    app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.enabled === true, id);
  await expect.poll(isOffered, `the entry ${id}`).toBe(true);
  await app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()!.getMenuItemById(wanted)!.click(), id);
}

test('carries out commands: new file, run, stop, connect, panels, settings', async ({ desktop }) => {
  const app = await desktop.start();
  const page = await app.window();
  const workbench = new Workbench(page);
  await workbench.isReady();
  await choose(app, 'file.new');
  await expect(page.getByRole('tab', { name: 'untitled-1.py', selected: true })).toBeVisible();
  await workbench.write('while True: pass\n');
  await choose(app, 'script.run');
  await expect(workbench.stop).toBeVisible();
  await choose(app, 'script.stop');
  await expect(workbench.run).toBeVisible();
  await choose(app, 'view.problems');
  await expect(page.getByRole('tab', { name: 'Problems', selected: true })).toBeVisible();
  await choose(app, 'camera.connect');
  await expect(workbench.state).toHaveText('Not connected');
  await choose(app, 'app.settings');
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('speaks the language of the settings, and follows when it changes', async ({ desktop }) => {
  const app = await desktop.start();
  const page = await app.window();
  await new Workbench(page).isReady();
  const saveLabel = (): Promise<string> =>
    app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('file.save')?.label ?? '');
  await expect.poll(saveLabel).toBe('Save');
  await choose(app, 'app.settings');
  await chooseOption(page.getByRole('combobox', { name: 'Language' }), '中文');
  await expect.poll(saveLabel).toBe('保存');
});

test('gives the title bar and the menus of the system the theme of the settings', async ({ desktop }) => {
  const app = await desktop.start();
  const page = await app.window();
  await new Workbench(page).isReady();
  expect(await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('system');
  await choose(app, 'app.settings');
  await chooseOption(page.getByRole('combobox', { name: 'Theme' }), 'Light');
  await expect.poll(() => app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('light');
});

test('shows the picture in a window of its own, which goes with the workbench', async ({ desktop }) => {
  const app = await desktop.start();
  const workbench = new Workbench(await app.window());
  await workbench.isReady();
  await choose(app, 'view.detach.preview');
  const detached = new Workbench(await app.window(1));
  await workbench.run.click();
  await expect(detached.figures).toContainText('320 × 240');
  const first = await detached.pictureBytes();
  await expect.poll(() => detached.pictureBytes()).not.toBe(first);
  await expect(detached.editor).toHaveCount(0);
  await app.closeWindow();
});

test('opens the guide in a window of its own, in the language of the settings', async ({ desktop }) => {
  const app = await desktop.start();
  await new Workbench(await app.window()).isReady();
  await choose(app, 'help.guide');
  const guide = await app.window(1);
  await expect(guide.getByRole('heading', { name: 'Viewfinder guide' })).toBeVisible();
  await guide.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'The first minute' }).click();
  await expect(guide.getByRole('heading', { name: 'The first minute' })).toBeVisible();
  await expect
    .poll(() =>
      guide
        .getByRole('img')
        .first()
        .evaluate((image: HTMLImageElement) => image.naturalWidth),
    )
    .toBeGreaterThan(0);
});
