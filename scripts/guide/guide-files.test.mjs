import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../build-if-stale.mjs';
import { guideFiles } from './guide-files.ts';
import { languages, pageNames } from './outline.ts';

const files = guideFiles(root);
const pages = [...files].filter(([name]) => /^(en|zh)\/.*\.html$/.test(name));

it('has every page of the outline in both languages, and no page that the outline lacks', () => {
  const written = pageNames.filter((name) => name !== 'messages').map((name) => `${name}.md`);
  for (const language of languages) {
    expect(readdirSync(path.join(root, 'docs/guide', language)).toSorted()).toEqual(written.toSorted());
  }
  expect(pages).toHaveLength(pageNames.length * languages.length);
});

it('has no link, anchor, image or script that leads nowhere', () => {
  const lost = [];
  for (const [name, html] of pages) {
    for (const [, address] of html.matchAll(/(?:href|src)="([^"]+)"/g)) {
      if (address.startsWith('https://')) continue;
      const [file, anchor] = address.split('#');
      const target = file === '' ? name : path.posix.join(path.posix.dirname(name), file);
      const found =
        files.has(target) && (anchor === undefined || String(files.get(target)).includes(` id="${anchor}"`));
      if (!found) lost.push(`${name}: ${address}`);
    }
  }
  expect(lost).toEqual([]);
});

it('offers the files of the project for download as they are', () => {
  expect(String(files.get('files/60-viewfinder.rules'))).toContain('ATTRS{idVendor}=="37c5"');
});

it('shows no marks of Markdown', () => {
  for (const [name, html] of pages) {
    const prose = html.replaceAll(/<(pre|code|script)\b.*?<\/\1>/gs, '').replaceAll(/<[^>]*>/g, ' ');
    expect(prose, name).not.toMatch(/\*\*|\]\(|^#|(?<!\w)_\w[^_\n]*_(?!\w)/m);
  }
});

it('names its language and its counterpart in the other language', () => {
  for (const name of pageNames) {
    expect(files.get(`zh/${name}.html`)).toContain('<html lang="zh-CN">');
    expect(files.get(`zh/${name}.html`)).toContain(`href="../en/${name}.html"`);
    expect(files.get(`en/${name}.html`)).toContain(`href="../zh/${name}.html"`);
  }
});
