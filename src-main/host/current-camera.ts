// The one camera that the services talk to. Listeners stay while cameras come and go below them.

import { DisposableStore } from '../../src-shared/lib/disposable.ts';
import { Emitter } from '../../src-shared/lib/emitter.ts';
import { CameraError } from '../camera/camera-error.ts';
import type { Camera, RunEvent } from '../camera/camera.ts';
import type { ChannelsFacet } from '../camera/facets.ts';
import { requireFacet } from '../camera/require-facet.ts';
import type { ChannelEvent, ChannelInfo } from '../../src-shared/device/channel.ts';
import type { Frame } from '../../src-shared/picture/frame.ts';
import type { StateChange } from '../../src-shared/device/state.ts';

export class CurrentCamera {
  #camera: Camera | undefined;
  #listening = new DisposableStore();
  readonly #state = new Emitter<StateChange>();
  readonly #frame = new Emitter<Frame>();
  readonly #frameProblem = new Emitter<Error>();
  readonly #text = new Emitter<Uint8Array>();
  readonly #run = new Emitter<RunEvent>();
  readonly #channels = new Emitter<readonly ChannelInfo[]>();
  readonly #channelEvent = new Emitter<ChannelEvent>();

  readonly onStateChange = this.#state.event;
  readonly onFrame = this.#frame.event;
  readonly onFrameProblem = this.#frameProblem.event;
  /** Valid during the call only. */
  readonly onText = this.#text.event;
  readonly onRun = this.#run.event;
  /** The channels of the current camera; calls reject with `not-connected` or `not-supported` if it has none. */
  readonly channels: ChannelsFacet = this.#createChannels();

  get camera(): Camera | undefined {
    return this.#camera;
  }

  /** The camera, if it can be asked for something. Throws `not-connected`. */
  get connected(): Camera {
    const camera = this.#camera;
    if (camera === undefined || camera.state === 'disconnected' || camera.state === 'connecting') {
      throw new CameraError('not-connected', 'No camera is connected.');
    }
    return camera;
  }

  /** Puts a camera in place of the former one, which is no longer listened to. */
  set(camera: Camera | undefined): void {
    this.#listening.dispose();
    this.#listening = new DisposableStore();
    this.#camera = camera;
    if (camera === undefined) return;
    this.#listening.add(camera.onStateChange((change) => this.#state.emit(change)));
    this.#listening.add(camera.onFrame((frame) => this.#frame.emit(frame)));
    this.#listening.add(camera.onFrameProblem((error) => this.#frameProblem.emit(error)));
    this.#listening.add(camera.onText((text) => this.#text.emit(text)));
    this.#listening.add(camera.onRun((event) => this.#run.emit(event)));
    if (camera.channels === undefined) return;
    this.#listening.add(camera.channels.onChange((channels) => this.#channels.emit(channels)));
    this.#listening.add(camera.channels.onEvent((event) => this.#channelEvent.emit(event)));
  }

  #createChannels(): ChannelsFacet {
    const facet = (): ChannelsFacet => requireFacet(this.connected, 'channels');
    const current = (): Camera | undefined => this.#camera;
    return {
      get list() {
        return current()?.channels?.list ?? [];
      },
      ready: async (options) => facet().ready(options),
      read: async (id, options) => facet().read(id, options),
      write: async (id, data, options) => facet().write(id, data, options),
      onChange: this.#channels.event,
      onEvent: this.#channelEvent.event,
    };
  }
}
