// Citations of numbered documents in comments, strings and pages: `docs/protocol-v2.md §12.3`, `§21 item 24`.
// A `§` belongs to the document that was last cited before it in the same file; inside docs/ that is at first the page itself.

const citation = /(?:docs\/([\w-]+\.md)[\s/*#]*)?§(?:(\d+(?:\.\d+)*)(?: item (\d+))?)?/g;

/** Sections of a page as its headings number them (`12.3`), and items of the numbered lists in them (`21 item 24`). */
export function sectionsOf(page) {
  const sections = new Set();
  let current;
  for (const line of page.split('\n')) {
    const heading = /^#{2,4} (\d+(?:\.\d+)*)\.? /.exec(line);
    const item = /^(\d+)\. /.exec(line);
    if (heading !== null) sections.add((current = heading[1]));
    else if (line.startsWith('#')) current = undefined;
    else if (item !== null && current !== undefined) sections.add(`${current} item ${item[1]}`);
  }
  return sections;
}

/** One line per citation that leads nowhere, with file and line. `pages`: text of the pages in docs/ by their name. */
export function citationProblems(file, text, pages) {
  const problems = [];
  let page = file.startsWith('docs/') ? file.slice('docs/'.length) : undefined;
  for (const match of text.matchAll(citation)) {
    page = match[1] ?? page;
    const [, , section, item] = match;
    const cited = item === undefined ? section : `${section} item ${item}`;
    const where = `${file}:${text.slice(0, match.index + match[0].length).split('\n').length}`;
    if (section === undefined) problems.push(`${where}: no section number behind §`);
    else if (page === undefined) problems.push(`${where}: §${cited} of which document? Write docs/<page>.md §${cited}`);
    else if (!pages.has(page)) problems.push(`${where}: docs/${page} does not exist`);
    else if (!sectionsOf(pages.get(page)).has(cited)) problems.push(`${where}: docs/${page} has no section ${cited}`);
  }
  return problems;
}
