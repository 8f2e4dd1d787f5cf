// The words that the project does not use: the table "Write | Not" of docs/glossary.md as patterns.

import { proseOf } from './prose.mjs';

/** Rules of a glossary: what to write, and the expressions it replaces. */
export function rulesOf(glossary) {
  const [, table] = glossary.split(/^\| Write +\| Not +\|$/m);
  if (table === undefined) throw new Error('The glossary has no table with the columns Write and Not.');
  return [...table.matchAll(/^\| (.+?) +\| (`.+`) *\|$/gm)].flatMap(([, write, cell]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, not]) => ({ write, pattern: patternOf(not.replaceAll('\\|', '|')) })),
  );
}

/** Whole words, in any case; not parts of a path or of a hyphenated name. A space also matches the end of a line. */
function patternOf(words) {
  return new RegExp(`(?<![\\w/.-])(?:${words.replaceAll(' ', '\\s+')})(?![\\w/-]|\\.\\w)`, 'gi');
}

/** One line per word that the rules forbid in the prose of a file, with file and line. */
export function wordProblems(file, text, rules) {
  const prose = proseOf(file, text);
  return rules.flatMap(({ write, pattern }) =>
    [...prose.matchAll(pattern)].map((match) => {
      const line = prose.slice(0, match.index).split('\n').length;
      return `${file}:${line}: "${match[0].replaceAll(/\s+/g, ' ')}": write ${write}`;
    }),
  );
}
