import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root as projectRoot } from '../build-if-stale.mjs';
import { findImports } from './find-imports.mjs';
import { readRoomTable } from './read-room-table.mjs';

/** The source files with their imports, and both tables of docs/architecture.md. */
export function readProject(root = projectRoot) {
  const markdown = readFileSync(path.join(projectRoot, 'docs/architecture.md'), 'utf8');
  return {
    files: findImports(root),
    rooms: readRoomTable(markdown, 'Room'),
    testRooms: readRoomTable(markdown, 'Tests of'),
  };
}
