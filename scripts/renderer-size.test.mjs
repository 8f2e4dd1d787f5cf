// What a page loads before it can be used, and what comes on demand. Limits in bytes as built (not compressed), with some
// room: whoever exceeds one says why in its commit.

import { gzipSync } from 'node:zlib';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { ensureRenderer, root } from './build-if-stale.mjs';

const folder = path.join(root, 'dist/renderer');
const kilobytes = (bytes) => Math.round(bytes / 1000);

beforeAll(() => ensureRenderer(), 120_000);

function assets() {
  return readdirSync(path.join(folder, 'assets')).map((name) => {
    const file = path.join(folder, 'assets', name);
    return { name, sizeBytes: statSync(file).size, text: () => readFileSync(file, 'utf8') };
  });
}

/** Files that the page names itself, and those that they import at once. */
function startFiles() {
  const all = new Map(assets().map((asset) => [asset.name, asset]));
  const found = new Set();
  const visit = (name) => {
    const asset = all.get(name);
    if (asset === undefined || found.has(asset)) return;
    found.add(asset);
    if (!name.endsWith('.js')) return;
    const imports = asset
      .text()
      .matchAll(/(?:^|[;}\s])(?:import|export)\s*(?:[^"'()]*?from\s*)?["']\.\/([\w.-]+)["']/g);
    for (const [, imported] of imports) visit(imported);
  };
  const page = readFileSync(path.join(folder, 'index.html'), 'utf8');
  for (const [, name] of page.matchAll(/assets\/([\w.-]+)/g)) visit(name);
  return [...found];
}

it('starts small: editor, terminal and plots come when they are shown', () => {
  const files = startFiles();
  const scripts = files.filter(({ name }) => name.endsWith('.js'));
  const bytes = scripts.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
  const compressed = scripts.reduce((total, { text }) => total + gzipSync(text()).length, 0);
  const styles = files
    .filter(({ name }) => name.endsWith('.css'))
    .reduce((total, { sizeBytes }) => total + sizeBytes, 0);
  console.log(
    `start: ${kilobytes(bytes)} kB of script (${kilobytes(compressed)} kB gzip), ${kilobytes(styles)} kB of style`,
  );
  expect(kilobytes(bytes)).toBeLessThan(700);
  expect(kilobytes(styles)).toBeLessThan(150);
  const text = scripts.map((each) => each.text()).join('\n');
  // Words that only the large libraries contain.
  for (const [library, word] of [
    ['Monaco', 'monaco-editor-background'],
    ['xterm', 'xterm-helper-textarea'],
    ['uPlot', 'u-legend'],
  ]) {
    expect(text.includes(word), library).toBe(false);
  }
});

it('is not large altogether', () => {
  const all = assets();
  const total = all.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const largest = all.toSorted((a, b) => b.sizeBytes - a.sizeBytes).slice(0, 6);
  console.log(`page: ${kilobytes(total)} kB in ${all.length} files`);
  for (const { name, sizeBytes } of largest) console.log(`  ${String(kilobytes(sizeBytes)).padStart(5)} kB ${name}`);
  expect(kilobytes(total)).toBeLessThan(8000);
});
