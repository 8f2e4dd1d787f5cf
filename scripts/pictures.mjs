// What each image of the documentation shows. `show` brings the page there and returns what to take: a part of the page or a
// rectangle of it, so that the text stays readable in the guide; without it the whole page.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './build-if-stale.mjs';

const examples = JSON.parse(readFileSync(path.join(root, 'assets/examples/examples.json'), 'utf8'));
/** The title of an example in the list, whatever it is today. */
const titleOf = (file, language) => examples.find((each) => each.file === file).title[language];

const words = {
  en: { locale: 'en-US', examples: 'Examples', profiler: 'Profiler', hex: 'Hex' },
  zh: { locale: 'zh-CN', examples: '示例', profiler: '性能分析', hex: '十六进制' },
};

const panel = (page, name) => page.locator(`[data-panel="${name}"]`);

/** Opens an example and hides the list again. */
async function openExample(page, language, file) {
  const tab = page.getByRole('tab', { name: words[language].examples, exact: true });
  await tab.click();
  await page.getByRole('treeitem', { name: titleOf(file, language), exact: true }).click();
  await page.getByRole('tab', { name: file }).waitFor();
  await tab.click();
}

/** Runs the example until its text fills some lines. */
async function runExample(page, language, file) {
  await openExample(page, language, file);
  await page.keyboard.press('Control+R');
  await page.locator('.xterm-rows > div').filter({ hasText: /\d/ }).nth(6).waitFor();
}

async function runTracking(page, language) {
  await runExample(page, language, 'multi_color_tracking.py');
  await page.getByText('320 × 240').first().waitFor();
}

/** The upper left part of the page, where lists and menus open. */
const upperLeft = { x: 0, y: 0, width: 820, height: 560 };

function guidePictures(language) {
  const name = (picture) => `${picture}-${language}`;
  return [
    {
      name: name('examples'),
      async show(page) {
        await page.getByRole('tab', { name: words[language].examples, exact: true }).click();
        await page.getByRole('treeitem').first().waitFor();
        return upperLeft;
      },
    },
    {
      name: name('commands'),
      async show(page) {
        await page.keyboard.press('Control+Shift+P');
        const dialog = page.getByRole('dialog');
        await dialog.waitFor();
        return dialog;
      },
    },
    {
      name: name('cameras'),
      async show(page) {
        await page.locator('.picker-button').click();
        await page.getByRole('dialog').waitFor();
        return { ...upperLeft, height: 360 };
      },
    },
    {
      name: name('preview'),
      async show(page) {
        await runTracking(page, language);
        return panel(page, 'preview');
      },
    },
    {
      name: name('channels'),
      async show(page) {
        await openExample(page, language, 'basic_channel.py');
        await page.keyboard.press('Control+R');
        await page.locator('.flexlayout__tab_toolbar_button-min').last().click();
        const channels = panel(page, 'channels');
        await channels.getByRole('option', { name: 'counter' }).click();
        await channels.getByText(words[language].hex, { exact: true }).click();
        await channels
          .getByText(/^[\da-f]{2} [\da-f]{2}/i)
          .first()
          .waitFor();
        return { ...upperLeft, height: 360 };
      },
    },
    {
      name: name('profiler'),
      async show(page) {
        await runTracking(page, language);
        await page.getByRole('tab', { name: words[language].profiler, exact: true }).click();
        await panel(page, 'profiler').getByRole('row').nth(3).waitFor();
        // Alone in the window, so that its columns have room.
        await page.locator('.flexlayout__tab_toolbar_button-min').last().click();
        await panel(page, 'profiler').getByRole('row').nth(6).waitFor();
      },
    },
  ].map((picture) => ({ language: words[language].locale, ...picture }));
}

export const pictures = [
  { name: 'workbench', language: words.en.locale, show: (page) => runTracking(page, 'en') },
  { name: 'workbench-zh', language: words.zh.locale, show: (page) => runTracking(page, 'zh') },
  ...guidePictures('en'),
  ...guidePictures('zh'),
];
