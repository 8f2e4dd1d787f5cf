// Options that several commands share, and the parsers of their values; commander puts a refusal into words.

import { InvalidArgumentError, Option, type Command } from 'commander';
import * as v from 'valibot';
import { channelPicture } from '../../src-shared/contract/frames.ts';
import { rawChannelFormats, type ChannelPicture } from '../../src-shared/device/channel.ts';

const cameraHelp = 'camera address: sim, sim:H7, COM3, /dev/ttyACM0, tcp://HOST:PORT, udp://HOST:PORT or replay:FILE';

export function cameraOption(): Option {
  return new Option('--camera <address>', cameraHelp).default('sim');
}

export function compatibleOption(): Option {
  return new Option('--compatible', 'use the compatible (slower) frame transfer');
}

export function jsonOption(): Option {
  return new Option('--json', 'print a JSON summary as the last line');
}

/** What a script on the simulated camera sees as /flash. */
export function addFlashOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--flash <folder>', 'folder used as /flash of a simulated camera (default: temporary)').conflicts(
        'scriptFolder',
      ),
    )
    .option('--script-folder', "use the script's folder as /flash, so that it can import modules beside it");
}

/** Limits and choice of frames, for the commands that follow a script to its end. */
export function addScriptOptions(command: Command): Command {
  return command
    .addOption(cameraOption())
    .addOption(
      new Option('--seconds <seconds>', 'stop after this many seconds').argParser(positiveNumber).conflicts('frames'),
    )
    .option('--frames <count>', 'stop after this many frames', positiveInteger)
    .addOption(new Option('--raw', 'request raw frames instead of JPEG').conflicts('framesFrom'))
    .addOption(compatibleOption())
    .addOption(framesFromOption())
    .addOption(framesAsOption())
    .addOption(jsonOption());
}

export function framesFromOption(): Option {
  return new Option('--frames-from <channel>', 'read frames from this channel instead of the stream');
}

export function framesAsOption(): Option {
  return new Option(
    '--frames-as <format>',
    'frame format of the channel: file (JPEG/PNG) or FORMAT:WxH, e.g. rgb565:320x240',
  ).argParser(framesAs);
}

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('Expected a number above 0.');
  return value;
}

export function positiveInteger(text: string): number {
  const value = positiveNumber(text);
  if (!Number.isSafeInteger(value)) throw new InvalidArgumentError('Expected a whole number.');
  return value;
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
}

export function portNumber(text: string): number {
  const value = wholeNumber(text);
  if (value > 65_535) throw new InvalidArgumentError('Expected a port from 0 to 65535.');
  return value;
}

function framesAs(text: string): ChannelPicture {
  const [, format, width, height] = /^(\w+)(?::(\d+)x(\d+))?$/.exec(text) ?? [];
  const size = width === undefined ? {} : { width: Number(width), height: Number(height) };
  const parsed = v.safeParse(channelPicture, { format, ...size });
  if (parsed.success) return parsed.output;
  throw new InvalidArgumentError(
    `Expected file, or one of ${rawChannelFormats.join(', ')} with a size, e.g. rgb565:320x240.`,
  );
}

export function hexBytes(text: string): Uint8Array {
  const digits = text.replaceAll(/[\s:,]|0x/gi, '');
  if (digits === '' || !/^([0-9a-f]{2})*$/i.test(digits)) {
    throw new InvalidArgumentError('Expected hexadecimal bytes of two digits each, e.g. "01 ff".');
  }
  return new Uint8Array(Buffer.from(digits, 'hex'));
}
