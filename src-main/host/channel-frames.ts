// Pictures that a script offers on a channel of its own, as frames. The script holds each picture until its last byte has
// been read, so a picture is read in one request and no byte of it twice; one that came incomplete is left out.
// Reads when the channel tells that there is something, and looks now and then in case it does not tell.
// Over it: the frames service and the CLI. Under it: a Camera.
//
// Too fast: nothing queues here. One picture is under way at a time; the script decides what it drops meanwhile.

import type { FrameSource } from '../../src-shared/contract/frames.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../src-shared/lib/disposable.ts';
import { Emitter } from '../../src-shared/lib/emitter.ts';
import type { Camera, Frame } from '../camera/camera.ts';
import { channelPicture } from './channel-picture.ts';

/** Between looks at a channel that tells of its pictures, or has none. */
const longestLookMs = 250;
/** After a look that found a picture: the script does not tell, so this is what it gets. */
const shortestLookMs = 10;
/** Weight of the newest interval in the rate. */
const rateShare = 0.2;

/** What is needed of a camera. */
export type ChannelCamera = Pick<Camera, 'channels' | 'readChannel' | 'onChannelsChange' | 'onChannelEvent'>;

export interface ChannelFramesOptions {
  readonly camera: ChannelCamera;
  readonly source: Extract<FrameSource, { kind: 'channel' }>;
  readonly clock: Clock;
}

export class ChannelFrames implements Disposable {
  readonly #options: ChannelFramesOptions;
  readonly #store = new DisposableStore();
  readonly #abort = new AbortController();
  readonly #frame = this.#store.add(new Emitter<Frame>());
  readonly #problem = this.#store.add(new Emitter<Error>());
  /** The channel now; undefined while no script has registered it. */
  #id: number | undefined;
  #look: Disposable | undefined;
  #lookMs = longestLookMs;
  #busy = false;
  #announcedAtMs: number | undefined;
  #sequence = 0;
  #dropped = 0;
  #intervalMs = 0;
  #lastAtMs = 0;

  readonly onFrame = this.#frame.event;
  /** A picture was left out because its bytes are none (`bad-picture`). */
  readonly onProblem = this.#problem.event;

  constructor(options: ChannelFramesOptions) {
    this.#options = options;
    const { camera, clock } = options;
    this.#store.add(camera.onChannelsChange(() => this.#find()));
    this.#store.add(
      camera.onChannelEvent(({ channelId }) => {
        if (channelId !== this.#id) return;
        this.#announcedAtMs = clock.now();
        this.#kick();
      }),
    );
    this.#find();
  }

  dispose(): void {
    this.#id = undefined;
    this.#look?.dispose();
    this.#abort.abort();
    this.#store.dispose();
  }

  /** By name: a script that runs again has its channels under other numbers. */
  #find(): void {
    const { camera, source } = this.#options;
    const channel = camera.channels.find((each) => each.name === source.name && each.readable && each.dynamic);
    if (channel?.id === this.#id) return;
    this.#id = channel?.id;
    this.#lookMs = longestLookMs;
    this.#announcedAtMs = undefined;
    if (this.#id === undefined) this.#look?.dispose();
    else this.#kick();
  }

  #kick(): void {
    if (this.#busy) return;
    this.#look?.dispose();
    this.#busy = true;
    void this.#readAll().finally(() => {
      this.#busy = false;
      if (this.#id === undefined) return;
      this.#look = this.#options.clock.after(this.#lookMs, () => this.#kick());
    });
  }

  async #readAll(): Promise<void> {
    do {
      const announcedAtMs = this.#announcedAtMs;
      this.#announcedAtMs = undefined;
      const found = await this.#readOne(announcedAtMs ?? this.#options.clock.now());
      const wasUnannounced = found && announcedAtMs === undefined;
      this.#lookMs = wasUnannounced ? shortestLookMs : Math.min(longestLookMs, this.#lookMs * 2);
    } while (this.#announcedAtMs !== undefined && this.#id !== undefined);
  }

  /** True when there was something. */
  async #readOne(eventAtMs: number): Promise<boolean> {
    const id = this.#id;
    if (id === undefined) return false;
    let bytes: Uint8Array;
    try {
      bytes = await this.#options.camera.readChannel(id, { once: true, signal: this.#abort.signal });
    } catch {
      // The link lost a piece, or the script or the connection has ended, which the camera says itself.
      this.#dropped += 1;
      this.#find();
      return false;
    }
    // The source was changed meanwhile.
    if (this.#store.disposed || bytes.length === 0) return false;
    this.#take(bytes, eventAtMs);
    return true;
  }

  #take(bytes: Uint8Array, eventAtMs: number): void {
    const receivedAtMs = this.#options.clock.now();
    try {
      const picture = channelPicture(bytes, this.#options.source.picture);
      this.#sequence += 1;
      const droppedBefore = this.#dropped;
      this.#dropped = 0;
      const cameraFps = this.#rate(receivedAtMs);
      this.#frame.emit({ ...picture, sequence: this.#sequence, cameraFps, eventAtMs, receivedAtMs, droppedBefore });
    } catch (error) {
      this.#dropped += 1;
      this.#problem.emit(error as Error);
    }
  }

  /** Pictures a second, smoothed; 0 for the first one. */
  #rate(nowMs: number): number {
    const intervalMs = nowMs - this.#lastAtMs;
    if (this.#sequence === 2) this.#intervalMs = intervalMs;
    else if (this.#sequence > 2) this.#intervalMs += (intervalMs - this.#intervalMs) * rateShare;
    this.#lastAtMs = nowMs;
    return this.#intervalMs > 0 ? 1000 / this.#intervalMs : 0;
  }
}
