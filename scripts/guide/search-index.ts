import type { SitePage } from './page-html.ts';

/** A script that hands the sections of all pages to guide.js: [page, anchor, title of the page, heading, text]. */
export function searchIndexScript(pages: readonly SitePage[]): string {
  const entries = pages.flatMap(({ name, title, sections }) =>
    sections.map(({ id, level, text, body }) => [name, level === 1 ? '' : id, title, text, body]),
  );
  return `globalThis.guideIndex = ${JSON.stringify(entries)};\n`;
}
