// docs/camera-api.md maps every name of the official package, and what it maps to exists.

import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createMemoryTransport } from '../testing/memory-transport.ts';
import { pythonConstructorArguments, pythonExceptions, pythonMethods } from '../testing/python-api-names.ts';
import { Camera } from './index.ts';

const page = readFileSync(new URL('../../../docs/camera-api.md', import.meta.url), 'utf8');
/** Where the names were taken from; it lies beside the checkout on machines of this project's developers only. */
const reference = new URL('../../../../shared/seeds/openmv-python-api-reference.txt', import.meta.url);

/** First and second cell of each row under a heading, without code marks and arguments. */
function rows(heading: string): Map<string, string> {
  const section = page.split(`\n## ${heading}\n`)[1]!.split('\n## ')[0]!;
  const cells = [...section.matchAll(/^\| `([^`]+)` +\| `([^`]+)`/gm)];
  return new Map(cells.map(([, python, ours]) => [bareName(python!), bareName(ours!)]));
}

function bareName(code: string): string {
  return code.replace(/\(.*$/, '').replace(/^Camera\./, '');
}

test('the page maps every method, and each of them exists', () => {
  const map = rows('Names');
  expect([...map.keys()]).toEqual(pythonMethods);
  const camera: object = new Camera(createMemoryTransport().transport);
  const has = (name: string): boolean =>
    typeof Reflect.get(camera, name) === 'function' || typeof Reflect.get(Camera, name) === 'function';
  expect([...map.values()].filter((name) => !has(name))).toEqual([]);
});

test('the page maps every argument of the constructor and every exception', () => {
  expect([...rows('Options').keys()]).toEqual(pythonConstructorArguments);
  expect([...rows('Errors').keys()]).toEqual(pythonExceptions);
});

if (!existsSync(reference)) console.warn('Skipped: the reference text is not beside this checkout.');
test.runIf(existsSync(reference))('the lists are those of the reference', () => {
  const text = readFileSync(reference, 'utf8');
  const names = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1]!);
  expect(names(/py:(?:static)?method:: Camera\.(\w+)/g)).toEqual(pythonMethods);
  expect(names(/py:exception:: (\w+)/g)).toEqual(pythonExceptions);
});
