// What each picture of the documentation shows. `show` brings the page there; it may return a part of the page.

const words = {
  en: { examples: 'Examples', run: 'Run', stop: 'Stop' },
  zh: { examples: '示例', run: '运行', stop: '停止' },
};

/** Opens an example and hides the list again. */
async function openExample(page, title, file, language = 'en') {
  const tab = page.getByRole('tab', { name: words[language].examples, exact: true });
  await tab.click();
  await page.getByRole('treeitem', { name: title }).click();
  await page.getByRole('tab', { name: file }).waitFor();
  await tab.click();
}

/** Runs what is in front and waits until pictures have been coming for a while. */
async function runUntilSettled(page, language = 'en') {
  await page.getByRole('button', { name: words[language].run, exact: true }).click();
  await page.getByRole('button', { name: words[language].stop, exact: true }).waitFor();
  await page.getByText('320 × 240').first().waitFor();
  await page.locator('.xterm-rows > div').filter({ hasText: /\d/ }).nth(6).waitFor();
}

export const pictures = [
  {
    name: 'workbench',
    language: 'en-US',
    async show(page) {
      await openExample(page, 'Track several colours', 'multi_color_tracking.py');
      await runUntilSettled(page);
    },
  },
];
