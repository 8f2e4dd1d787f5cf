import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from './build-if-stale.mjs';
import { guideFiles, toHtml } from './guide-html.mjs';

const docs = path.join(root, 'docs');

it('has the same pages in English and Chinese, and every link and picture leads somewhere', () => {
  const pages = (language) => readdirSync(path.join(docs, 'guide', language)).filter((name) => name.endsWith('.md'));
  expect(pages('zh')).toEqual(pages('en'));
  const files = guideFiles(docs);
  for (const [name, text] of files) {
    if (!name.endsWith('.html')) continue;
    for (const [, target] of text.matchAll(/(?:href|src)="([^"]+)"/g)) {
      expect(files.has(path.posix.join(path.posix.dirname(name), target)), `${name}: ${target}`).toBe(true);
    }
    expect(text.replaceAll(/<(pre|code)>.*?<\/\1>/gs, ''), name).not.toMatch(/\*\*|\]\(|^#/m);
  }
});

it('shows text as text', () => {
  expect(toHtml('# A <b>\n\n- one **two**\n- `a*b*`\n\n| x | y |\n|---|---|\n| 1 | *2* |\n\n    code <i>')).toBe(
    [
      '<h1>A &lt;b&gt;</h1>',
      '<ul><li>one <strong>two</strong></li><li><code>a*b*</code></li></ul>',
      '<table><tr><th>x</th><th>y</th></tr><tr><td>1</td><td><em>2</em></td></tr></table>',
      '<pre><code>code &lt;i&gt;</code></pre>',
    ].join('\n'),
  );
});
