// The texts of the project that people read: sources, scripts and pages, by their path from the project's folder.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../build-if-stale.mjs';

const skipped = new Set(['node_modules', 'dist', 'coverage', 'test-results', 'playwright-report', 'images']);
const written = /\.(?:[cm]?[jt]sx?|py|css|html|md)$/;

/** Paths of text files in these folders and of these files, with `/` between their parts. */
export function projectFiles(...starts) {
  const found = starts.flatMap((start) =>
    written.test(start)
      ? [start]
      : readdirSync(path.join(root, start), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && written.test(entry.name))
          .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/')),
  );
  return found.filter((file) => !file.split('/').some((part) => skipped.has(part)));
}

/** The text of a file that `projectFiles` has named. */
export function readProjectFile(file) {
  return readFileSync(path.join(root, file), 'utf8');
}
