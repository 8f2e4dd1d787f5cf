// The guide as a site: docs/guide/LANGUAGE/*.md as pages with navigation and search, and the images that they use.
// The files work from a server and from a disk alike.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { renderPage } from './markdown.ts';
import { messagesPage } from './messages-page.ts';
import { languages, pageNames, siteWords, type Language } from './outline.ts';
import { pageHtml, type SitePage } from './page-html.ts';
import { searchIndexScript } from './search-index.ts';

/** Files of the site by their name below guide/: pages and scripts as text, images as bytes. */
export function guideFiles(projectFolder: string): Map<string, string | Uint8Array> {
  const docs = path.join(projectFolder, 'docs');
  const files = new Map<string, string | Uint8Array>();
  const images = new Set<string>();
  for (const language of languages) {
    const pages = pagesOf(docs, language);
    const titles = new Map(pages.map(({ name, title }) => [name, title]));
    for (const page of pages) {
      files.set(`${language}/${page.name}.html`, pageHtml(page, titles));
      for (const image of page.images) images.add(image);
      for (const download of page.downloads) {
        files.set(`files/${path.basename(download)}`, readFileSync(path.join(projectFolder, download)));
      }
    }
    files.set(`site/search-${language}.js`, searchIndexScript(pages));
  }
  for (const name of images) files.set(`images/${name}`, readFileSync(path.join(docs, 'images', name)));
  const site = path.join(projectFolder, 'scripts/guide/site');
  for (const name of readdirSync(site)) {
    files.set(name === 'index.html' ? name : `site/${name}`, readFileSync(path.join(site, name), 'utf8'));
  }
  files.set('site/icon.svg', readFileSync(path.join(projectFolder, 'assets/icons/icon.svg'), 'utf8'));
  return files;
}

/** The Markdown of a page; that of the messages is made from the words of the product. */
export function pageMarkdown(docs: string, language: Language, name: string): string {
  if (name === 'messages') return messagesPage(language);
  return readFileSync(path.join(docs, 'guide', language, `${name}.md`), 'utf8');
}

function pagesOf(docs: string, language: Language): SitePage[] {
  return pageNames.map((name) => ({
    name,
    language,
    ...renderPage(pageMarkdown(docs, language, name), siteWords[language].link),
  }));
}
