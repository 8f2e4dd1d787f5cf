// The Python modules of the simulation as files: their folders, sizes and imports.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { assetFile } from '../../lib/product-files.ts';
import { scriptingOf } from '../board-scripting.ts';

/** Names of the modules of a family with their sources. */
function modulesOf(board: 'N6' | 'K230'): Map<string, string> {
  const folders = scriptingOf(board).modules.map((folder) => assetFile('simulator', 'lib', folder));
  return new Map(
    folders.flatMap((folder) =>
      readdirSync(folder).map(
        (file) => [path.parse(file).name, readFileSync(path.join(folder, file), 'utf8')] as const,
      ),
    ),
  );
}

/** Modules that an `import` statement in this source names, at any depth of indentation. */
function importsOf(source: string): string[] {
  return [...source.matchAll(/^\s*(?:from\s+(\w+)\s+import|import\s+(.+))/gm)].flatMap(([, from, list]) =>
    from === undefined ? list!.split(',').map((name) => /\w+/.exec(name)![0]) : [from],
  );
}

/** The first import cycle found, or undefined. */
function findCycle(imports: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const finished = new Set<string>();
  const visit = (name: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(name)) return [...trail.slice(trail.indexOf(name)), name];
    if (finished.has(name)) return undefined;
    for (const next of imports.get(name) ?? []) {
      const cycle = visit(next, [...trail, name]);
      if (cycle !== undefined) return cycle;
    }
    finished.add(name);
    return undefined;
  };
  for (const name of imports.keys()) {
    const cycle = visit(name, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

describe.each(['N6', 'K230'] as const)('the Python modules of %s', (board) => {
  const modules = modulesOf(board);

  it('import each other without a cycle', () => {
    expect(findCycle(new Map([...modules].map(([name, source]) => [name, importsOf(source)])))).toBeUndefined();
  });

  it('have at most 300 lines each', () => {
    const long = [...modules].filter(([, source]) => source.split('\n').length > 301).map(([name]) => name);
    expect(long).toEqual([]);
  });
});

it('finds a cycle in imports', () => {
  const imports = new Map([
    ['a', importsOf('import sys, b')],
    ['b', importsOf('def f():\n    from c import x\n')],
    ['c', importsOf('import a as other')],
  ]);
  expect(findCycle(imports)).toEqual(['a', 'b', 'c', 'a']);
});
