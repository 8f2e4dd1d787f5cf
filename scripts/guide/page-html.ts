// The frame around a page of the guide: bar, navigation, headings of the page, links to the neighbours.

import { escapeHtml, type RenderedPage } from './markdown.ts';
import { outline, pageNames, siteWords, type Language } from './outline.ts';

export interface SitePage extends RenderedPage {
  readonly name: string;
  readonly language: Language;
}

/** `titles`: the titles of all pages of the language, by name. */
export function pageHtml(page: SitePage, titles: ReadonlyMap<string, string>): string {
  const { language, name, title, html } = page;
  const words = siteWords[language];
  const otherLanguage = language === 'en' ? 'zh' : 'en';
  const heading = name === 'index' ? words.site : `${title} · ${words.site}`;
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(heading)}</title>
<meta name="description" content="${escapeHtml(page.sections[0]?.body.slice(0, 150) ?? '')}">
<link rel="icon" href="../site/icon.svg">
<link rel="alternate" hreflang="${otherLanguage}" href="../${otherLanguage}/${name}.html">
<link rel="stylesheet" href="../site/guide.css">
<script src="../site/theme.js"></script>
<script src="../site/guide.js" defer></script>
</head>
<body data-language="${language}" data-no-results="${words.noResults}">
<a class="skip" href="#text">${words.skip}</a>
<header class="bar">
<button type="button" class="menu" aria-expanded="false" aria-controls="pages" aria-label="${words.pages}">☰</button>
<a class="home" href="index.html">${words.site}</a>
<div class="search" role="search">
<input type="search" role="combobox" aria-expanded="false" aria-controls="results" aria-autocomplete="list" aria-label="${words.search}" placeholder="${words.search}" autocomplete="off" spellcheck="false">
<ul id="results" role="listbox" aria-label="${words.search}" hidden></ul>
</div>
<a class="language" href="../${otherLanguage}/${name}.html" lang="${otherLanguage}">${words.other}</a>
<button type="button" class="theme" aria-label="${words.theme}" title="${words.theme}">◐</button>
</header>
<div class="columns">
<nav id="pages" class="pages" aria-label="${words.pages}">${navigation(page, titles)}</nav>
<main id="text" tabindex="-1">
<article>
${html}</article>
${neighbours(page, titles)}
</main>
${contents(page)}
</div>
<dialog class="enlarged" aria-label="${words.enlarge}"><img alt=""></dialog>
</body>
</html>
`;
}

function navigation({ name, language }: SitePage, titles: ReadonlyMap<string, string>): string {
  const link = (each: string): string =>
    `<li><a href="${each}.html"${each === name ? ' aria-current="page"' : ''}>${escapeHtml(titles.get(each)!)}</a></li>`;
  return outline
    .map(({ title, pages }) => `<h2>${title[language]}</h2><ul>${pages.map(link).join('')}</ul>`)
    .join('\n');
}

/** The headings of the page; nothing on a page with fewer than two. */
function contents({ sections, language }: SitePage): string {
  const shown = sections.filter(({ level }) => level === 2);
  if (shown.length < 2) return '<div class="contents"></div>';
  const items = shown.map(({ id, text }) => `<li><a href="#${id}">${escapeHtml(text)}</a></li>`).join('');
  const title = siteWords[language].onThisPage;
  return `<nav class="contents" aria-label="${title}"><h2>${title}</h2><ul>${items}</ul></nav>`;
}

function neighbours({ name, language }: SitePage, titles: ReadonlyMap<string, string>): string {
  const index = pageNames.indexOf(name);
  const words = siteWords[language];
  const link = (each: string | undefined, rel: 'prev' | 'next', label: string): string =>
    each === undefined
      ? ''
      : `<a rel="${rel}" href="${each}.html"><span>${label}</span> ${escapeHtml(titles.get(each)!)}</a>`;
  return `<nav class="neighbours" aria-label="${words.previous}, ${words.next}">${link(pageNames[index - 1], 'prev', words.previous)}${link(pageNames[index + 1], 'next', words.next)}</nav>`;
}
