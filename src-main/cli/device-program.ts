// The part of the grammar that looks at cameras and at recorded sessions.

import { Option, type Command } from 'commander';
import { benchCommand, type BenchOptions } from './bench-command.ts';
import { channelsCommand } from './channels-command.ts';
import type { CliContext, ExitCode } from './cli-context.ts';
import type { DeviceOptions } from './device-session.ts';
import { infoCommand } from './info-command.ts';
import {
  addScriptOptions,
  cameraOption,
  compatibleOption,
  framesAsOption,
  framesFromOption,
  hexBytes,
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
      .option('--script <file>', 'run this script first, stop it at the end; without it the one that runs runs on')
      .option('--json', 'end with a JSON object on the last line');

  device('info', 'Print what the camera says about itself').action(async (options: DeviceOptions) =>
    done(await infoCommand(context, options)),
  );

  device('channels', 'List the channels of the camera and of its script').action(async (options: DeviceOptions) =>
    done(await channelsCommand(context, options)),
  );

  device('read-channel', 'Read a channel to standard output or a file')
    .argument('<channel>', 'its name, or its number')
    .option('--size <bytes>', 'how much; default: what the channel has', positiveInteger)
    .option('-o, --output <file>', 'file to write')
    .option('--follow', 'read again at each event of the channel, until the script ends or Ctrl-C')
    .addOption(
      new Option('--seconds <seconds>', 'follow for this time').argParser(positiveNumber).implies({ follow: true }),
    )
    .addOption(
      new Option('--count <count>', 'follow for as many reads').argParser(positiveInteger).implies({ follow: true }),
    )
    .action(async (channel: string, options: ReadChannelOptions) =>
      done(await readChannelCommand(context, channel, options)),
    );

  device('write-channel', 'Write to a channel')
    .argument('<channel>', 'its name, or its number')
    .addOption(new Option('--text <text>', 'as UTF-8').conflicts(['hex', 'file']))
    .addOption(new Option('--hex <bytes>', 'as hexadecimal digits').argParser(hexBytes).conflicts('file'))
    .option('--file <file>', 'the bytes of a file')
    .action(async (channel: string, options: WriteChannelOptions) =>
      done(await writeChannelCommand(context, channel, options)),
    );

  addScriptOptions(
    program
      .command('record')
      .description('Run a script, or watch one that runs, and write the session down as a capture log, byte for byte')
      .argument('[script]', 'Python file, sent byte for byte')
      .requiredOption('-o, --output <file>', 'capture log to write')
      .option('--attach', 'record a script that runs already, and leave it running'),
  ).action(async (script: string | undefined, options: RecordOptions) =>
    done(await recordCommand(context, script, options)),
  );

  program
    .command('replay')
    .description('Show a capture log: its text, and its pictures counted or saved')
    .argument('<file>', 'capture log')
    .addOption(
      new Option('--speed <speed>', 'as it was, or as fast as possible')
        .choices(['original', 'max'])
        .default('original'),
    )
    .option('--save-frames <folder>', 'save every picture: JPEG as it came, raw pictures as PNG')
    .addOption(framesFromOption())
    .addOption(framesAsOption())
    .option('--json', 'end with a JSON summary on the last line')
    .action(async (file: string, options: ReplayCommandOptions) => done(await replayCommand(context, file, options)));

  program
    .command('bench')
    .description('Measure pictures and bytes a second, round trips and processor time')
    .addOption(cameraOption())
    .addOption(compatibleOption())
    .option('--seconds <seconds>', 'time of each measurement', positiveNumber, 3)
    .option('--json', 'end with a JSON object on the last line')
    .action(async (options: BenchOptions) => done(await benchCommand(context, options)));
}
