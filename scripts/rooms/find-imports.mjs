// Reads what every TypeScript file imports, by the text of its import and export statements.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const sourceFolders = ['src-shared', 'src-main', 'src-renderer', 'e2e', 'bench'];
const comment = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm;
const fromClause = /^(?:import|export)\b[^'"`;]*?\bfrom\s*'([^']+)'/gm;
const bareImport = /^import\s*'([^']+)'/gm;
const callImport = /\bimport\(\s*'([^']+)'/g;
const workerEntry = /\bnew URL\(\s*'(\.[^']+)',\s*import\.meta\.url/g;

/**
 * The source files below `root` with their imports:
 * `[{ file, imports: [{ specifier, target }] }]`. `target` is the imported file, relative to `root` with forward slashes;
 * undefined for packages and for files that are no source (JSON, CSS).
 */
export function findImports(root) {
  return sourceFolders
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true }).map((name) => slashes(path.join(folder, name))),
    )
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .toSorted((first, second) => (first < second ? -1 : 1))
    .map((file) => ({ file, imports: importsOf(root, file) }));
}

function importsOf(root, file) {
  const text = readFileSync(path.join(root, file), 'utf8').replaceAll(comment, '');
  const found = [fromClause, bareImport, callImport, workerEntry].flatMap((pattern) => [...text.matchAll(pattern)]);
  return found.map(([, specifier]) => ({ specifier, target: resolveImport(root, file, specifier) }));
}

function resolveImport(root, file, specifier) {
  if (!specifier.startsWith('.')) return undefined;
  const target = path.join(path.dirname(file), specifier.replace(/\?.*$/, ''));
  const absolute = path.join(root, target);
  return /\.tsx?$/.test(target) && existsSync(absolute) && statSync(absolute).isFile() ? slashes(target) : undefined;
}

/** Whether a file only runs in tests. */
export function isTestFile(file) {
  return /\.test\.tsx?$/.test(file) || file.includes('/testing/');
}

function slashes(file) {
  return file.replaceAll('\\', '/');
}
