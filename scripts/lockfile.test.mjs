import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const packages = Object.entries(lock.packages);

/** Where npm looks for a dependency of the package at `folder`: inside it, then in each folder above. */
function isLocked(folder, name) {
  const parts = folder === '' ? [] : folder.split(/(?:^|\/)node_modules\//).slice(1);
  for (let depth = parts.length; depth >= 0; depth -= 1) {
    const place = [...parts.slice(0, depth), name].map((part) => `node_modules/${part}`).join('/');
    if (lock.packages[place] !== undefined) return true;
  }
  return false;
}

it('the lock has an entry for every platform package, or npm ci would fail on other systems', () => {
  const missing = packages.flatMap(([folder, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !isLocked(folder, name))
      .map((name) => `${folder}: ${name}`),
  );
  expect(missing).toEqual([]);
});

it('the lock names no registry, so that it works with any', () => {
  expect(packages.filter(([, entry]) => entry.resolved !== undefined).map(([folder]) => folder)).toEqual([]);
});
