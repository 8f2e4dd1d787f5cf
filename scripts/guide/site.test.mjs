import { createContext, runInContext } from 'node:vm';
import { Window } from 'happy-dom';
import { expect, it } from 'vitest';
import { root } from '../build-if-stale.mjs';
import { guideFiles } from './guide-files.ts';

const files = guideFiles(root);

/** A page of the guide with its script running; scripts that it adds are run too. */
function openPage(name) {
  const language = name.split('/')[0];
  const window = new Window({ url: `https://guide.test/${name}`, width: 1200, height: 800 });
  const { document } = window;
  document.write(String(files.get(name)));
  const context = createContext({
    document,
    localStorage: window.localStorage,
    matchMedia: (query) => window.matchMedia(query),
    HTMLElement: window.HTMLElement,
  });
  const append = document.head.append.bind(document.head);
  document.head.append = (script) => {
    runInContext(String(files.get(`site/search-${language}.js`)), context);
    append(document.createComment(script.src));
    script.dispatchEvent(new window.Event('load'));
  };
  runInContext(String(files.get('site/guide.js')), context);
  const input = document.querySelector('.search input');
  const results = () => [...document.querySelectorAll('#results a')].map((link) => link.getAttribute('href'));
  return {
    document,
    storage: window.localStorage,
    results,
    async search(text) {
      input.value = text;
      input.dispatchEvent(new window.Event('input', { bubbles: true }));
      await window.happyDOM.waitUntilComplete();
      await expect.poll(() => document.querySelector('#results').children.length).toBeGreaterThan(0);
      return results();
    },
    press(key) {
      input.dispatchEvent(new window.KeyboardEvent('keydown', { key, bubbles: true }));
    },
  };
}

it('finds a section by all its words, the best match first', async () => {
  const page = openPage('en/index.html');
  expect((await page.search('udev rules'))[0]).toBe('permissions.html#udev-rules');
});

it('finds an error code', async () => {
  const page = openPage('en/index.html');
  expect(await page.search('port-busy')).toContain('messages.html#port-busy');
});

it('finds Chinese words without spaces', async () => {
  const page = openPage('zh/index.html');
  expect(await page.search('权限')).toContain('permissions.html');
});

it('says so when nothing is found', async () => {
  const page = openPage('en/index.html');
  expect(await page.search('xylophone')).toEqual([]);
  expect(page.document.querySelector('#results').textContent).toBe('No results');
});

it('moves through the results with the arrow keys and clears the search with Escape', async () => {
  const page = openPage('en/index.html');
  await page.search('camera');
  const selected = () => page.document.querySelector('#results [aria-selected=true] a').getAttribute('href');
  const [first, second] = page.results();
  expect(selected()).toBe(first);
  page.press('ArrowDown');
  expect(selected()).toBe(second);
  page.press('Escape');
  expect(page.results()).toEqual([]);
});

it('switches the theme and remembers it for the next page', () => {
  const { document, storage } = openPage('en/index.html');
  document.querySelector('.theme').click();
  const { theme } = document.documentElement.dataset;
  expect(theme).toBe('dark');
  const next = new Window().document;
  const context = createContext({ document: next, localStorage: storage });
  runInContext(String(files.get('site/theme.js')), context);
  expect(next.documentElement.dataset.theme).toBe('dark');
});
