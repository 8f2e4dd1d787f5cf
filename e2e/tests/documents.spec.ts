// What is typed and what is saved: byte for byte on the disk, and never lost.

import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright/test';
import { serveHost } from '../fixtures/served-host.ts';
import { expect, test } from '../fixtures/test.ts';
import { Workbench } from '../pages/workbench.ts';

/** Tabs, CRLF, a # inside a string, Chinese, and no final line end. */
const original = 'def show():\r\n\tprint("# 你好", "世界")\r\n\r\nshow()';

async function openFile(page: Page, file: string): Promise<void> {
  await page.keyboard.press('Control+o');
  const dialog = page.getByRole('dialog', { name: 'Open a file' });
  const folder = dialog.getByRole('textbox', { name: 'Folder' });
  await folder.fill(path.dirname(file));
  await folder.press('Enter');
  await dialog.getByRole('option', { name: path.basename(file) }).click();
  await expect(page.getByRole('tab', { name: path.basename(file) })).toBeVisible();
}

test('a file is opened, run, edited and saved without changing another byte', async ({ workbench, page, folder }) => {
  const file = path.join(folder, 'bytes.py');
  await writeFile(file, original);
  await openFile(page, file);
  await workbench.run.click();
  await expect(workbench.terminal).toContainText('# 你好 世界');
  await page.keyboard.press('Control+s');
  expect(await readFile(file, 'utf8')).toBe(original);

  await workbench.editor.locator('.view-lines').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('  # 结束');
  await page.keyboard.press('Control+s');
  await expect.poll(() => readFile(file, 'utf8')).toBe(`${original}  # 结束`);
});

test('a new file is saved under a name, byte for byte', async ({ workbench, page, folder }) => {
  const text = 'x = "\t# 视觉"\n\tno final line end';
  await workbench.write(text);
  await page.keyboard.press('Control+Shift+s');
  const dialog = page.getByRole('dialog', { name: /Save/ });
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(folder);
  const name = dialog.getByRole('textbox', { name: /name/i });
  await name.fill('new.py');
  await name.press('Enter');
  await expect.poll(() => readFile(path.join(folder, 'new.py'), 'utf8').catch(() => '')).toBe(text);
});

test('unsaved text survives a reload and a restart of the program', async ({ page, folder, stopLater }) => {
  const dataFolder = path.join(folder, 'data');
  const file = path.join(folder, 'saved.py');
  await writeFile(file, original);
  const workbench = new Workbench(page);
  const first = stopLater(await serveHost({ dataFolder }));
  await workbench.open(first.url);
  await workbench.write('print("never saved")  # 未保存');
  await openFile(page, file);
  await workbench.editor.locator('.view-lines').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' # typed');
  // At once: what was typed last is sent as the page goes away.
  await page.reload();
  await workbench.isReady();
  await expect(workbench.editor).toContainText('show() # typed');
  await page.getByRole('tab', { name: /hello/ }).click();
  await expect(workbench.editor).toContainText('never saved');
  await first.stop();

  const second = stopLater(await serveHost({ dataFolder }));
  await workbench.open(second.url);
  await page.getByRole('tab', { name: /hello/ }).click();
  await expect(workbench.editor).toContainText('print("never saved")  # 未保存');
  await page.getByRole('tab', { name: 'saved.py' }).click();
  await expect(workbench.editor).toContainText('show() # typed');
  await page.keyboard.press('Control+s');
  await expect.poll(() => readFile(file, 'utf8')).toBe(`${original} # typed`);
});

test('two windows lose no text: what each typed is there after a reload', async ({
  host,
  workbench,
  page,
  context,
}) => {
  await workbench.write('common = 1\n');
  await page.keyboard.press('Alt+n');
  await workbench.write('other = 1\n');
  const tabs = page.getByRole('tablist', { name: 'Open documents' }).getByRole('tab');
  await expect(tabs).toHaveCount(2);
  const secondPage = await context.newPage();
  const second = new Workbench(secondPage);
  // The second window loads the text that the host has by then.
  const drafts = path.join(host.dataFolder, 'drafts.json');
  await expect.poll(() => readFile(drafts, 'utf8').catch(() => '')).toContain('other = 1');
  await second.open(new URL('/', host.url).href);
  await expect(second.editor).toContainText('other = 1');

  // Each window changes a document of its own, and both change the third.
  await second.write('other = "second"\n');
  await page.getByRole('tab', { name: /hello/ }).click();
  await workbench.write('common = "first"\n');
  await expect(workbench.editor).toContainText('common = "first"');
  await secondPage.getByRole('tab', { name: /hello/ }).click();
  await expect(second.editor).toContainText('common = 1');
  await second.write('common = "second"\n');
  await expect(second.notices).toContainText('changed in two windows');
  await secondPage.close();

  await page.reload();
  await workbench.isReady();
  const texts: string[] = [];
  await expect(tabs).toHaveCount(3);
  for (const tab of await tabs.all()) {
    await tab.click();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
    texts.push((await workbench.editor.locator('.view-lines').textContent()) ?? '');
  }
  const all = texts.join('\n').replaceAll('\u00a0', ' ');
  for (const typed of ['other = "second"', 'common = "first"', 'common = "second"']) expect(all).toContain(typed);
});
