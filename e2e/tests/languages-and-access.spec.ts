// The workbench in Chinese, by keyboard alone, and for those who hear it rather than see it.

import type { Page } from 'playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { Workbench } from '../pages/workbench.ts';

test('the whole workbench speaks Chinese, errors among it, and keeps to it', async ({ workbench, page }) => {
  await page.keyboard.press('Control+Shift+P');
  await page.getByRole('dialog').getByRole('combobox').fill('中文');
  await page.keyboard.press('Enter');
  const run = page.getByRole('button', { name: '运行', exact: true });
  await expect(run).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', /^zh/);
  await run.click();
  await expect(page.getByRole('button', { name: '停止', exact: true })).toBeVisible();
  await workbench.connectTo('/dev/no-such-port', '地址');
  const alert = page.locator('.notifications').getByRole('alert');
  await expect(alert).toContainText('port-not-found');
  await expect(alert.locator('.notice-sentence')).toHaveText(/[\u4e00-\u9fff]/);
  await page.reload();
  await expect(run).toBeVisible();
  // No English label is left on anything that can be pressed.
  const english = await page.evaluate(() =>
    [...document.querySelectorAll('button, [role="tab"], select, input')]
      .filter((each) => each.closest('.monaco-editor, .xterm') === null)
      .map(
        (each) =>
          [each.getAttribute('aria-label'), each.textContent, each.getAttribute('title')].find(Boolean)?.trim() ?? '',
      )
      .filter((label) => /[A-Za-z]{4,}/.test(label) && !/[\u4e00-\u9fff]/.test(label)),
  );
  expect(english.filter((label) => !/\.py$|^(Simulated|OpenMV|tcp|udp|\/dev|GRAYSCALE|RGB|BAYER)/.test(label))).toEqual(
    [],
  );
});

test('the main job goes by keyboard alone', async ({ host, page }) => {
  const workbench = new Workbench(page);
  await workbench.open(host.url);
  await page.keyboard.press('Control+e');
  await expect(workbench.state).toHaveText('Not connected');
  await page.keyboard.press('Control+e');
  await expect(workbench.state).toHaveText('Ready');
  await page.keyboard.press('F5');
  await expect(workbench.figures).toContainText('×');
  await page.keyboard.press('Shift+F5');
  await expect(workbench.run).toBeVisible();
  await page.keyboard.press('Control+Shift+P');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type('go to the editor');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect.poll(() => focusIsIn(page, '.monaco-editor')).toBe(true);
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('print("by", "keyboard")\n');
  await page.keyboard.press('Control+r');
  await expect(workbench.terminal).toContainText('by keyboard');
  // The camera picker and its messages.
  await page.locator('.picker-button').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect.poll(() => focusIsIn(page, '.picker-button')).toBe(true);
});

test('Tab reaches the controls of the title bar, and the focus is always seen', async ({ workbench, page }) => {
  await workbench.editor.locator('.view-lines').click();
  await page.locator('body').press('Control+Shift+P');
  await page.keyboard.press('Escape');
  await page.locator('.picker-button').focus();
  for (let step = 0; step < 12; step += 1) {
    const seen = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return 'body';
      const style = getComputedStyle(element);
      const ring = style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
      return ring || style.boxShadow !== 'none' || element.closest('.monaco-editor, .xterm') !== null
        ? 'seen'
        : `${element.tagName} ${element.className}`;
    });
    expect(seen).toMatch(/^(seen|body)$/);
    await page.keyboard.press('Tab');
  }
});

for (const theme of ['Theme: dark', 'Theme: light'] as const) {
  test(`everything has a name and enough contrast (${theme})`, async ({ workbench, page }) => {
    await page.keyboard.press('Control+Shift+P');
    await page.keyboard.type(theme);
    await page.keyboard.press('Enter');
    await workbench.run.click();
    await expect(workbench.figures).toContainText('×');
    await workbench.connectTo('/dev/no-such-port');
    await expect(workbench.notices.getByRole('alert')).toBeVisible();
    for (const role of ['banner', 'main', 'contentinfo'] as const) await expect(page.getByRole(role)).toHaveCount(1);
    expect(await page.evaluate(namelessControls)).toEqual([]);
    expect(await page.evaluate(faintTexts)).toEqual([]);
  });
}

async function focusIsIn(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((wanted) => document.activeElement?.closest(wanted) !== null, selector);
}

/** Runs in the page. */
function namelessControls(): string[] {
  const isSeen = (element: Element): boolean => element.getClientRects().length > 0;
  const nameOf = (element: Element): string => {
    const labelled = element.getAttribute('aria-labelledby');
    const ids = labelled === null ? [] : labelled.split(' ');
    const parts = [
      element.getAttribute('aria-label'),
      ...ids.map((id) => document.getElementById(id)?.textContent),
      element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined,
      element.textContent,
      element.getAttribute('title'),
    ];
    return parts.find((part) => part !== null && part !== undefined && part.trim() !== '') ?? '';
  };
  const controls =
    'button, a[href], input, select, textarea, [role="button"], [role="tab"], [role="option"], [role="dialog"]';
  return [...document.querySelectorAll(controls)]
    .filter((each) => isSeen(each) && each.closest('.monaco-editor, .xterm') === null && nameOf(each) === '')
    .map((each) => each.outerHTML.slice(0, 120));
}

/** Runs in the page. Texts whose contrast is below 4.5:1 (3:1 for large ones), by the formula of WCAG 2. */
function faintTexts(): string[] {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const rgba = (color: string): number[] => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const over = (top: number[], under: number[]): number[] =>
    top.slice(0, 3).map((value, at) => (value * top[3]! + under[at]! * (255 - top[3]!)) / 255);
  const luminance = (color: number[]): number => {
    const [red, green, blue] = color.map((value) => {
      const share = value / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const groundOf = (element: Element | null): number[] => {
    if (element === null) return [255, 255, 255];
    const color = rgba(getComputedStyle(element).backgroundColor);
    return color[3] === 255 ? color.slice(0, 3) : over(color, groundOf(element.parentElement));
  };
  const faint: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement!;
    const text = node.textContent?.trim() ?? '';
    if (
      text === '' ||
      element.closest(
        '.monaco-editor, .xterm, script, style, .visually-hidden, .flexlayout__layout_tab_stamps, :disabled',
      ) !== null
    )
      continue;
    if (element.getClientRects().length === 0 || getComputedStyle(element).visibility === 'hidden') continue;
    const style = getComputedStyle(element);
    const ground = groundOf(element);
    const [high, low] = [luminance(over(rgba(style.color), ground)), luminance(ground)].sort((a, b) => b - a) as [
      number,
      number,
    ];
    const ratio = (high + 0.05) / (low + 0.05);
    const size = Number.parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) faint.push(`${text.slice(0, 30)} in ${element.className}: ${ratio.toFixed(2)}`);
  }
  return faint;
}
