// Where the time goes: the profiler panel, the simulated camera's profile channel and everything between.

import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Download, Locator, Page } from 'playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { chooseOption } from '../pages/workbench.ts';

const blobs = `import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
while True:
    picture = camera.snapshot()
    picture.find_blobs([(20, 100, -40, 60, -40, 60)], pixels_threshold=50)
    picture.draw_string((2, 2), "hi")
`;

/** The panel as a person sees it. */
class ProfilerPanel {
  readonly page: Page;
  readonly panel: Locator;

  constructor(page: Page) {
    this.page = page;
    this.panel = page.getByRole('region', { name: 'Profiler', exact: true });
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.page.keyboard.type('Profiler');
    await this.page
      .getByRole('option', { name: /Show.*Profiler|Profiler.*panel|^Profiler$/ })
      .first()
      .click();
    await expect(this.panel).toBeVisible();
  }

  tab(name: string): Locator {
    return this.panel.getByRole('tab', { name });
  }

  button(name: string): Locator {
    return this.panel.getByRole('button', { name, exact: true });
  }

  rows(): Locator {
    return this.panel.locator('[data-key]');
  }

  header(name: string): Locator {
    return this.panel.getByRole('columnheader', { name });
  }

  /** What the rows in sight say in one column. */
  async column(id: string): Promise<string[]> {
    return this.panel.locator(`[data-key] [data-column="${id}"] .grid-value`).allTextContents();
  }

  async calls(name: string): Promise<number> {
    const row = this.rows().filter({ has: this.page.getByText(name, { exact: true }) });
    const text = await row.locator('[data-column="calls"]').textContent();
    return Number.parseFloat(text ?? '') * (text?.includes('k') === true ? 1000 : 1);
  }

  async exported(format: string): Promise<string> {
    const download = this.page.waitForEvent('download');
    await this.button(format).click();
    return readDownload(await download);
  }
}

async function readDownload(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

test('a script that looks for blobs has find_blobs on top, in both modes', async ({ workbench, page }) => {
  const profiler = new ProfilerPanel(page);
  await profiler.open();
  await expect(profiler.panel).toContainText('Nothing was counted yet.');
  await workbench.runScript(blobs);
  await expect(profiler.rows().first()).toContainText('imlib_find_blobs');
  await expect(profiler.panel).toContainText('simulated-camera.elf');

  const before = await profiler.calls('imlib_find_blobs');
  await expect.poll(() => profiler.calls('imlib_find_blobs')).toBeGreaterThan(before);

  await profiler.button('Inclusive').click();
  await expect(profiler.button('Inclusive')).toHaveAttribute('aria-pressed', 'true');
  await expect(profiler.rows().first()).toContainText('py_image_find_blobs');
  await profiler.button('Exclusive').click();
  await expect(profiler.rows().first()).toContainText('imlib_find_blobs');
});

test('reset begins from zero, pause stands still', async ({ workbench, page }) => {
  const profiler = new ProfilerPanel(page);
  await profiler.open();
  await workbench.runScript(blobs);
  await expect.poll(() => profiler.calls('imlib_find_blobs')).toBeGreaterThan(30);
  await workbench.stopScript();
  const counted = await profiler.calls('imlib_find_blobs');
  expect(counted).toBeGreaterThan(30);
  await profiler.button('Clear what was counted').click();
  await expect(profiler.panel).toContainText('Nothing was counted yet.');

  await workbench.run.click();
  await expect(profiler.rows().first()).toContainText('imlib_find_blobs');
  await profiler.button('Pause').click();
  await expect(profiler.button('Resume')).toBeVisible();
  const takenAt = await profiler.panel.getAttribute('data-taken-at');
  // The picture goes on meanwhile.
  const drawn = await workbench.drawnPictures();
  await expect.poll(() => workbench.drawnPictures()).toBeGreaterThan(drawn + 20);
  expect(await profiler.panel.getAttribute('data-taken-at')).toBe(takenAt);
  await profiler.button('Resume').click();
  await expect.poll(() => profiler.panel.getAttribute('data-taken-at')).not.toBe(takenAt);
});

test('the table is sorted, filtered and walked by keyboard; columns and events are chosen', async ({
  workbench,
  page,
}) => {
  const profiler = new ProfilerPanel(page);
  await profiler.open();
  await workbench.runScript(blobs);
  await expect(profiler.rows().first()).toContainText('imlib_find_blobs');
  await profiler.button('Pause').click();

  await profiler.header('Function').getByRole('button').click();
  await expect(profiler.header('Function')).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(async () => isSorted(await profiler.column('function'))).toBe(true);
  await profiler.header('Calls').first().getByRole('button').click();
  await profiler
    .header('Function')
    .getByRole('button')
    .click({ modifiers: ['Shift'] });
  await expect(profiler.header('Calls').first()).toHaveAttribute('aria-sort', 'descending');
  await expect(profiler.header('Function')).toHaveAttribute('aria-sort', 'ascending');

  await profiler.panel.getByRole('searchbox').fill('blobs -imlib');
  await expect.poll(() => profiler.column('function')).toEqual(['py_image_find_blobs']);
  await profiler.panel.getByRole('searchbox').fill('');

  const grid = profiler.panel.getByRole('grid');
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(profiler.panel.locator('[data-key][aria-selected="true"]')).toHaveCount(2);
  await page.keyboard.press('Enter');
  await expect(profiler.tab('History')).toHaveAttribute('aria-selected', 'true');
  await profiler.tab('Functions').click();

  await profiler.button('Columns and events').click();
  const dialog = page.getByRole('dialog', { name: 'Columns and events' });
  await dialog.getByLabel('Min', { exact: true }).uncheck();
  await chooseOption(dialog.getByRole('combobox', { name: 'Counter 0' }), 'CPU_CYCLES (0x0011): Clock cycles');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await profiler.button('Resume').click();
  await expect(profiler.header('CPU_CYCLES')).toBeAttached();
  await expect(profiler.header('Min')).toHaveCount(0);
});

test('the call tree, the flame graph and the history show the same functions', async ({ workbench, page }) => {
  const profiler = new ProfilerPanel(page);
  await profiler.open();
  await workbench.runScript(blobs);
  await expect(profiler.rows().first()).toContainText('imlib_find_blobs');
  await profiler.tab('Call tree').click();
  const child = profiler.panel.getByRole('row', { name: /imlib_find_blobs/ });
  await expect(child).toHaveAttribute('aria-level', '3');
  const parent = profiler.panel.getByRole('row', { name: /py_image_find_blobs/ });
  await parent.locator('.grid-twisty').click();
  await expect(parent).toHaveAttribute('aria-expanded', 'false');
  await expect(child).toHaveCount(0);

  await profiler.tab('Flame graph').click();
  const graph = profiler.panel.getByRole('tree', { name: 'Flame graph' });
  await graph.focus();
  await page.keyboard.press('ArrowDown');
  await expect(graph.locator('[aria-selected="true"]')).toContainText('py_image_find_blobs');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(graph.locator('[aria-selected="true"]')).toContainText('imlib_find_blobs');

  await profiler.tab('Functions').click();
  await profiler.panel.getByRole('row', { name: /^imlib_find_blobs/ }).click();
  await profiler.tab('History').click();
  await expect(profiler.panel.getByRole('img', { name: /imlib_find_blobs: Average/ })).toBeVisible();
});

test('two snapshots are compared side by side', async ({ workbench, page }) => {
  const profiler = new ProfilerPanel(page);
  await profiler.open();
  await workbench.runScript(blobs);
  await expect(profiler.rows().first()).toContainText('imlib_find_blobs');
  await profiler.tab('Compare').click();
  await expect(profiler.panel).toContainText('No snapshot is kept.');
  await profiler.panel.getByRole('button', { name: 'Keep to compare' }).last().click();
  await expect(profiler.header('Calls, kept')).toBeVisible();
  const row = profiler.rows().first();
  const number = async (id: string): Promise<number> =>
    Number.parseFloat((await row.locator(`[data-column="${id}"]`).textContent()) ?? '');
  await expect.poll(async () => (await number('callsAfter')) > (await number('callsBefore'))).toBe(true);
  await expect(row).toContainText('imlib_find_blobs');
});

test('what is exported can be read back', async ({ workbench, page }) => {
  const profiler = new ProfilerPanel(page);
  await profiler.open();
  await workbench.runScript(blobs);
  await expect(profiler.rows().first()).toContainText('imlib_find_blobs');
  await profiler.button('Pause').click();
  const [titles, ...lines] = (await profiler.exported('CSV')).trimEnd().split('\r\n');
  expect(titles).toContain('function,address,caller,calls,minUs,maxUs,totalUs');
  expect(lines[0]).toMatch(/^imlib_find_blobs,0x700/);
  const shown = await profiler.calls('imlib_find_blobs');
  const json = JSON.parse(await profiler.exported('JSON')) as {
    mode: string;
    functions: { function: string; calls: number; share: number }[];
  };
  expect(json.mode).toBe('exclusive');
  expect(json.functions).toHaveLength(lines.length);
  expect(json.functions[0]).toMatchObject({ function: 'imlib_find_blobs', calls: shown });
  expect(json.functions.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  const speedscope = JSON.parse(await profiler.exported('speedscope')) as {
    shared: { frames: { name: string }[] };
    profiles: { samples: number[][]; weights: number[]; endValue: number }[];
  };
  const { samples, weights, endValue } = speedscope.profiles[0]!;
  expect(samples).toHaveLength(weights.length);
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(endValue, 3);
  const stacks = samples.map((stack) => stack.map((frame) => speedscope.shared.frames[frame]!.name).join('/'));
  expect(stacks).toContain('mp_call_function_n_kw/py_image_find_blobs/imlib_find_blobs');

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await profiler.rows().first().click();
  await profiler.button('Copy rows').click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split('\n')).toHaveLength(2);
  expect(copied).toContain('imlib_find_blobs\t');
});

test('a bad ELF is one clear message, and names and table stay', async ({ workbench, host, page }) => {
  const profiler = new ProfilerPanel(page);
  await profiler.open();
  await workbench.runScript(blobs);
  await expect(profiler.rows().first()).toContainText('imlib_find_blobs');
  const file = path.join(host.dataFolder, 'firmware.bin');
  await writeFile(file, 'certainly no ELF');
  await profiler.panel.getByLabel('Load ELF…').last().setInputFiles(file);
  await expect(workbench.notices).toContainText('firmware.bin is not an ELF file.');
  await expect(profiler.rows().first()).toContainText('imlib_find_blobs');
});

test('firmware without the profiler says so, and how a profiling build is made', async ({ workbench, page }) => {
  await page
    .getByRole('button', { name: /^Camera|Simulated OpenMV/ })
    .first()
    .click();
  await page.getByLabel('Address').fill('sim?profile=off');
  await page.keyboard.press('Enter');
  await expect(workbench.state).toHaveText('Ready');
  const profiler = new ProfilerPanel(page);
  await profiler.open();
  await expect(profiler.panel).toContainText('This firmware has no profiler.');
  await expect(profiler.panel).toContainText('PROFILE_ENABLE=1');
});

function isSorted(texts: readonly string[]): boolean {
  return texts.length > 1 && texts.every((text, index) => index === 0 || texts[index - 1]! <= text);
}
