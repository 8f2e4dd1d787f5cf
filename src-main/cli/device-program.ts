// The grammar of the commands that inspect cameras and recordings.

import { Option, type Command } from 'commander';
import { benchCommand, type BenchOptions } from './bench-command.ts';
import { channelsCommand } from './channels-command.ts';
import type { CliContext, ExitCode } from './cli-context.ts';
import type { DeviceOptions } from './device-session.ts';
import { infoCommand } from './info-command.ts';
import {
  addFlashOptions,
  addScriptOptions,
  cameraOption,
  compatibleOption,
  framesAsOption,
  framesFromOption,
  hexBytes,
  jsonOption,
  positiveInteger,
  positiveNumber,
} from './option-values.ts';
import { readChannelCommand, type ReadChannelOptions } from './read-channel-command.ts';
import { recordCommand, type RecordOptions } from './record-command.ts';
import { replayCommand, type ReplayCommandOptions } from './replay-command.ts';
import { writeChannelCommand, type WriteChannelOptions } from './write-channel-command.ts';

export function addDeviceCommands(program: Command, context: CliContext, done: (code: ExitCode) => void): void {
  const device = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .addOption(cameraOption())
      .option(
        '--script <file>',
        'run this script first and stop it at the end. Without it, a running script is left alone.',
      )
      .addOption(jsonOption());

  device('info', 'Show camera information').action(async (options: DeviceOptions) =>
    done(await infoCommand(context, options)),
  );

  device('channels', 'List channels').action(async (options: DeviceOptions) =>
    done(await channelsCommand(context, options)),
  );

  device('read-channel', 'Read data from a channel')
    .argument('<channel>', 'name or number')
    .option('--size <bytes>', 'number of bytes (default: all)', positiveInteger)
    .option('-o, --output <file>', 'file to write')
    .option('--follow', 'keep reading on each channel event')
    .addOption(
      new Option('--seconds <seconds>', 'stop after this many seconds')
        .argParser(positiveNumber)
        .implies({ follow: true }),
    )
    .addOption(
      new Option('--count <count>', 'stop after this many reads').argParser(positiveInteger).implies({ follow: true }),
    )
    .action(async (channel: string, options: ReadChannelOptions) =>
      done(await readChannelCommand(context, channel, options)),
    );

  device('write-channel', 'Write data to a channel')
    .argument('<channel>', 'name or number')
    .addOption(new Option('--text <text>', 'text to write, as UTF-8').conflicts(['hex', 'file']))
    .addOption(
      new Option('--hex <bytes>', 'bytes to write, as hexadecimal digits').argParser(hexBytes).conflicts('file'),
    )
    .option('--file <file>', 'file with the bytes to write')
    .action(async (channel: string, options: WriteChannelOptions) =>
      done(await writeChannelCommand(context, channel, options)),
    );

  addFlashOptions(
    addScriptOptions(
      program
        .command('record')
        .description('Record a session with the camera to a file')
        .argument('[script]', 'Python file')
        .requiredOption('-o, --output <file>', 'recording to write (.vfcap)')
        .option('--attach', 'record the running script without stopping it'),
    ),
  ).action(async (script: string | undefined, options: RecordOptions) =>
    done(await recordCommand(context, script, options)),
  );

  program
    .command('replay')
    .description('Play back a recording')
    .argument('<file>', 'recording (.vfcap)')
    .addOption(new Option('--speed <speed>', 'playback speed').choices(['original', 'max']).default('original'))
    .option('--save-frames <folder>', 'save every frame (JPEG unchanged, raw as PNG)')
    .addOption(framesFromOption())
    .addOption(framesAsOption())
    .addOption(jsonOption())
    .action(async (file: string, options: ReplayCommandOptions) => done(await replayCommand(context, file, options)));

  program
    .command('bench')
    .description('Measure frame rate, throughput, round-trip time and CPU time')
    .addOption(cameraOption())
    .addOption(compatibleOption())
    .option('--seconds <seconds>', 'length of each measurement', positiveNumber, 3)
    .addOption(jsonOption())
    .action(async (options: BenchOptions) => done(await benchCommand(context, options)));
}
