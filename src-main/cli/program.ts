// The grammar of the command line. The work of each command is in its own file.

import { Command, CommanderError, Option } from 'commander';
import type { CliContext, ExitCode } from './cli-context.ts';
import { CliError } from './cli-error.ts';
import { detachedRun } from './detached-run.ts';
import { addDeviceCommands } from './device-program.ts';
import {
  addFlashOptions,
  addScriptOptions,
  cameraOption,
  compatibleOption,
  jsonOption,
  portNumber,
  positiveNumber,
  wholeNumber,
} from './option-values.ts';
import { portsCommand, type PortsOptions } from './ports-command.ts';
import { profileCommand, type ProfileOptions } from './profile-command.ts';
import { runCommand, type RunCommandOptions } from './run-command.ts';
import { serveCommand, type ServeOptions } from './serve-command.ts';
import { simulateCommand, type SimulateOptions } from './simulate-command.ts';
import { snapshotCommand, type SnapshotOptions } from './snapshot-command.ts';
import { watchCommand } from './watch-command.ts';
import { simulatedBoardNames } from '../simulator/core/script-engine.ts';

/** Parses `args` (without node and script) and runs the command. Rejects with the error of the command. */
export async function runProgram(args: readonly string[], context: CliContext): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = createProgram(context, (code) => (exitCode = code));
  try {
    await program.parseAsync(args.length === 0 ? ['--help'] : args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version end this way too.
    if (error.exitCode === 0) return 0;
    throw new CliError('usage', sentence(error.message), { cause: error });
  }
  return exitCode;
}

/** "error: unknown command 'x'" becomes "Unknown command 'x'." */
function sentence(message: string): string {
  const text = message.replace(/^error: /, '').replaceAll('\n', ' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?)]$/.test(text) ? '' : '.'}`;
}

/** The grammar. Each action does the work of its command and reports its exit code to `done`. */
export function createProgram(context: CliContext, done: (code: ExitCode) => void): Command {
  const { output } = context;
  const program = new Command('viewfinder')
    .description(
      'Run scripts on, and view frames from, MicroPython machine-vision cameras. Uses a simulated camera unless --camera is given.',
    )
    .version(context.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.line(text.trimEnd()),
      // Errors of all layers are put into words in one place.
      writeErr: () => undefined,
    });

  program
    .command('ports')
    .description('List available cameras')
    .option('--json', 'print one JSON object')
    .action(async (options: PortsOptions) => done(await portsCommand(context, options)));

  addRunCommands(program, context, done);
  addServerCommands(program, context, done);
  addDeviceCommands(program, context, done);
  return program;
}

const saveFrame = ['--save-frame <file>', 'save the last frame (JPEG unchanged, raw as PNG)'] as const;

function addRunCommands(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  addFlashOptions(
    addScriptOptions(
      program
        .command('run')
        .description(
          'Run a script and print its output until it ends or Ctrl-C. Exits with 1 if the script raises an exception.',
        )
        .argument('<script>', 'Python file')
        .option(...saveFrame)
        .addOption(
          new Option('--detach', 'start the script and exit (not with sim)').conflicts([
            'seconds',
            'frames',
            'saveFrame',
            'raw',
            'framesFrom',
            'flash',
            'scriptFolder',
          ]),
        ),
    ),
  ).action(async (script: string, options: RunCommandOptions & { readonly detach?: boolean }) =>
    done(await (options.detach === true ? detachedRun : runCommand)(context, script, options)),
  );

  addScriptOptions(
    program
      .command('watch')
      .description('Print the output of the running script without stopping it')
      .option(...saveFrame),
  ).action(async (options: RunCommandOptions) => done(await watchCommand(context, options)));

  addFlashOptions(
    program
      .command('profile')
      .description('Run a script and show where it spends its time')
      .argument('<script>', 'Python file')
      .addOption(cameraOption())
      .addOption(new Option('--seconds <seconds>', 'stop after this many seconds').argParser(positiveNumber))
      .option('--exclusive', 'exclude time spent in called functions')
      .option('--elf <file>', 'firmware ELF file for function names')
      .addOption(new Option('--json', 'print the profile as one JSON object on the last line').conflicts('csv'))
      .option('--csv', 'print CSV to stdout, script output to stderr'),
  ).action(async (script: string, options: ProfileOptions) => done(await profileCommand(context, script, options)));

  program
    .command('snapshot')
    .description('Save one frame as an image (JPEG or PNG)')
    .requiredOption('-o, --output <file>', 'image file to write')
    .addOption(cameraOption())
    .option('--raw', 'request a raw frame instead of JPEG, and save it as PNG')
    .addOption(compatibleOption())
    .addOption(jsonOption())
    .action(async (options: SnapshotOptions) => done(await snapshotCommand(context, options)));
}

function addServerCommands(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  program
    .command('simulate')
    .description('Provide a simulated camera to other programs')
    .addOption(new Option('--pty', 'on a pseudo terminal (default)').conflicts(['tcp', 'udp']))
    .addOption(new Option('--tcp <port>', 'on a TCP port (0: any free port)').argParser(portNumber).conflicts('udp'))
    .option('--udp <port>', 'on a UDP port (0: any free port)', portNumber)
    .addOption(new Option('--board <board>', 'simulated board').choices(simulatedBoardNames).default('N6'))
    .option('--link <path>', 'create a symlink to the pseudo terminal')
    .option('--flash <folder>', 'folder used as /flash (default: temporary)')
    .option('--seed <number>', 'seed for the scene', wholeNumber, 1)
    .option('--no-profile', 'simulate firmware without a profiler')
    .option('--elf <file>', 'write a matching firmware ELF file')
    .option('--json', 'print the address as one JSON object')
    .action(async (options: SimulateOptions) => done(await simulateCommand(context, options)));

  program
    .command('serve')
    .description('Open Viewfinder in a browser')
    .addOption(new Option('--port <port>', 'port').argParser(portNumber).default(0, 'any free port'))
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--data <folder>', 'data folder (settings, drafts)')
    .option('--tls-cert <file>', 'serve over https with this certificate (PEM, with --tls-key)')
    .option('--tls-key <file>', 'key of the certificate (PEM)')
    .option('--open', 'open the page in the default browser')
    .option('--json', 'print the address as one JSON object')
    .action(async (options: ServeOptions) => done(await serveCommand(context, options)));
}
