// The grammar of the command line. Each command's work is in its own file.

import { Command, CommanderError, Option } from 'commander';
import type { CliContext, ExitCode } from './cli-context.ts';
import { CliError } from './cli-error.ts';
import { detachedRun } from './detached-run.ts';
import { addDeviceCommands } from './device-program.ts';
import {
  addScriptOptions,
  cameraOption,
  compatibleOption,
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

/** Parses `args` (without node and script) and runs the command. Rejects with what the command rejects with. */
export async function runProgram(args: readonly string[], context: CliContext): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = createProgram(context, (code) => (exitCode = code));
  try {
    await program.parseAsync(args.length === 0 ? ['--help'] : args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version end this way too.
    if (error.exitCode === 0) return 0;
    throw new CliError('usage', error.message.replace(/^error: /, '').replaceAll('\n', ' '), { cause: error });
  }
  return exitCode;
}

/** The grammar. Each action does the work of its command and reports its exit code to `done`. */
export function createProgram(context: CliContext, done: (code: ExitCode) => void): Command {
  const { output } = context;
  const program = new Command('viewfinder')
    .description('Viewer for machine-vision cameras that run MicroPython. The simulated camera needs no hardware.')
    .version(context.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.line(text.trimEnd()),
      // Errors are put into words in one place, for all layers.
      writeErr: () => undefined,
    });

  program
    .command('ports')
    .description('List the cameras that can be connected to')
    .option('--json', 'print one JSON object')
    .action(async (options: PortsOptions) => done(await portsCommand(context, options)));

  const saveFrame = ['--save-frame <file>', 'save the last picture: JPEG as it came, raw pictures as PNG'] as const;
  addScriptOptions(
    program
      .command('run')
      .description('Run a script and print its output; exit code 1 when the script raises')
      .argument('<script>', 'Python file, sent byte for byte')
      .option(...saveFrame)
      .addOption(
        new Option('--detach', 'start it and leave it running, for "watch" and others to look at').conflicts([
          'seconds',
          'frames',
          'saveFrame',
          'raw',
          'framesFrom',
        ]),
      ),
  ).action(async (script: string, options: RunCommandOptions & { readonly detach?: boolean }) =>
    done(await (options.detach === true ? detachedRun : runCommand)(context, script, options)),
  );

  addScriptOptions(
    program
      .command('watch')
      .description('Print the output of a script that runs already, and leave it running')
      .option(...saveFrame),
  ).action(async (options: RunCommandOptions) => done(await watchCommand(context, options)));

  program
    .command('profile')
    .description('Run a script and tell where its time went')
    .argument('<script>', 'Python file, sent byte for byte')
    .addOption(cameraOption())
    .addOption(new Option('--seconds <seconds>', 'stop after this time').argParser(positiveNumber))
    .option('--exclusive', 'leave the functions that were called out of the times')
    .option('--elf <file>', 'firmware ELF to name functions by')
    .addOption(new Option('--json', 'end with the profile as one JSON object on the last line').conflicts('csv'))
    .option('--csv', 'print the profile as CSV and the output of the script as remarks')
    .action(async (script: string, options: ProfileOptions) => done(await profileCommand(context, script, options)));

  program
    .command('snapshot')
    .description('Take one picture')
    .requiredOption('-o, --output <file>', 'file to write')
    .addOption(cameraOption())
    .option('--raw', 'a raw picture, saved as PNG, instead of JPEG')
    .addOption(compatibleOption())
    .option('--json', 'end with a JSON summary on the last line')
    .action(async (options: SnapshotOptions) => done(await snapshotCommand(context, options)));

  program
    .command('simulate')
    .description('Offer a simulated camera to other programs until Ctrl-C')
    .addOption(new Option('--pty', 'on a serial port of its own (the default)').conflicts(['tcp', 'udp']))
    .addOption(new Option('--tcp <port>', 'on a TCP port; 0 takes a free one').argParser(portNumber).conflicts('udp'))
    .option('--udp <port>', 'on a UDP port; 0 takes a free one', portNumber)
    .addOption(new Option('--board <board>', 'which board').choices(simulatedBoardNames).default('N6'))
    .option('--link <path>', 'with --pty: a path to reach the serial port at')
    .option('--flash <folder>', 'folder that scripts see as /flash; without it an empty one for this time')
    .option('--seed <number>', 'the same seed gives the same scene', wholeNumber, 1)
    .option('--no-profile', 'as firmware without the profile channel')
    .option('--elf <file>', 'write a firmware ELF whose symbols name what its profiler reports')
    .option('--json', 'announce the address as one JSON object')
    .action(async (options: SimulateOptions) => done(await simulateCommand(context, options)));

  program
    .command('serve')
    .description('Serve the program as a page for any browser until Ctrl-C')
    .option('--port <port>', 'default: any free one', portNumber, 0)
    .option('--host <address>', 'address to listen on; the default is this computer only', '127.0.0.1')
    .option('--data <folder>', 'where settings and drafts are kept')
    .option('--tls-cert <file>', 'serve by https with this certificate (PEM); with --tls-key')
    .option('--tls-key <file>', 'the key of the certificate (PEM)')
    .option('--open', 'open the page in the default browser')
    .option('--json', 'announce the address as one JSON object')
    .action(async (options: ServeOptions) => done(await serveCommand(context, options)));

  addDeviceCommands(program, context, done);
  return program;
}
