// The rooms of docs/architecture.md, compared with the folders and with every import.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../build-if-stale.mjs';
import { checkImports, importCycles, roomOf } from './check-imports.mjs';
import { findCycles } from './find-cycles.mjs';
import { findPythonImports } from './python-imports.mjs';
import { readProject } from './read-project.mjs';
import { readRoomTable } from './read-room-table.mjs';

const { files, rooms, testRooms } = readProject();
const fixedRooms = [...rooms.keys()].filter((room) => !room.endsWith('/*'));

describe('the project', () => {
  test('has a folder with source files for every room of the table, and a room for every source file', () => {
    expect(fixedRooms.filter((room) => !existsSync(path.join(root, room)))).toEqual([]);
    const used = new Set(files.map(({ file }) => roomOf(file, rooms)));
    expect(fixedRooms.filter((room) => !used.has(room))).toEqual([]);
    expect(files.filter(({ file }) => roomOf(file, rooms) === undefined)).toEqual([]);
  });

  test('names only rooms that exist in what a room may import', () => {
    const allowed = [...rooms.values(), ...testRooms.values()].flat();
    const local = allowed.filter((entry) => /^(src-|e2e|bench)/.test(entry) && !entry.endsWith('/*'));
    expect(local.filter((entry) => !rooms.has(entry) && entry !== 'src-renderer')).toEqual([]);
  });

  test('gives every folder of src-shared, src-main and src-renderer a room of its own', () => {
    const folders = ['src-shared', 'src-main', 'src-renderer'].flatMap((top) =>
      readdirSync(path.join(root, top), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && entry.name !== 'testing')
        .map((entry) => `${top}/${entry.name}`),
    );
    const tableFolders = new Set([...rooms.keys()].map((room) => room.split('/').slice(0, 2).join('/')));
    expect(folders.filter((folder) => !tableFolders.has(folder))).toEqual([]);
  });

  test('has every file that docs/architecture.md names', () => {
    const markdown = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8');
    const named = [...markdown.matchAll(/`(src-[^`*]+)`/g)].map(([, name]) => name);
    expect(named.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
  });

  test('imports only what the table allows', () => {
    expect(checkImports(files, rooms, testRooms)).toEqual([]);
  });

  test('has no import cycle among files or rooms', () => {
    expect(importCycles(files, rooms)).toEqual({ files: [], rooms: [] });
  });

  test('has no import cycle among Python modules of the simulator', () => {
    const graph = findPythonImports(path.join(root, 'assets/simulator/lib'));
    expect(graph.size).toBeGreaterThan(5);
    expect(findCycles(graph)).toEqual([]);
  });
});

describe('the check', () => {
  const table = readRoomTable(
    [
      '| Room | Job | May import |',
      '|---|---|---|',
      '| `src-a` | one | `src-b/*`, `node:*` |',
      '| `src-b/*` | each folder | – |',
    ].join('\n'),
  );
  const check = (file, specifier, target) =>
    checkImports([{ file, imports: [{ specifier, target }] }], table, new Map());

  test('refuses a file outside every room', () => {
    expect(check('src-c/x.ts', 'node:fs')).toEqual(['src-c/x.ts is in no room of docs/architecture.md.']);
  });

  test('allows the room itself, the rooms of a pattern, and packages that are listed', () => {
    expect(check('src-a/x.ts', './y.ts', 'src-a/y.ts')).toEqual([]);
    expect(check('src-a/x.ts', '../src-b/one/y.ts', 'src-b/one/y.ts')).toEqual([]);
    expect(check('src-a/x.ts', 'node:fs/promises')).toEqual([]);
  });

  test('refuses another folder of the same pattern, a room against the arrow, and a package that is not listed', () => {
    expect(check('src-b/one/x.ts', '../two/y.ts', 'src-b/two/y.ts')).toEqual([
      'src-b/one may not import src-b/two (src-b/one/x.ts imports src-b/two/y.ts).',
    ]);
    expect(check('src-b/one/x.ts', '../../src-a/y.ts', 'src-a/y.ts')).toHaveLength(1);
    expect(check('src-a/x.ts', '@scope/name/part')).toEqual(['src-a may not import @scope/name (src-a/x.ts).']);
  });

  test('refuses test code in product code', () => {
    expect(check('src-a/x.ts', './testing/y.ts', 'src-a/testing/y.ts')).toEqual([
      'src-a/x.ts imports test code: src-a/testing/y.ts.',
    ]);
    expect(check('src-a/x.test.ts', './testing/y.ts', 'src-a/testing/y.ts')).toEqual([]);
  });

  test('finds cycles of any length', () => {
    const graph = new Map([
      ['a', new Set(['b'])],
      ['b', new Set(['c'])],
      ['c', new Set(['a', 'd'])],
      ['d', new Set()],
    ]);
    expect(findCycles(graph)).toEqual([['a', 'b', 'c']]);
    expect(findCycles(new Map([['a', new Set(['b'])]]))).toEqual([]);
  });

  test('finds cycles among rooms that no cycle among files shows, but not inside a folder', () => {
    const rooms = new Map(['src-a', 'src-b', 'src-a/part'].map((room) => [room, []]));
    const edges = [
      ['src-a/one.ts', 'src-b/one.ts'],
      ['src-b/two.ts', 'src-a/two.ts'],
      ['src-a/two.ts', 'src-a/part/one.ts'],
      ['src-a/part/two.ts', 'src-a/three.ts'],
    ];
    const project = edges.map(([file, target]) => ({ file, imports: [{ specifier: '.', target }] }));
    expect(importCycles(project, rooms)).toEqual({ files: [], rooms: [['src-a', 'src-b']] });
  });
});
