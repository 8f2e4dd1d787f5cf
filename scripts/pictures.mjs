// What each picture of the documentation shows. `show` brings the page there; it may return a part of the page.

const languages = {
  en: {
    locale: 'en-US',
    examples: 'Examples',
    run: 'Run',
    stop: 'Stop',
    profiler: 'Profiler',
    tracking: 'Track several colours',
    channel: 'Channels of your own',
  },
  zh: {
    locale: 'zh-CN',
    examples: '示例',
    run: '运行',
    stop: '停止',
    profiler: '性能分析',
    tracking: '多色追踪',
    channel: '自定义通道',
  },
};

const panel = (page, name) => page.locator(`[data-panel="${name}"]`);

/** Opens an example and hides the list again. */
async function openExample(page, words, title, file) {
  const tab = page.getByRole('tab', { name: words.examples, exact: true });
  await tab.click();
  await page.getByRole('treeitem', { name: title }).click();
  await page.getByRole('tab', { name: file }).waitFor();
  await tab.click();
}

/** Runs what is in front until its text fills some lines. */
async function run(page, words) {
  await page.getByRole('button', { name: words.run, exact: true }).click();
  await page.getByRole('button', { name: words.stop, exact: true }).waitFor();
  await page.locator('.xterm-rows > div').filter({ hasText: /\d/ }).nth(6).waitFor();
}

async function runTracking(page, words) {
  await openExample(page, words, words.tracking, 'multi_color_tracking.py');
  await run(page, words);
  await page.getByText('320 × 240').first().waitFor();
}

async function runCommand(page, name) {
  await page.keyboard.press('Control+Shift+P');
  await page.getByRole('dialog').getByRole('combobox').fill(name);
  await page.keyboard.press('Enter');
}

function guidePictures(language) {
  const words = languages[language];
  const { locale } = words;
  const name = (picture) => `${picture}-${language}`;
  return [
    {
      name: name('examples'),
      language: locale,
      async show(page) {
        await page.getByRole('tab', { name: words.examples, exact: true }).click();
        await page.getByRole('treeitem').first().waitFor();
      },
    },
    {
      name: name('commands'),
      language: locale,
      async show(page) {
        await page.keyboard.press('Control+Shift+P');
        await page.getByRole('dialog').waitFor();
      },
    },
    {
      name: name('cameras'),
      language: locale,
      async show(page) {
        await page.locator('.picker-button').click();
        await page.getByRole('dialog').waitFor();
      },
    },
    {
      name: name('preview'),
      language: locale,
      async show(page) {
        await runTracking(page, words);
        return panel(page, 'preview');
      },
    },
    {
      name: name('channels'),
      language: locale,
      async show(page) {
        await openExample(page, words, words.channel, 'basic_channel.py');
        await page.getByRole('button', { name: words.run, exact: true }).click();
        await panel(page, 'channels').getByRole('button').first().click();
      },
    },
    {
      name: name('profiler'),
      language: locale,
      async show(page) {
        await runTracking(page, words);
        await runCommand(page, words.profiler);
        await panel(page, 'profiler').getByRole('row').nth(3).waitFor();
      },
    },
  ];
}

export const pictures = [
  { name: 'workbench', language: languages.en.locale, show: (page) => runTracking(page, languages.en) },
  { name: 'workbench-zh', language: languages.zh.locale, show: (page) => runTracking(page, languages.zh) },
  ...guidePictures('en'),
  ...guidePictures('zh'),
];
