import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { errorEntries } from '../../src-shared/contract/errors/index.ts';
import { root } from '../build-if-stale.mjs';
import { userDocuments } from './documents.mjs';

const codes = Object.keys(errorEntries);

/** The first sentences that a code has in a language, as patterns: a value may be anything. */
function sentencePatterns(code, language) {
  const entry = errorEntries[code];
  return [entry, ...(entry.variants ?? [])].map((wording) => {
    const parts = wording[language][0].split(/ ?\{\w+(?:\|[^}]*)?\} ?/);
    return new RegExp(`^${parts.map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)).join('.+')}$`);
  });
}

/** Headings of the form: “Sentence.” `code` */
function quotedMessages({ name, language, text }) {
  return [...text.matchAll(/^#+ “(.+)” `([\w-]+)`$/gm)].map(([, sentence, code]) => ({
    name,
    language,
    sentence,
    code,
  }));
}

it('quotes messages as the product shows them', () => {
  const quoted = userDocuments().flatMap(quotedMessages);
  expect(quoted.length).toBeGreaterThan(10);
  const wrong = quoted
    .filter(({ code, language, sentence }) => {
      const patterns = codes.includes(code) ? sentencePatterns(code, language) : [];
      return !patterns.some((pattern) => pattern.test(sentence));
    })
    .map(
      ({ name, code, language, sentence }) => `${name}: ${sentence} (${code} is: ${errorEntries[code]?.[language][0]})`,
    );
  expect(wrong).toEqual([]);
});

it('notices a message that the product does not have', () => {
  const [pattern] = sentencePatterns('port-busy', 'en');
  expect(pattern.test('/dev/ttyACM0 is in use.')).toBe(true);
  expect(pattern.test('/dev/ttyACM0 is busy.')).toBe(false);
});

it('lists every code of the product in both languages', () => {
  for (const { language, text } of userDocuments().filter(({ name }) => name.endsWith('/messages.md'))) {
    const listed = [...text.matchAll(/^### `([\w-]+)`$/gm)].map(([, code]) => code);
    expect(new Set(listed), language).toEqual(new Set(codes));
  }
});

it('quotes what the simulated camera says about functions that it lacks', () => {
  const library = path.join(root, 'assets/simulator/lib');
  const readModule = (file) => readFileSync(path.join(library, file), 'utf8');
  expect(readModule('openmv/_image_core.py')).toContain('refusal("Image." + name)');
  expect(readModule('common/_unsimulated.py')).toContain('NotImplementedError(name + " is not simulated")');
  const quoted = userDocuments().filter(({ text }) => text.includes('NotImplementedError: '));
  expect(quoted.length).toBeGreaterThan(2);
  for (const { name, text } of quoted) {
    expect(text, name).toContain('NotImplementedError: Image.find_apriltags is not simulated');
  }
});
