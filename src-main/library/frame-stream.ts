// Frames for callers who ask for them. Part of `Camera` (camera.ts).

import type { ChannelPicture } from '../../src-shared/device/channel.ts';
import type { StreamSettings } from '../../src-shared/device/stream-settings.ts';
import { Emitter, type Listen } from '../../src-shared/lib/emitter.ts';
import type { Frame } from '../../src-shared/picture/frame.ts';
import { PictureError } from '../../src-shared/picture/picture-error.ts';
import { ChannelFrames } from '../camera/channel-frames.ts';
import type { CallOptions } from '../camera/facets.ts';
import { cameraFrame, type CameraFrame } from './camera-frame.ts';
import type { EngineAccess } from './engine-access.ts';
import { iterate } from './iterate.ts';
import { Mailbox } from './mailbox.ts';
import { newestFrame } from './mailbox-policies.ts';

/** What the preview is to deliver. */
export interface StreamingOptions extends CallOptions {
  /** Raw pixels instead of JPEG. */
  readonly raw?: boolean;
  /** Largest raw frame, [width, height] in pixels; the camera scales larger ones down. Default: the board's. */
  readonly resolution?: readonly [width: number, height: number];
  /** Chip id of the sensor that feeds the preview; protocol 1.0.1 and later. */
  readonly source?: number;
}

/** How frames are delivered. */
export interface FrameOptions extends CallOptions {
  /** Convert to RGB888. Default false: `data` is what the camera sent. */
  readonly rgb?: boolean;
}

/** How frames of a channel are delivered. */
export interface ChannelFrameOptions extends FrameOptions {
  /** What the channel's bytes are. Default: a JPEG or PNG file. */
  readonly picture?: ChannelPicture;
}

/** The preview, and frames that scripts offer on channels. */
export class FrameStream {
  readonly #access: EngineAccess;
  readonly #latest = new Mailbox(newestFrame);
  readonly #problems = new Emitter<Error>();
  readonly onProblem: Listen<Error> = this.#problems.event;

  constructor(access: EngineAccess) {
    this.#access = access;
    access.engine.onFrameProblem((error) => this.#problems.emit(error));
    access.engine.onFrame((frame) => this.#latest.push(frame));
  }

  /** Forgets the frame that waits to be read. */
  clear(): void {
    this.#latest.clear();
  }

  /** Switches the preview on or off. */
  async configure(enabled: boolean, options: StreamingOptions): Promise<void> {
    const { signal } = options;
    signal?.throwIfAborted();
    this.#access.requireConnected();
    await this.#access.engine.preview.configure(streamSettings(enabled, options), signal && { signal });
    if (!enabled) this.clear();
  }

  /** Takes the newest frame that was not read yet; undefined if there is none. */
  async read({ rgb = false, signal }: FrameOptions): Promise<CameraFrame | undefined> {
    signal?.throwIfAborted();
    let frame = this.#latest.take();
    if (frame === undefined) {
      await this.#access.giveWay(signal);
      frame = this.#latest.take();
    }
    if (frame === undefined) this.#access.requireConnected();
    return frame && cameraFrame(frame, rgb);
  }

  /** Frames of the preview as they arrive. */
  iterate(options: FrameOptions): AsyncIterable<CameraFrame> {
    return this.#iterate(this.#access.engine.onFrame, options);
  }

  /** Frames that scripts offer on channels with this name. */
  iterateChannel(name: string, options: ChannelFrameOptions): AsyncIterable<CameraFrame> {
    const { picture = { format: 'file' }, ...frameOptions } = options;
    const listen: Listen<Frame> = (listener) => {
      const { engine, clock } = this.#access;
      const reader = new ChannelFrames({ channels: engine.channels, name, picture, clock });
      reader.onProblem((error) => this.#problems.emit(error));
      reader.onFrame(listener);
      return reader;
    };
    return this.#iterate(listen, frameOptions);
  }

  #iterate(listen: Listen<Frame>, { rgb = false, signal }: FrameOptions): AsyncIterable<CameraFrame> {
    const box = new Mailbox(newestFrame);
    const { onStateChange } = this.#access.engine;
    return this.#convert(iterate({ box, listen, onStateChange, signal }), rgb);
  }

  async *#convert(frames: AsyncIterable<Frame>, rgb: boolean): AsyncGenerator<CameraFrame, void, undefined> {
    let damaged = 0;
    for await (const frame of frames) {
      let converted: CameraFrame;
      try {
        converted = cameraFrame(frame, rgb);
      } catch (error) {
        if (!(error instanceof PictureError) || error.code !== 'bad-picture') throw error;
        damaged++;
        this.#problems.emit(error);
        continue;
      }
      yield damaged === 0 ? converted : { ...converted, droppedBefore: converted.droppedBefore + damaged };
      damaged = 0;
    }
  }
}

function streamSettings(enabled: boolean, { raw = false, resolution, source }: StreamingOptions): StreamSettings {
  const [width, height] = resolution ?? [];
  return {
    enabled,
    raw,
    ...(width !== undefined && height !== undefined && { rawSize: { width, height } }),
    ...(source !== undefined && { sensorChipId: source }),
  };
}
