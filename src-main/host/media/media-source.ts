// Where frames come from: the camera's own stream, a channel of the script; later an RTSP address, a recording, another
// camera. A new kind is one class and one line in `kinds`; nothing else knows the kinds.

import type { FrameSource } from '../../../src-shared/contract/frames.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import type { Frame } from '../../../src-shared/picture/frame.ts';
import { ChannelFrames } from '../../camera/channel-frames.ts';
import type { ConnectedCamera } from '../cameras/connected-camera.ts';
import type { PreviewControl } from './preview-control.ts';

export interface MediaSink {
  frame(this: void, frame: Frame): void;
  /** A frame was left out; the source continues. */
  problem(this: void, error: Error): void;
}

export interface MediaSource extends Disposable {
  /** Unique within a camera: "stream", "channel:NAME". */
  readonly id: string;
  /** Delivers frames until it is disposed. Called once. */
  start(sink: MediaSink): void;
}

/** What sources are made from. */
export interface MediaSourceParts {
  readonly camera: ConnectedCamera;
  readonly preview: PreviewControl;
  readonly clock: Clock;
}

type Spec<Kind extends FrameSource['kind']> = Extract<FrameSource, { readonly kind: Kind }>;

const kinds: {
  readonly [Kind in FrameSource['kind']]: (spec: Spec<Kind>, parts: MediaSourceParts) => MediaSource;
} = {
  stream: (_spec, parts) => new CameraStream(parts),
  channel: (spec, parts) => new ChannelSource(spec, parts),
};

/** A source that has not been started yet. */
export function createMediaSource<Kind extends FrameSource['kind']>(
  spec: Spec<Kind>,
  parts: MediaSourceParts,
): MediaSource {
  return kinds[spec.kind](spec, parts);
}

/** The stream that the camera sends by itself; it is switched on while this source runs. */
class CameraStream implements MediaSource {
  readonly id = 'stream';
  readonly #parts: MediaSourceParts;
  readonly #store = new DisposableStore();

  constructor(parts: MediaSourceParts) {
    this.#parts = parts;
  }

  start(sink: MediaSink): void {
    const { camera, preview } = this.#parts;
    this.#store.add(preview.use());
    this.#store.add(camera.onFrame(sink.frame));
    this.#store.add(camera.onFrameProblem(sink.problem));
  }

  dispose(): void {
    this.#store.dispose();
  }
}

/** Images that the script offers on a channel. */
class ChannelSource implements MediaSource {
  readonly id: string;
  readonly #spec: Spec<'channel'>;
  readonly #parts: MediaSourceParts;
  readonly #store = new DisposableStore();

  constructor(spec: Spec<'channel'>, parts: MediaSourceParts) {
    this.id = `channel:${spec.name}`;
    this.#spec = spec;
    this.#parts = parts;
  }

  start(sink: MediaSink): void {
    const { camera, clock } = this.#parts;
    const { name, picture } = this.#spec;
    const frames = this.#store.add(new ChannelFrames({ channels: camera.channels, name, picture, clock }));
    frames.onFrame(sink.frame);
    frames.onProblem(sink.problem);
  }

  dispose(): void {
    this.#store.dispose();
  }
}
