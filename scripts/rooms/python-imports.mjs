// Imports among the simulator's Python modules. MicroPython gets all folders of a board family in one search path, so a
// module is known by its file name, or by its folder if that is a package.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const importStatement = /^[ \t]*(?:from[ \t]+(\w+)[\w.]*[ \t]+import|import[ \t]+([\w., \t]+))/gm;

/** A map from each module below `folder` to the modules below it that it imports, at any indentation. */
export function findPythonImports(folder) {
  const texts = new Map();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.py')) continue;
    const module = moduleOf(name.replaceAll('\\', '/'));
    texts.set(module, `${texts.get(module) ?? ''}\n${readFileSync(path.join(folder, name), 'utf8')}`);
  }
  return new Map([...texts].map(([module, text]) => [module, importsOf(text, module, texts)]));
}

function moduleOf(file) {
  return path.basename(file) === '__init__.py' ? path.basename(path.dirname(file)) : path.basename(file, '.py');
}

function importsOf(text, module, known) {
  const found = [...text.matchAll(importStatement)].flatMap(([, from, names]) =>
    from === undefined ? names.split(',').map((name) => name.trim().split(/[\s.]/)[0]) : [from],
  );
  return new Set(found.filter((name) => known.has(name) && name !== module));
}
