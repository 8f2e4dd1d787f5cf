import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '../../fixtures/desktop-test.ts';
import { Workbench } from '../../pages/workbench.ts';

async function scripts(folder: string, ...names: string[]): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const files = names.map((name) => path.join(folder, name));
  for (const file of files) await writeFile(file, `# this is ${path.basename(file)}\n`);
  return files;
}

test('opens a file named at the start, and one named at a second start, in the same window', async ({ desktop }) => {
  const [first, second] = await scripts(desktop.folder, 'first.py', 'second.py');
  const app = await desktop.start(first!);
  const page = await app.window();
  const workbench = new Workbench(page);
  await workbench.isReady();
  await expect(page.getByRole('tab', { name: 'first.py', selected: true })).toBeVisible();
  await expect(workbench.editor).toContainText('this is first.py');
  await app.startAgain([second!]);
  await expect(page.getByRole('tab', { name: 'second.py', selected: true })).toBeVisible();
  await expect(workbench.editor).toContainText('this is second.py');
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('opens a file that is dropped on the window, and saves it where it lies', async ({ desktop }) => {
  const [file] = await scripts(desktop.folder, 'dropped.py');
  const app = await desktop.start();
  const page = await app.window();
  const workbench = new Workbench(page);
  await workbench.isReady();
  await app.drop(page, [file!]);
  await expect(page.getByRole('tab', { name: 'dropped.py', selected: true })).toBeVisible();
  await workbench.write('print("changed")\n');
  await page.keyboard.press('Control+s');
  await expect.poll(() => readFile(file!, 'utf8')).toBe('print("changed")\n');
});

test('opens and saves by the dialogs of the system', async ({ desktop }) => {
  const [file] = await scripts(desktop.folder, 'picked.py');
  const target = path.join(desktop.folder, 'saved.py');
  const app = await desktop.start();
  const page = await app.window();
  const workbench = new Workbench(page);
  await workbench.isReady();
  await app.evaluate(
    ({ dialog }, [open, save]) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [open!] });
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: save! });
    },
    [file, target],
  );
  await page.keyboard.press('Control+o');
  await expect(workbench.editor).toContainText('this is picked.py');
  await page.keyboard.press('Control+Shift+s');
  await expect(page.getByRole('tab', { name: 'saved.py', selected: true })).toBeVisible();
  expect(await readFile(target, 'utf8')).toBe('# this is picked.py\n');
});

test('lists files used last in the menu and opens them from there', async ({ desktop }) => {
  const [one, two] = await scripts(desktop.folder, 'one.py', 'two.py');
  const app = await desktop.start(one!, two!);
  const page = await app.window();
  await new Workbench(page).isReady();
  const recent = (): Promise<(string | undefined)[]> =>
    app.evaluate(({ Menu }) =>
      (Menu.getApplicationMenu()?.getMenuItemById('recent')?.submenu?.items ?? []).map((item) => item.label),
    );
  await expect.poll(recent).toEqual(['two.py', 'one.py']);
  await page.getByRole('button', { name: 'Close one.py' }).click();
  await expect(page.getByRole('tab', { name: 'one.py' })).toBeHidden();
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('recent.1')?.click());
  await expect(page.getByRole('tab', { name: 'one.py', selected: true })).toBeVisible();
});
