import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../src-main/cli/program.ts';
import { root } from '../build-if-stale.mjs';
import { codeOf, developerDocuments, userDocuments } from './documents.mjs';

const { scripts, engines, description } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** The product's own grammar; commands are read, not run. */
function createGrammar() {
  const output = { line: () => undefined, remark: () => undefined };
  const program = createProgram({ version: '0.0.0', output }, () => undefined);
  for (const command of program.commands) command.exitOverride().action(() => undefined);
  return program;
}

/** What is wrong with the arguments of `viewfinder`; undefined if nothing is. */
function grammarProblem(args) {
  try {
    createGrammar().parse(args, { from: 'user' });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? undefined : error.message;
  }
}

/** What the grammar does not know: the simulated camera of a command ends with it, and has no channels without a script. */
function meaningProblem(args) {
  const [command] = args;
  const [camera, script] = ['--camera', '--script'].map((name) => args.includes(name));
  const needsRunningScript = command === 'watch' || args.includes('--attach') || args.includes('--detach');
  if (needsRunningScript && !camera) return 'needs --camera: the simulated camera ends with the command';
  if (command.endsWith('-channel') && !camera && !script) return 'needs --script or --camera';
  const missing = args.find((each) => each.startsWith('assets/') && !existsSync(path.join(root, each)));
  return missing === undefined ? undefined : `${missing} does not exist`;
}

function viewfinderProblem(args) {
  if (args.length === 0) return undefined;
  // COMMAND stands for any.
  const concrete = args.map((each) => (each === 'COMMAND' ? 'run' : each));
  return grammarProblem(concrete) ?? (concrete.includes('--help') ? undefined : meaningProblem(concrete));
}

function npmProblem([command, ...rest]) {
  if (['ci', 'test', 'start', 'pack', 'audit', 'version'].includes(command)) return undefined;
  const [name] = rest.filter((each) => !each.startsWith('-'));
  return command === 'run' && Object.hasOwn(scripts, name) ? undefined : `package.json has no script "${name}"`;
}

/** Problems of a line of code; none if it does not call our programs. */
function lineProblems(line) {
  return line
    .replace(/\s+#.*$/, '')
    .split(/\s*(?:&&|\|)\s*/)
    .flatMap((part) => {
      const words = [...part.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);
      const [own] = /^(?:npm run -s viewfinder --|viewfinder)(?= |$)/.exec(part) ?? [];
      if (own === undefined && words[0] !== 'npm') return [];
      const problem =
        own === undefined ? npmProblem(words.slice(1)) : viewfinderProblem(words.slice(own.split(' ').length));
      return problem === undefined ? [] : [`${part}: ${problem}`];
    });
}

/** Inline code may name a command without being a command line. */
function inlineProblems(code) {
  const [, name] = /^viewfinder (\w[\w-]*)$/.exec(code) ?? [];
  if (name === undefined) return lineProblems(code);
  return createGrammar().commands.some((command) => command.name() === name) ? [] : [`${code}: unknown command`];
}

function textProblems(text) {
  const { lines, inline } = codeOf(text);
  const isComplete = (code) => !code.includes('…');
  return [...lines.filter(isComplete).flatMap(lineProblems), ...inline.filter(isComplete).flatMap(inlineProblems)];
}

describe('the command lines of README and guide', () => {
  it('are understood by the product', () => {
    const documents = [...userDocuments(), ...developerDocuments()];
    const problems = documents.flatMap(({ name, text }) => textProblems(text).map((problem) => `${name}: ${problem}`));
    expect(problems).toEqual([]);
  });

  it('are understood where messages quote them', () => {
    const quoted = userDocuments()
      .filter(({ name }) => name.endsWith('messages.md'))
      .flatMap(({ text }) => [...text.matchAll(/["“](viewfinder [^"”]+)["”]/g)].map(([, line]) => line));
    expect(quoted.length).toBeGreaterThan(2);
    expect(quoted.flatMap(inlineProblems)).toEqual([]);
  });

  it('are refused with unknown commands, options, arguments, scripts and files', () => {
    const wrong = [
      'viewfinder frobnicate',
      'viewfinder snapshot',
      'viewfinder run',
      'viewfinder run assets/examples/hello_world.py --sconds 3',
      'viewfinder run assets/examples/hello_world.py --seconds none',
      'viewfinder run assets/examples/hello_world.py extra.py',
      'viewfinder run assets/examples/no_such.py --seconds 3',
      'viewfinder run assets/examples/hello_world.py --detach',
      'viewfinder read-channel counter',
      'npm run nonsense',
    ];
    expect(wrong.filter((line) => lineProblems(line).length === 0)).toEqual([]);
    expect(inlineProblems('viewfinder frobnicate')).toHaveLength(1);
    expect(inlineProblems('viewfinder run')).toEqual([]);
  });
});

describe('README and package.json', () => {
  it('describe the product in the same words and want the same version of Node', () => {
    const [readme] = userDocuments();
    expect(readme.text.replaceAll('\n', ' ')).toContain(description);
    expect(readme.text).toContain(engines.node.replace('>=', ''));
  });
});
