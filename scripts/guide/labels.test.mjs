// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { userDocuments } from './documents.mjs';
import { productKeys, productLabels } from './product-labels.ts';

const pages = userDocuments().filter(({ name }) => !name.endsWith('/messages.md'));

/** What a page shows in bold is a label of the product; questions, and terms that a list explains, are not. */
function boldLabels(text) {
  const withoutTerms = text.replaceAll(/^ *- \*\*[^*]+\*\*[:：]/gm, '');
  return [...withoutTerms.matchAll(/\*\*([^*]+)\*\*/g)]
    .map(([, label]) => label)
    .filter((label) => !/[?？]$/.test(label));
}

it('names buttons, panels, commands and menus as the product does, in its language', async () => {
  const labels = await productLabels();
  const unknown = pages.flatMap(({ name, language, text }) =>
    boldLabels(text)
      .filter((label) => !labels[language].has(label))
      .map((label) => `${name}: ${label}`),
  );
  expect(unknown).toEqual([]);
  expect(pages.flatMap(({ text }) => boldLabels(text)).length).toBeGreaterThan(50);
});

it('notices a label of another language, and a menu that does not exist', async () => {
  const { en, zh } = await productLabels();
  expect([en.has('运行'), zh.has('Run'), en.has('File → Reset')]).toEqual([false, false, false]);
  expect([en.has('Run'), zh.has('运行'), en.has('File → Quit'), zh.has('文件 → 退出')]).toEqual([
    true,
    true,
    true,
    true,
  ]);
});

it('lists every key of a command on the page of shortcuts, also as on a Mac', async () => {
  const keys = await productKeys();
  expect(keys.length).toBeGreaterThan(15);
  for (const { name, text } of pages.filter((page) => page.name.endsWith('/shortcuts.md'))) {
    const cells = text.split('|').map((cell) => cell.trim());
    const shown = new Set(
      cells.flatMap((cell) => cell.split(/, |[、;；] ?|in the desktop program also |桌面程序中也可用 /)),
    );
    expect(
      keys.filter((key) => !shown.has(key)),
      name,
    ).toEqual([]);
  }
});
