// The guide as pages: docs/guide/LANGUAGE/*.md as HTML, with their pictures. Knows the Markdown that the guide uses:
// headings, paragraphs, lists, tables, indented code, pictures, links, strong, emphasis, code.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const style = `body{font:16px/1.6 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:44em;margin:0 auto;padding:1.5em}
img{max-width:100%;border:1px solid #8884;border-radius:6px}pre{padding:.8em;background:#8882;border-radius:6px;overflow:auto}
code{font-family:ui-monospace,monospace}table{border-collapse:collapse}td,th{border:1px solid #8886;padding:.3em .7em;text-align:left;vertical-align:top}
nav{margin-bottom:1em}:root{color-scheme:light dark}`;

const languages = {
  en: { home: 'Contents', title: 'Viewfinder guide' },
  zh: { home: '目录', title: 'Viewfinder 使用指南' },
};

/** Files of the guide by their name below guide/: pages as text, pictures as bytes. */
export function guideFiles(docsFolder) {
  const files = new Map();
  for (const [language, words] of Object.entries(languages)) {
    const folder = path.join(docsFolder, 'guide', language);
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.md'))) {
      const markdown = readFileSync(path.join(folder, name), 'utf8');
      files.set(`${language}/${name.replace('.md', '.html')}`, page(markdown, language, words, name === 'index.md'));
    }
  }
  const used = [...files.values()].flatMap((text) => [...text.matchAll(/src="\.\.\/images\/([\w.-]+)"/g)]);
  for (const [, name] of used) files.set(`images/${name}`, readFileSync(path.join(docsFolder, 'images', name)));
  return files;
}

function page(markdown, language, words, isHome) {
  const heading = /^# (.*)$/m.exec(markdown)?.[1] ?? words.title;
  const nav = isHome ? '' : `<nav><a href="index.html">${words.home}</a></nav>`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escape(heading)}</title><style>${style}</style></head><body>${nav}${toHtml(markdown)}</body></html>\n`;
}

export function toHtml(markdown) {
  return markdown
    .split(/\n{2,}/)
    .map((block) => block.replace(/\n+$/, ''))
    .filter((block) => block !== '')
    .map(blockHtml)
    .join('\n');
}

function blockHtml(block) {
  const heading = /^(#{1,3}) (.*)$/.exec(block);
  if (heading) return `<h${heading[1].length}>${inline(heading[2])}</h${heading[1].length}>`;
  const lines = block.split('\n');
  if (lines.every((line) => line.startsWith('    '))) {
    return `<pre><code>${escape(lines.map((line) => line.slice(4)).join('\n'))}</code></pre>`;
  }
  if (lines[0].startsWith('|')) return table(lines);
  const list = /^(- |\d+\. )/.exec(block)?.[1];
  if (list === undefined) return `<p>${inline(lines.join(' '))}</p>`;
  const items = block.split(/^(?:- |\d+\. )/m).filter((item) => item !== '');
  const tag = list === '- ' ? 'ul' : 'ol';
  return `<${tag}>${items.map((item) => `<li>${inline(item.trim().replaceAll(/\s*\n\s*/g, ' '))}</li>`).join('')}</${tag}>`;
}

function table([head, , ...rows]) {
  const cells = (row, tag) =>
    `<tr>${row
      .split('|')
      .slice(1, -1)
      .map((cell) => `<${tag}>${inline(cell.trim())}</${tag}>`)
      .join('')}</tr>`;
  return `<table>${cells(head, 'th')}${rows.map((row) => cells(row, 'td')).join('')}</table>`;
}

function inline(text) {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? `<code>${escape(part.slice(1, -1))}</code>` : marks(escape(part))))
    .join('');
}

function marks(text) {
  return text
    .replaceAll(/!\[([^\]]*)\]\(\.\.\/\.\.\/images\/([\w.-]+)\)/g, '<img src="../images/$2" alt="$1">')
    .replaceAll(/\[([^\]]*)\]\(([\w-]+)\.md\)/g, '<a href="$2.html">$1</a>')
    .replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replaceAll(/\*([^*]+)\*/g, '<em>$1</em>');
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
