// What people read about the product, for the tests that compare it with the product.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../build-if-stale.mjs';
import { pageMarkdown } from './guide-files.ts';
import { languages, pageNames } from './outline.ts';

/** README and guide: name, language and Markdown of each page. */
export function userDocuments() {
  const read = (name) => readFileSync(path.join(root, name), 'utf8');
  return [
    { name: 'README.md', language: 'en', text: read('README.md') },
    { name: 'README.zh.md', language: 'zh', text: read('README.zh.md') },
    ...languages.flatMap((language) =>
      pageNames.map((name) => ({
        name: `docs/guide/${language}/${name}.md`,
        language,
        text: pageMarkdown(path.join(root, 'docs'), language, name),
      })),
    ),
  ];
}

/** The pages for developers that show command lines too. */
export function developerDocuments() {
  return readdirSync(path.join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => ({
      name: `docs/${name}`,
      language: 'en',
      text: readFileSync(path.join(root, 'docs', name), 'utf8'),
    }));
}

/** Code blocks line by line, and inline code. */
export function codeOf(text) {
  const lines = [...text.matchAll(/^ {4,}(\S.*)$/gm)].map(([, line]) => line);
  const fenced = [...text.matchAll(/^```\w*\n(.*?)^```$/gms)].flatMap(([, block]) => block.split('\n'));
  const inline = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code);
  return { lines: [...lines, ...fenced], inline };
}
