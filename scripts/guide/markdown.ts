// One page of the guide from Markdown to HTML: headings get anchors, links between pages and images are adapted.

import { Marked, type Tokens } from 'marked';

export interface PageHeading {
  /** 1 to 6. */
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

/** A heading with the plain text below it, for the search. */
export interface PageSection extends PageHeading {
  readonly body: string;
}

export interface RenderedPage {
  readonly title: string;
  readonly html: string;
  readonly sections: readonly PageSection[];
  /** File names below docs/images. */
  readonly images: readonly string[];
  /** Files of the project that the page offers for download, by their path in it. */
  readonly downloads: readonly string[];
}

/** Renders a page. Throws if it has no first heading. `linkTitle` names the anchors of headings. */
export function renderPage(markdown: string, linkTitle: string): RenderedPage {
  const sections: { level: number; id: string; text: string; body: string }[] = [];
  const images: string[] = [];
  const downloads: string[] = [];
  const ids = new Set<string>();
  const marked = new Marked();
  marked.use({
    renderer: {
      heading({ tokens, depth }: Tokens.Heading) {
        const html = this.parser.parseInline(tokens);
        const text = plainText(html);
        const id = uniqueId(text, ids);
        sections.push({ level: depth, id, text, body: '' });
        const anchor = depth === 1 ? '' : `<a class="anchor" href="#${id}" aria-label="${linkTitle}">#</a>`;
        return `<h${depth} id="${id}">${anchor}${html}</h${depth}>\n`;
      },
      image({ href, text }: Tokens.Image) {
        const name = href.split('/').at(-1)!;
        images.push(name);
        return `<a class="shot" href="../images/${name}"><img src="../images/${name}" alt="${escapeHtml(text)}" loading="lazy"></a>`;
      },
      link({ href, tokens }: Tokens.Link) {
        const [, download] = /^(?:\.\.\/){3}(assets\/.+)$/.exec(href) ?? [];
        if (download !== undefined) {
          downloads.push(download);
          return `<a href="../files/${download.split('/').at(-1)}" download>${this.parser.parseInline(tokens)}</a>`;
        }
        const target = href.replace(/^([\w-]+)\.md(?=#|$)/, '$1.html');
        return `<a href="${escapeHtml(target)}">${this.parser.parseInline(tokens)}</a>`;
      },
      table({ header, rows }: Tokens.Table) {
        const cells = (row: readonly Tokens.TableCell[], tag: string): string =>
          `<tr>${row.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join('')}</tr>`;
        const body = rows.map((row) => cells(row, 'td')).join('\n');
        return `<div class="table"><table><thead>${cells(header, 'th')}</thead><tbody>${body}</tbody></table></div>\n`;
      },
    },
  });
  const html = marked.parse(withoutLineBreaksInChinese(markdown), { async: false });
  fillBodies(html, sections);
  const [first] = sections;
  if (first?.level !== 1) throw new Error('A page begins with its title: "# Title".');
  return { title: first.text, html, sections, images, downloads };
}

/** In Chinese a line break in the source is not a space. */
function withoutLineBreaksInChinese(markdown: string): string {
  return markdown.replaceAll(
    /(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])\n(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])/g,
    '',
  );
}

function fillBodies(html: string, sections: { body: string }[]): void {
  const parts = html.split(/<h\d id=.*?<\/h\d>/s).slice(1);
  for (const [index, part] of parts.entries()) sections[index]!.body = plainText(part);
}

/** The same as the anchors of the big forges: lower case, hyphens for spaces, no punctuation. */
function uniqueId(text: string, used: Set<string>): string {
  const base = text
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
  let id = base === '' ? 'section' : base;
  for (let count = 1; used.has(id); count += 1) id = `${base}-${count}`;
  used.add(id);
  return id;
}

function plainText(html: string): string {
  return html
    .replaceAll(/<a class="anchor".*?<\/a>/g, '')
    .replaceAll(/<\/(?:td|th|li|p|h\d|pre)>/g, ' ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
