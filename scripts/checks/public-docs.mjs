// Finds what the public packages export without documentation, by the text of the sources: the formatter guarantees their
// shape.

import { readFileSync } from 'node:fs';
import path from 'node:path';

const exportList = /export\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'([^']+)'/g;

/** Declarations that `index` (a file of re-exports) makes public, without a comment: `["file: name"]`. */
export function undocumentedExports(root, index) {
  const text = readFileSync(path.join(root, index), 'utf8');
  return [...text.matchAll(exportList)].flatMap(([, list, specifier]) => {
    const file = path.join(path.dirname(index), specifier);
    const lines = readFileSync(path.join(root, file), 'utf8').split('\n');
    return namesIn(list).flatMap((name) => undocumented(lines, name).map((what) => `${file}: ${what}`));
  });
}

/** `type Frame as Picture` names `Frame`. */
function namesIn(list) {
  return list
    .split(',')
    .map(
      (entry) =>
        entry
          .trim()
          .replace(/^type\s+/, '')
          .split(/\s+as\s+/)[0],
    )
    .filter((name) => name !== '');
}

function undocumented(lines, name) {
  const declaration = new RegExp(`^export (?:abstract |async )*(?:class|function|interface|type|const) ${name}\\b`);
  const start = lines.findIndex((line) => declaration.test(line));
  if (start === -1) return [`${name} (not found)`];
  const found = hasComment(lines, start) ? [] : [name];
  return lines[start].includes(' class ') && !lines[start].endsWith('{}')
    ? [...found, ...undocumentedMembers(lines, start, name)]
    : found;
}

const member = /^ {2}(?:readonly |static |async |abstract |get |\*)*([a-z]\w*)\s*[(<:=?]/;
const notPublic = /^ {2}(?:private |protected |override |set |constructor)/;

function undocumentedMembers(lines, start, name) {
  const end = lines.findIndex((line, index) => index > start && line === '}');
  // Overloads and accessors share the comment of the first one.
  const documented = new Map();
  for (let index = start + 1; index < end; index += 1) {
    const match = notPublic.test(lines[index]) ? null : member.exec(lines[index]);
    if (match !== null) documented.set(match[1], documented.get(match[1]) === true || hasComment(lines, index));
  }
  return [...documented].flatMap(([key, isDocumented]) => (isDocumented ? [] : [`${name}.${key}`]));
}

/** Decorators may stand between a comment and its declaration. */
function hasComment(lines, index) {
  let before = index - 1;
  while (lines[before]?.trim().startsWith('@')) before -= 1;
  return lines[before]?.trim().endsWith('*/') === true;
}
