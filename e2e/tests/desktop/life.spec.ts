import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '../../fixtures/desktop-test.ts';
import { Workbench } from '../../pages/workbench.ts';
import type { DesktopApp } from '../../fixtures/desktop-app.ts';

/** Text of the editor, by the program itself: Playwright's page does not outlive a crash. */
function editorText(app: DesktopApp): Promise<string> {
  return app
    .evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript(
        'document.querySelector(".monaco-editor .view-lines")?.textContent ?? ""',
      ),
    )
    .then(String, () => '');
}

/** What the host has written down of unsaved text. */
function keptDrafts(dataFolder: string): Promise<string> {
  return readFile(path.join(dataFolder, 'drafts.json'), 'utf8').catch(() => '');
}

test('loses no text when the window is closed right after typing', async ({ desktop }) => {
  const app = await desktop.start();
  const page = await app.window();
  const workbench = new Workbench(page);
  await workbench.isReady();
  await workbench.write('print("written")\n');
  await page.keyboard.type('# typed last');
  await expect(workbench.editor).toContainText('# typed last');
  await app.closeWindow();
  const again = await desktop.start();
  const restored = new Workbench(await again.window());
  await restored.isReady();
  await expect(restored.editor).toContainText('print("written")');
  await expect(restored.editor).toContainText('# typed last');
});

test('starts the page again when its process ends, with the text that was not saved', async ({ desktop }) => {
  const app = await desktop.start();
  const workbench = new Workbench(await app.window());
  await workbench.isReady();
  await workbench.write('print("survives")\n');
  // A crash gives no time for last words; what was typed is with the host soon after.
  await expect.poll(() => keptDrafts(desktop.dataFolder)).toContain('survives');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer());
  await expect.poll(() => editorText(app)).toContain('survives');
});

test('starts the simulated camera again when its thread ends, and keeps the text', async ({ desktop }) => {
  const app = await desktop.start();
  const workbench = new Workbench(await app.window());
  await workbench.isReady();
  await workbench.write('print("still", "here")\n');
  const connect = (): Promise<void> =>
    app.evaluate(({ Menu }) => Menu.getApplicationMenu()!.getMenuItemById('camera.connect')!.click());
  await connect();
  await expect(workbench.state).toHaveText('Not connected');
  // The next thread is remembered, to be ended from outside.
  await app.evaluate(() => {
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    Object.defineProperty(Worker.prototype, 'on', {
      value(this: NodeJS.EventEmitter, event: string, listener: (...args: unknown[]) => void) {
        (globalThis as { simulator?: unknown }).simulator = this;
        return this.addListener(event, listener);
      },
    });
  });
  await connect();
  await expect(workbench.state).toHaveText('Ready');
  await app.evaluate(() =>
    (globalThis as unknown as { simulator: { terminate(): Promise<number> } }).simulator.terminate(),
  );
  await expect(workbench.notices).toContainText('port-lost');
  await expect(workbench.state).toHaveText('Ready');
  await workbench.run.click();
  await expect(workbench.terminal).toContainText('still here');
});

test('opens where it was, as large as it was', async ({ desktop }) => {
  const app = await desktop.start();
  await new Workbench(await app.window()).isReady();
  const bounds = { x: 40, y: 50, width: 1000, height: 700 };
  await app.evaluate(({ BrowserWindow }, given) => BrowserWindow.getAllWindows()[0]!.setBounds(given), bounds);
  await app.closeWindow();
  const again = await desktop.start();
  await again.window();
  expect(await again.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds())).toEqual(bounds);
});

test('ends with its last window, and lets the camera go', async ({ desktop }) => {
  const app = await desktop.start();
  const workbench = new Workbench(await app.window());
  await workbench.isReady();
  await workbench.runScript('while True: pass\n');
  await app.closeWindow();
  await app.ended;
});
