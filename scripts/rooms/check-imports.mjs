// Compares real imports with the table of rooms.

import { findCycles } from './find-cycles.mjs';
import { isTestFile } from './find-imports.mjs';

/** The room that a file is in: the deepest one of the table. Undefined if there is none. */
export function roomOf(file, rooms) {
  for (let end = file.lastIndexOf('/'); end !== -1; end = file.lastIndexOf('/', end - 1)) {
    const folder = file.slice(0, end);
    if (rooms.has(folder)) return folder;
    if (rooms.has(patternOf(folder))) return folder;
  }
  return undefined;
}

/**
 * Problems, one sentence each: files outside every room, imports that the table does not allow, product code that
 * imports test code. `testRooms` lists what the tests of a room may import in addition.
 */
export function checkImports(files, rooms, testRooms) {
  const problems = [];
  for (const { file, imports } of files) {
    const room = roomOf(file, rooms);
    if (room === undefined) {
      problems.push(`${file} is in no room of docs/architecture.md.`);
      continue;
    }
    const allowed = [...entriesOf(rooms, room), ...(isTestFile(file) ? testEntriesOf(testRooms, room) : [])];
    for (const each of imports) {
      const problem = checkImport({ file, room, rooms, allowed, ...each });
      if (problem !== undefined) problems.push(problem);
    }
  }
  return [...new Set(problems)];
}

function checkImport({ file, room, rooms, allowed, specifier, target }) {
  if (specifier.startsWith('.') && target === undefined) return undefined;
  if (target === undefined) {
    const name = packageOf(specifier);
    return allowed.includes(name) ? undefined : `${room} may not import ${name} (${file}).`;
  }
  if (!isTestFile(file) && !testRoomNames.has(room) && isTestFile(target))
    return `${file} imports test code: ${target}.`;
  const other = roomOf(target, rooms);
  if (other === undefined || other === room || allowed.some((entry) => matches(entry, other))) return undefined;
  return `${room} may not import ${other} (${file} imports ${target}).`;
}

function entriesOf(rooms, room) {
  return rooms.get(room) ?? rooms.get(patternOf(room)) ?? [];
}

/** Tests may also import shared rooms, the whole folder that their room is in, and what the second table lists for it. */
function testEntriesOf(testRooms, room) {
  const folder = room.split('/').slice(0, 2).join('/');
  return ['src-shared/*', folder, `${folder}/*`, ...testPackages, ...(testRooms.get(folder) ?? [])];
}

/** `a/*` stands for all rooms below `a`. */
function matches(entry, room) {
  return entry === room || (entry.endsWith('/*') && room.startsWith(entry.slice(0, -1)));
}

function patternOf(folder) {
  return `${folder.slice(0, folder.lastIndexOf('/'))}/*`;
}

/** `node:fs` becomes `node:*`, `react-dom/client` becomes `react-dom`. */
function packageOf(specifier) {
  if (specifier.startsWith('node:')) return 'node:*';
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

const testPackages = ['vitest', 'fast-check', '@testing-library/react', '@testing-library/user-event', 'node:*'];

/** Rooms that exist for tests and measurements as a whole. */
const testRoomNames = new Set(['src-main/conformance', 'e2e', 'bench']);

/** Cycles among files, and among rooms; a room and the rooms in its folder may import each other. Test files are left out. */
export function importCycles(files, rooms) {
  const fileGraph = new Map();
  const roomGraph = new Map();
  for (const { file, imports } of files.filter((each) => !isTestFile(each.file))) {
    const room = roomOf(file, rooms);
    const targets = imports.flatMap(({ target }) => (target === undefined ? [] : [target]));
    fileGraph.set(file, new Set(targets));
    if (!roomGraph.has(room)) roomGraph.set(room, new Set());
    for (const target of targets) {
      const other = roomOf(target, rooms);
      if (!areNested(room, other)) roomGraph.get(room).add(other);
    }
  }
  return { files: findCycles(fileGraph), rooms: findCycles(roomGraph) };
}

function areNested(first = '', second = '') {
  return first === second || first.startsWith(`${second}/`) || second.startsWith(`${first}/`);
}
