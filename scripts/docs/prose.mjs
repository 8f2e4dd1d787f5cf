// What people read in a file: its comments, strings and paragraphs. The rest is replaced by as many NUL characters, so that
// lines stay as they are. Inline code is not prose, and neither is a string without a space: a name, a path or a key.

const slashes = { line: '//', block: ['/*', '*/'], quotes: ["'", '"', '`'], patterns: true };
const syntaxes = {
  py: { line: '#', quotes: ['"""', "'''", '"', "'"] },
  css: { block: ['/*', '*/'], quotes: [] },
};

/** The text of a file with only its prose and its white space left. */
export function proseOf(file, text) {
  const extension = file.slice(file.lastIndexOf('.') + 1);
  if (extension === 'md') return pageProse(text);
  if (extension === 'html') return text.replaceAll(/<!--|-->|<(script|style)\b.*?<\/\1>|<[^>]*>/gs, blank);
  return sourceProse(text, syntaxes[extension] ?? slashes);
}

function blank(text) {
  return text.replaceAll(/\S/g, '\0');
}

function withoutInlineCode(text) {
  return text.replaceAll(/`[^`\n]*`/g, blank);
}

function pageProse(text) {
  const paragraphs = text.replaceAll(/^ *```.*?^ *```$/gms, blank).replaceAll(/^ {4}.*$/gm, blank);
  return withoutInlineCode(paragraphs).replaceAll(/\]\([^)\s]*\)/g, blank);
}

function sourceProse(text, { line, block, quotes, patterns = false }) {
  let prose = '';
  let at = 0;
  // The last characters of code tell a division from the start of a regular expression.
  let before = '(';
  const take = (end, show) => {
    prose += show(text.slice(at, end));
    at = end;
  };
  while (at < text.length) {
    const quote = quotes.find((mark) => text.startsWith(mark, at));
    if (line !== undefined && text.startsWith(line, at)) {
      take(endOf(text, '\n', at) - 1, commentProse);
    } else if (block !== undefined && text.startsWith(block[0], at)) {
      take(endOf(text, block[1], at + 2), commentProse);
    } else if (quote !== undefined) {
      take(endOfString(text, quote, at + quote.length), stringProse);
      before = quote;
    } else {
      const pattern = patterns && /(?:[(,=:[!&|?{;+]|=>|\breturn)$/.test(before) ? patternAt(text, at) : undefined;
      if (pattern === undefined && /\S/.test(text[at])) before = `${before.slice(-8)}${text[at]}`;
      take(at + (pattern?.length ?? 1), blank);
    }
  }
  return prose;
}

function commentProse(text) {
  const plain = text.replaceAll(/^\s*(?:\/\/+|\/\*+|\*+\/|\*|#+)|\*+\/$/gm, (lead) => lead.replaceAll(/\S/g, ' '));
  return withoutInlineCode(plain);
}

function stringProse(text) {
  if (!/\s/.test(text.trim())) return blank(text);
  const values = /\$\{(?:[^{}]|\{[^{}]*\})*\}/g;
  return text.replaceAll(/^['"`]+|['"`]+$/g, blank).replaceAll(values, blank);
}

function patternAt(text, at) {
  const pattern = /\/(?![*/>])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^\\/[\n])+\/[a-z]*/y;
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function endOf(text, mark, from) {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length + (mark === '\n' ? 1 : 0) : found + mark.length;
}

/** Behind the closing quote; behind the opening one if there is none, as for an apostrophe in JSX. */
function endOfString(text, quote, from) {
  const oneLine = quote === "'" || quote === '"';
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text.startsWith(quote, at)) return at + quote.length;
    else if (oneLine && text[at] === '\n') return from;
    else if (quote === '`' && text.startsWith('${', at)) at = endOfValue(text, at + 2) - 1;
  }
  return from;
}

/** Behind the brace that closes a `${…}` of a template string. */
function endOfValue(text, from) {
  let depth = 1;
  let at = from;
  while (at < text.length && depth > 0) {
    if (`'"\``.includes(text[at])) at = endOfString(text, text[at], at + 1) - 1;
    else if (text[at] === '{') depth += 1;
    else if (text[at] === '}') depth -= 1;
    at += 1;
  }
  return at;
}
