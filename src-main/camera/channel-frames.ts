// Pictures that a script offers on a channel of its own, as frames. The script holds each picture until its last byte has
// been read, so a picture is read in one request and no byte of it twice; one that came incomplete is left out.
// Reads when the channel tells that there is something, and looks now and then in case it does not tell. A script may
// offer the bytes of the last picture while it takes the next one into the same memory; its `poll` tells the two apart.
// Over it: the library's Camera, the frames service, the CLI. Under it: a Camera.
//
// Too fast: nothing queues here. One picture is under way at a time; the script decides what it drops meanwhile.

import type { Clock } from '../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../src-shared/lib/disposable.ts';
import { ignoreExpected } from '../../src-shared/lib/ignore-expected.ts';
import { Emitter } from '../../src-shared/lib/emitter.ts';
import type { ChannelsFacet } from './facets.ts';
import { encodingOf } from '../../src-shared/picture/encoding.ts';
import type { Frame } from '../../src-shared/picture/frame.ts';
import { pictureInBytes } from './channel-picture.ts';
import type { ChannelPicture } from '../../src-shared/device/channel.ts';

/** Between looks at a channel that tells of its pictures, or has none. */
const longestLookMs = 250;
/** After a look that found a picture: the script does not tell, so this is what it gets. */
const shortestLookMs = 10;
/** A backend without `poll` that has announced nothing for as many looks is read all the same when it has bytes. */
const looksInVainLimit = 4;
/** Weight of the newest interval in the rate. */
const rateShare = 0.2;

export interface ChannelFramesOptions {
  readonly channels: ChannelsFacet;
  /** Of the channel. */
  readonly name: string;
  readonly picture: ChannelPicture;
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
  /** The backend has a `poll`: it has said once that a picture waits. */
  #pollTells = false;
  #looksInVain = 0;
  #sequence = 0;
  #dropped = 0;
  #intervalMs = 0;
  #lastAtMs = 0;

  readonly onFrame = this.#frame.event;
  /** A picture was left out because its bytes are none (`bad-picture`). */
  readonly onProblem = this.#problem.event;

  constructor(options: ChannelFramesOptions) {
    this.#options = options;
    const { channels, clock } = options;
    this.#store.add(channels.onChange(() => this.#find()));
    this.#store.add(
      channels.onEvent(({ channelId }) => {
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
    const { channels, name } = this.#options;
    const channel = channels.list.find((each) => each.name === name && each.readable && each.dynamic);
    if (channel?.id === this.#id) return;
    this.#id = channel?.id;
    this.#lookMs = longestLookMs;
    this.#announcedAtMs = undefined;
    this.#pollTells = false;
    this.#looksInVain = 0;
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
      const found = await this.#readOne(announcedAtMs);
      const wasUnannounced = found && announcedAtMs === undefined;
      this.#lookMs = wasUnannounced ? shortestLookMs : Math.min(longestLookMs, this.#lookMs * 2);
    } while (this.#announcedAtMs !== undefined && this.#id !== undefined);
  }

  /** True when there was something. */
  async #readOne(announcedAtMs: number | undefined): Promise<boolean> {
    const id = this.#id;
    if (id === undefined) return false;
    const { channels, clock } = this.#options;
    const { signal } = this.#abort;
    const eventAtMs = announcedAtMs ?? clock.now();
    let bytes: Uint8Array;
    try {
      const ready = (await channels.ready({ signal })).has(id);
      if (!this.#mayRead(ready, announcedAtMs !== undefined)) return false;
      bytes = await channels.read(id, { once: true, signal });
    } catch (error) {
      ignoreExpected(error);
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

  #mayRead(ready: boolean, announced: boolean): boolean {
    if (ready) this.#pollTells = true;
    if (announced) this.#looksInVain = 0;
    if (ready || this.#pollTells) return ready;
    return announced || ++this.#looksInVain > looksInVainLimit;
  }

  #take(bytes: Uint8Array, eventAtMs: number): void {
    const receivedAtMs = this.#options.clock.now();
    try {
      const picture = pictureInBytes(bytes, this.#options.picture);
      this.#sequence += 1;
      const droppedBefore = this.#dropped;
      this.#dropped = 0;
      const cameraFps = this.#rate(receivedAtMs);
      this.#frame.emit({
        ...picture,
        encoding: encodingOf(picture.format),
        keyFrame: true,
        sequence: this.#sequence,
        cameraFps,
        eventAtMs,
        receivedAtMs,
        droppedBefore,
      });
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
