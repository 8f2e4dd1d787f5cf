import { expect, it } from 'vitest';
import { citationProblems } from './citations.mjs';
import { projectFiles, readProjectFile } from './project-files.mjs';

const sample = new Map([
  ['bus.md', '# Bus\n\n## 2. Wires\n\n### 2.1 Colours\n\n1. red\n2. blue\n\n## Notes\n\n1. none\n'],
]);

it('accepts sections and items that the cited page has', () => {
  expect(citationProblems('a.ts', '// docs/bus.md §2, §2.1\n/* docs/bus.md\n * §2.1 item 2 */', sample)).toEqual([]);
  expect(citationProblems('docs/bus.md', 'as in §2.1', sample)).toEqual([]);
});

it('reports a page, a section or an item that does not exist, and a section without a page', () => {
  const text = '// §2 and docs/bus.md §2.2,\n// §2.1 item 3, § 2, docs/train.md\n// §1';
  expect(citationProblems('a.ts', text, sample)).toEqual([
    'a.ts:1: §2 of which document? Write docs/<page>.md §2',
    'a.ts:1: docs/bus.md has no section 2.2',
    'a.ts:2: docs/bus.md has no section 2.1 item 3',
    'a.ts:2: no section number behind §',
    'a.ts:3: docs/train.md does not exist',
  ]);
});

it('finds every cited section of the project', () => {
  const pages = new Map(projectFiles('docs').map((file) => [file.slice('docs/'.length), readProjectFile(file)]));
  const files = projectFiles('src-main', 'src-renderer', 'src-shared', 'assets', 'bench', 'e2e', 'scripts', 'docs');
  const checked = files.filter((file) => !file.startsWith('scripts/docs/citations'));
  expect(checked.length).toBeGreaterThan(500);
  expect(checked.flatMap((file) => citationProblems(file, readProjectFile(file), pages))).toEqual([]);
});
