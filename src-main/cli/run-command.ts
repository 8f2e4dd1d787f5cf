import { readFile } from 'node:fs/promises';
import type { ChannelPicture } from '../../src-shared/device/channel.ts';
import type { Traceback } from '../../src-shared/text/traceback.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import type { Camera } from '../camera/camera.ts';
import type { CameraIdentity } from '../../src-shared/device/identity.ts';
import type { StreamSettings } from '../../src-shared/device/stream-settings.ts';
import { ChannelFrames } from '../camera/channel-frames.ts';
import { fileError } from '../host/host-error.ts';
import { requireFacet } from '../camera/require-facet.ts';
import type { CliContext, ExitCode } from './cli-context.ts';
import { CliError } from './cli-error.ts';
import { flashFolderOf, type FlashOptions } from './flash-folder.ts';
import { checkImageName, saveImage } from './image-file.ts';
import { runSession, watchSession, type RunOptions, type RunResult } from './run-session.ts';

export interface RunCommandOptions extends FlashOptions {
  readonly seconds?: number;
  readonly frames?: number;
  readonly saveFrame?: string;
  /** Raw frames instead of JPEG. */
  readonly raw?: boolean;
  /** Use the frame transfer that works with all firmware. */
  readonly compatible?: boolean;
  /** Name of a channel that delivers the frames, instead of the stream. */
  readonly framesFrom?: string;
  /** Format of the channel's data; JPEG or PNG files by default. */
  readonly framesAs?: ChannelPicture;
  readonly json?: boolean;
}

export interface RunOutcome {
  readonly result: RunResult;
  readonly identity: CameraIdentity;
}

/** Runs a script and prints its output; 1 if it raised an exception. */
export async function runCommand(context: CliContext, script: string, options: RunCommandOptions): Promise<ExitCode> {
  return printOutcome(context, options, await runToEnd(context, script, options));
}

/** Prints the summary of a run; `more` adds to it. */
export function printOutcome(
  { output }: CliContext,
  options: RunCommandOptions,
  { result, identity }: RunOutcome,
  more: { readonly facts?: object; readonly line?: string } = {},
): ExitCode {
  if (options.json) output.json({ ...summary(result, options.camera, identity), ...more.facts });
  else output.note(summaryLine(result, identity) + (more.line ?? ''));
  return result.exception === undefined ? 0 : 1;
}

/**
 * From connecting to the end of the connection. Without a script the running one is watched, and left running unless it
 * ends by itself. Rejects with `no-frame` if frames were requested and none arrived.
 */
export async function runToEnd(
  context: CliContext,
  script: string | undefined,
  options: RunCommandOptions,
): Promise<RunOutcome> {
  const { output, clock, signal } = context;
  const source = script === undefined ? undefined : await readScript(script);
  checkImageName(options.saveFrame);
  const flashFolder = await flashFolderOf(options, script);
  const camera = await context.openCamera(options.camera, { flashFolder });
  const channelFrames = framesOfChannel(camera, clock, options);
  // Of many damaged frames only the first is reported; the summary counts them.
  const problems = [channelFrames?.onProblem, camera.onFrameProblem];
  let reported = false;
  for (const onProblem of problems) {
    onProblem?.((error) => {
      if (!reported) output.failure(error);
      reported = true;
    });
  }
  const limits: RunOptions = {
    clock,
    signal,
    seconds: options.seconds,
    frames: options.frames,
    onFrame: channelFrames?.onFrame,
    onText: (bytes) => output.bytes(bytes),
  };
  const connect = async (stopRunning: boolean): Promise<void> => {
    await camera.connect({ signal, stopRunning });
    await requireFacet(camera, 'preview').configure(channelFrames === undefined ? streamFor(options) : noStream, {
      signal,
    });
  };
  try {
    if (source !== undefined) await connect(true);
    const result =
      source === undefined
        ? await watchSession(camera, () => connect(false), limits)
        : await runSession(camera, source, limits);
    if (result.lastFrame === undefined) checkFrames(result, options);
    else if (options.saveFrame !== undefined) await saveImage(options.saveFrame, result.lastFrame);
    return { result, identity: camera.identity! };
  } finally {
    channelFrames?.dispose();
    await camera.disconnect();
  }
}

/** Throws `no-frame` if frames were requested, unless the script failed or the run was interrupted. */
function checkFrames({ exception, endedBy }: RunResult, { saveFrame, framesFrom }: RunCommandOptions): void {
  const wanted = saveFrame !== undefined || (framesFrom !== undefined && endedBy !== 'interrupt');
  if (!wanted || exception !== undefined) return;
  throw new CliError('no-frame', 'The run ended without a frame.', {
    data: framesFrom === undefined ? {} : { channel: framesFrom },
  });
}

/** Undefined if the frames come from the stream. */
export function framesOfChannel(
  camera: Camera,
  clock: Clock,
  options: Pick<RunCommandOptions, 'framesFrom' | 'framesAs'>,
): ChannelFrames | undefined {
  const { framesFrom: name, framesAs: picture = { format: 'file' } } = options;
  if (name === undefined) return undefined;
  return new ChannelFrames({ channels: requireFacet(camera, 'channels'), clock, name, picture });
}

/** The camera scales larger raw frames down; this is larger than any of its buffers. */
const largestRawSize = { width: 1280, height: 1024 };
const noStream: StreamSettings = { enabled: false, raw: false };

/** The preview is on: a run is counted in frames. */
export function streamFor({
  raw = false,
  compatible = false,
}: {
  raw?: boolean;
  compatible?: boolean;
}): StreamSettings {
  return { enabled: true, raw, ...(raw && { rawSize: largestRawSize }), ...(compatible && { compatible }) };
}

/** The bytes of a script, unchanged. Rejects with a HostError. */
export async function readScript(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw fileError(error, file);
  }
}

function summary(result: RunResult, address: string, identity: CameraIdentity): object {
  const { lastFrame, exception, fps, seconds, ...counts } = result;
  return {
    ...counts,
    fps: rounded(fps),
    seconds: rounded(seconds),
    camera: {
      id: address,
      board: identity.board,
      serial: identity.serial,
      firmware: identity.firmware,
      protocol: identity.protocol,
    },
    ...(lastFrame === undefined ? {} : { picture: { width: lastFrame.width, height: lastFrame.height } }),
    ...(exception === undefined ? {} : { exception: exceptionFacts(exception) }),
  };
}

function exceptionFacts({ type, message, file, line, text }: Traceback): object {
  return { type, message, file, line, traceback: text };
}

function summaryLine(result: RunResult, identity: CameraIdentity): string {
  const parts = [
    `${result.frames} frames`,
    `${rounded(result.fps)} fps`,
    `${result.dropped} dropped`,
    `${result.stdoutBytes} bytes of output`,
    `${rounded(result.seconds)} s`,
  ];
  const { exception } = result;
  const raised = exception === undefined ? '' : `; ${exception.type} in ${exception.file} line ${exception.line}`;
  return `${identity.board}: ${parts.join(', ')}${raised}`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
