import { expect, it } from 'vitest';
import { projectFiles, readProjectFile } from './project-files.mjs';
import { rulesOf, wordProblems } from './words.mjs';

/** Folders and files whose language has not been edited yet. Take them out one by one; nothing may be added. */
const unclean = [
  'bench',
  'CHANGELOG.md',
  'docs/decisions',
  'e2e',
  'CONTRIBUTING.md',
  'scripts',
  'src-main/camera/camera-error.ts',
  'src-main/camera/channel-frames.test.ts',
  'src-main/camera/channel-frames.ts',
  'src-main/camera/channel-picture.ts',
  'src-main/camera/openmv/openmv-camera.ts',
  'src-main/camera/usbdbg',
  'src-main/conformance',
  'src-renderer',
];

const folders = ['src-main', 'src-renderer', 'src-shared', 'assets', 'bench', 'e2e', 'scripts', 'docs'];
const files = projectFiles(...folders, 'README.md', 'CONTRIBUTING.md', 'CHANGELOG.md');

/** They name the words that they forbid. */
const aboutWords = ['docs/glossary.md', 'scripts/docs/words.test.mjs'];

const sample = rulesOf(
  '# Words\n\n| Write | Not |\n| --- | --- |\n| frame | `pictures?` |\n| per second | `frames a (second\\|minute)`, `anew` |\n',
);

function found(file, text) {
  return wordProblems(file, text, sample).map((problem) => problem.slice(file.length + 1));
}

it('finds the words of the table in comments, strings, test names and pages, with file and line', () => {
  expect(
    found(
      'a.ts',
      "// A Picture\nconst picture = 1;\n/** Ten frames\n * a minute. */\nit('reads anew', () => `${picture} pictures`);",
    ),
  ).toEqual([
    '1: "Picture": write frame',
    '5: "pictures": write frame',
    '3: "frames a minute": write per second',
    '5: "anew": write per second',
  ]);
  expect(found('a.py', '# anew\npicture = """one\npicture"""\n')).toEqual([
    '3: "picture": write frame',
    '1: "anew": write per second',
  ]);
  expect(found('a.css', '/* anew */ .picture {}')).toEqual(['1: "anew": write per second']);
  expect(found('a.md', 'See [a picture](picture.png).\n\n    picture\n')).toEqual(['1: "picture": write frame']);
});

it('leaves alone code, paths, keys, inline code, regular expressions and parts of other words', () => {
  const text = [
    "import { picture } from '../picture/pixel-format.ts';",
    'const half = picture / 2; // `picture` of src-shared/picture, picture.ts, depicture, on-picture',
    "const pattern = /it's a 'picture' anew/; const key = 'picture';",
    "const view = <p>Don’t or don't</p>; const value = `one ${picture ? `${picture}` : 2} two`;",
  ].join('\n');
  expect(found('a.tsx', text)).toEqual([]);
});

it('does not find what the glossary forbids in the folders that are clean', () => {
  const rules = rulesOf(readProjectFile('docs/glossary.md'));
  expect(rules.length).toBeGreaterThan(20);
  const checked = files.filter(
    (file) => !aboutWords.includes(file) && !unclean.some((part) => file === part || file.startsWith(`${part}/`)),
  );
  expect(checked).toContain('docs/protocol-v2.md');
  expect(checked.flatMap((file) => wordProblems(file, readProjectFile(file), rules))).toEqual([]);
});

it('exempts only what exists', () => {
  const gone = unclean.filter((part) => !files.some((file) => file === part || file.startsWith(`${part}/`)));
  expect(gone).toEqual([]);
});
