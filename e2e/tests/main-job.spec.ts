import { expect, test } from '../fixtures/test.ts';

const snapshotLoop = `import csi
camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
count = 0
while True:
    image = camera.snapshot()
    count += 1
    if count % 10 == 0:
        print("picture", count)
`;

const endless = [
  { name: 'an endless loop', source: 'while True: pass\n' },
  { name: 'a flood of text', source: 'n = 0\nwhile True:\n    n += 1\n    print("line", n)\n' },
  { name: 'a snapshot loop', source: snapshotLoop },
];

test('opens on a connected camera with an example ready, and one click makes the picture move', async ({
  workbench,
}) => {
  await workbench.run.click();
  await expect(workbench.figures).toContainText('320 × 240');
  const first = await workbench.pictureBytes();
  await expect.poll(() => workbench.pictureBytes()).not.toBe(first);
  await expect.poll(() => workbench.figure('Shown fps')).toBeGreaterThan(0);
  await expect(workbench.terminal).toContainText(/\d/);
  await workbench.stopScript();
});

for (const { name, source } of endless) {
  test(`Stop ends ${name} in under half a second, and the next run works`, async ({ workbench }) => {
    await workbench.runScript(source);
    if (source === snapshotLoop) await expect(workbench.terminal).toContainText('picture 10');
    if (source.includes('line')) await expect(workbench.terminal).toContainText('line');
    await workbench.stopScript();
    await workbench.write('print("and", "again")\n');
    await workbench.run.click();
    await expect(workbench.terminal).toContainText('and again');
  });
}

test('the failing line of a traceback is marked, and the mark goes when the line is edited', async ({ workbench }) => {
  await workbench.write('def work():\n    return 1 / 0\n\n\nwork()\n');
  await workbench.run.click();
  await expect(workbench.terminal).toContainText('ZeroDivisionError');
  const mark = workbench.editor.getByText(/ZeroDivisionError/);
  await expect(mark).toBeVisible();
  await workbench.write('print("mended")\n');
  await expect(mark).toBeHidden();
  await workbench.run.click();
  await expect(workbench.terminal).toContainText('mended');
});

test('a click on a line of the traceback goes to that line', async ({ workbench, page }) => {
  await workbench.write(`def work():\n    return 1 / 0\n\n${'x = 1\n'.repeat(80)}work()\n`);
  await workbench.run.click();
  const status = page.getByRole('contentinfo');
  for (const line of [84, 2]) {
    const row = workbench.terminal.getByText(`File "<stdin>", line ${line}`).last();
    // The terminal looks for links as the mouse moves, and shows a pointer over one.
    await expect(async () => {
      const { x, y } = (await row.boundingBox())!;
      await page.mouse.move(x + 50, y + 8);
      await page.mouse.move(x + 60, y + 8);
      await expect(page.locator('.xterm-cursor-pointer')).toBeVisible({ timeout: 100 });
    }).toPass();
    await page.mouse.down();
    await page.mouse.up();
    await expect(status).toContainText(`Ln ${line}, Col 1`);
  }
});

test('a reload while a script runs carries on: picture, text and Stop', async ({ workbench, page }) => {
  await workbench.runScript(snapshotLoop);
  await expect(workbench.terminal).toContainText('picture 10');
  await page.reload();
  await expect(workbench.stop).toBeVisible({ timeout: 20_000 });
  await expect(workbench.editor).toContainText('camera.snapshot()');
  await expect(workbench.figures).toContainText('320 × 240');
  const first = await workbench.pictureBytes();
  await expect.poll(() => workbench.pictureBytes()).not.toBe(first);
  await expect(workbench.terminal).toContainText('picture');
  await workbench.stopScript();
});

test('a flood of text keeps the page usable and says what was lost', async ({ workbench, page }) => {
  await workbench.runScript('n = 0\nwhile True:\n    n += 1\n    print("line", n, "x" * 60)\n');
  await expect(workbench.terminal).toContainText('line');
  await page.keyboard.press('Control+Shift+P');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await workbench.stopScript();
});
