// From the text of an option to its value; commander puts a refusal into words.

import { InvalidArgumentError, Option, type Command } from 'commander';
import * as v from 'valibot';
import { channelPicture } from '../../src-shared/contract/frames.ts';
import { rawChannelFormats, type ChannelPicture } from '../../src-shared/device/channel.ts';

const cameraHelp = 'sim, sim:H7, a serial port, tcp://HOST:PORT, udp://HOST:PORT or replay:FILE';

export function cameraOption(): Option {
  return new Option('--camera <address>', cameraHelp).default('sim');
}

export function compatibleOption(): Option {
  return new Option('--compatible', 'fetch pictures the slower way that suits every firmware');
}

/** Limits, and which pictures: of the commands that follow a script to its end. */
export function addScriptOptions(command: Command): Command {
  return command
    .addOption(cameraOption())
    .addOption(new Option('--seconds <seconds>', 'end after this time').argParser(positiveNumber).conflicts('frames'))
    .option('--frames <count>', 'end after this many pictures', positiveInteger)
    .addOption(new Option('--raw', 'ask for raw pictures instead of JPEG').conflicts('framesFrom'))
    .addOption(compatibleOption())
    .addOption(framesFromOption())
    .addOption(framesAsOption())
    .option('--json', 'end with a JSON summary on the last line');
}

export function framesFromOption(): Option {
  return new Option(
    '--frames-from <channel>',
    'take the pictures from this channel of the script instead of the stream',
  );
}

export function framesAsOption(): Option {
  return new Option('--frames-as <format>', 'what its bytes are: file (JPEG or PNG), or as rgb565:320x240').argParser(
    framesAs,
  );
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
    `Expected file, or one of ${rawChannelFormats.join(', ')} with a size: rgb565:320x240.`,
  );
}

export function hexBytes(text: string): Uint8Array {
  const digits = text.replaceAll(/[\s:,]|0x/gi, '');
  if (digits === '' || !/^([0-9a-f]{2})*$/i.test(digits)) {
    throw new InvalidArgumentError('Expected bytes in hexadecimal, two digits each: "01 ff".');
  }
  return new Uint8Array(Buffer.from(digits, 'hex'));
}
