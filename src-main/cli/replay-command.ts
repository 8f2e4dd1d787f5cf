import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { ChannelPicture } from '../../src-shared/device/channel.ts';
import { delay } from '../../src-shared/lib/abort.ts';
import { Deferred } from '../../src-shared/lib/deferred.ts';
import { DisposableStore } from '../../src-shared/lib/disposable.ts';
import { PixelFormat } from '../../src-shared/picture/pixel-format.ts';
import type { Frame } from '../../src-shared/picture/frame.ts';
import { fileError } from '../host/host-error.ts';
import { createReplay } from '../transports/wrap/replay.ts';
import type { CliContext, ExitCode } from './cli-context.ts';
import { BannerFilter } from '../../src-shared/text/banner-filter.ts';
import { openMvText } from '../../src-shared/text/device-text.ts';
import { writeOutput } from './output-file.ts';
import { imageFileBytes } from './image-file.ts';
import { framesOfChannel } from './run-command.ts';

export interface ReplayCommandOptions {
  readonly speed: 'original' | 'max';
  readonly saveFrames?: string;
  /** Name of a channel that delivers the frames, instead of the stream. */
  readonly framesFrom?: string;
  readonly framesAs?: ChannelPicture;
  readonly json?: boolean;
}

/** Time to read the data that was sent before the log ended. */
const lastBytesMs = 100;

/** Plays back a capture log: text on standard output, frames counted and saved. */
export async function replayCommand(
  context: CliContext,
  file: string,
  options: ReplayCommandOptions,
): Promise<ExitCode> {
  const { output, clock, signal } = context;
  const { transport, onEnd } = createReplay({ path: file, speed: options.speed, clock });
  const camera = await context.openCamera(`replay:${file}`, { transport });
  const images = new ImageFolder(options.saveFrames);
  const over = new Deferred<object>();
  // The connection may end before anything waits for it.
  over.promise.catch(() => undefined);
  const store = new DisposableStore();
  const greeting = new BannerFilter(openMvText);
  let stdoutBytes = 0;
  const print = (bytes: Uint8Array): void => {
    stdoutBytes += bytes.length;
    output.bytes(bytes);
  };
  store.add(camera.onText((bytes) => print(greeting.push(bytes))));
  const channelFrames = framesOfChannel(camera, clock, options);
  if (channelFrames !== undefined) store.add(channelFrames);
  store.add((channelFrames?.onFrame ?? camera.onFrame)((frame) => images.add(frame)));
  store.add(
    camera.onStateChange(({ state, error }) => {
      if (state === 'disconnected') over.reject(error ?? new Error('The replay was ended.'));
    }),
  );
  store.add(
    onEnd(({ durationUs, truncated, droppedFrames }) =>
      over.resolve({ endedBy: 'recording', durationSeconds: durationUs / 1e6, truncated, dropped: droppedFrames }),
    ),
  );
  const interrupt = (): void => over.resolve({ endedBy: 'interrupt' });
  signal.addEventListener('abort', interrupt, { once: true });
  store.addCallback(() => signal.removeEventListener('abort', interrupt));
  try {
    const startMs = clock.now();
    const { board, serial, firmware, protocol } = await camera.connect({ signal, stopRunning: false });
    const end = await over.promise;
    if (!signal.aborted) await delay(clock, lastBytesMs);
    print(greeting.flush());
    await images.written();
    const { frames, bytes, last } = images;
    const seconds = Math.round(clock.now() - startMs) / 1000;
    const picture = last === undefined ? {} : { picture: { width: last.width, height: last.height } };
    const summary = { file, ...end, frames, bytes, stdoutBytes, seconds, ...picture };
    if (options.json) output.json({ ...summary, camera: { board, serial, firmware, protocol } });
    else output.note(`${board}: ${frames} frames, ${stdoutBytes} bytes of output, ${seconds} s`);
    return 0;
  } finally {
    store.dispose();
    await camera.disconnect();
  }
}

/** Counts frames, and writes each into the folder, if there is one: 000001.jpg, 000002.png. */
class ImageFolder {
  readonly #folder: string | undefined;
  #writing: Promise<void>;
  frames = 0;
  bytes = 0;
  last: Frame | undefined;

  constructor(folder: string | undefined) {
    this.#folder = folder;
    this.#writing = folder === undefined ? Promise.resolve() : this.#make(folder);
    this.#writing.catch(() => undefined);
  }

  add(frame: Frame): void {
    this.frames++;
    this.bytes += frame.data.length;
    this.last = frame;
    if (this.#folder === undefined) return;
    const ending = frame.format === PixelFormat.jpeg ? 'jpg' : 'png';
    const file = path.join(this.#folder, `${String(this.frames).padStart(6, '0')}.${ending}`);
    this.#writing = this.#writing.then(() => this.#write(file, frame));
    this.#writing.catch(() => undefined);
  }

  /** Rejects with the first failure. */
  written(): Promise<void> {
    return this.#writing;
  }

  async #make(folder: string): Promise<void> {
    try {
      await mkdir(folder, { recursive: true });
    } catch (error) {
      throw fileError(error, folder);
    }
  }

  async #write(file: string, frame: Frame): Promise<void> {
    await writeOutput(file, imageFileBytes(file, frame));
  }
}
