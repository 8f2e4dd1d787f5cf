import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../build-if-stale.mjs';
import { undocumentedExports } from './public-docs.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'viewfinder-docs-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each(['src-main/library/index.ts', 'src-main/transports/index.ts'])(
  '%s exports nothing without documentation',
  (index) => {
    expect(undocumentedExports(root, index)).toEqual([]);
  },
);

test('finds undocumented exports and public members of classes, and nothing else', () => {
  writeFileSync(path.join(folder, 'index.ts'), "export { A, type B as C, d } from './a.ts';\n");
  writeFileSync(
    path.join(folder, 'a.ts'),
    [
      '/** Documented. */',
      'export class A {',
      '  #hidden = 1;',
      '  private own(): void {}',
      '  /** Documented. */',
      '  known(): void {}',
      '  unknown(',
      '    first: number,',
      '  ): void {',
      '    this.own();',
      '  }',
      '}',
      'export interface B {}',
      '/** Documented. */',
      'export function d(): void {}',
      'export function notPublic(): void {}',
    ].join('\n'),
  );
  expect(undocumentedExports(folder, 'index.ts')).toEqual(['a.ts: A.unknown', 'a.ts: B']);
});
