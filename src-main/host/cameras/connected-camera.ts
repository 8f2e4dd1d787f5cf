// One camera of the host as its services see it. The driver's object changes with every connection; listeners stay.
// Above: the services of this camera and its session log. Below: a Camera from the CameraSource.

import type { ChannelEvent, ChannelInfo } from '../../../src-shared/device/channel.ts';
import type { StateChange } from '../../../src-shared/device/state.ts';
import type { Listen } from '../../../src-shared/lib/emitter.ts';
import { EventSwitch } from '../../../src-shared/lib/event-switch.ts';
import type { Frame } from '../../../src-shared/picture/frame.ts';
import { CameraError } from '../../camera/camera-error.ts';
import type { Camera, RunEvent } from '../../camera/camera.ts';
import type { ChannelsFacet } from '../../camera/facets.ts';
import { requireFacet } from '../../camera/require-facet.ts';

export class ConnectedCamera {
  readonly #events = new EventSwitch<Camera>();

  readonly onStateChange: Listen<StateChange> = this.#events.on((camera) => camera.onStateChange);
  readonly onRun: Listen<RunEvent> = this.#events.on((camera) => camera.onRun);
  /** Valid during the call only. */
  readonly onText: Listen<Uint8Array> = this.#events.on((camera) => camera.onText);
  readonly onFrame: Listen<Frame> = this.#events.on((camera) => camera.onFrame);
  readonly onFrameProblem: Listen<Error> = this.#events.on((camera) => camera.onFrameProblem);
  /** Calls reject with `not-connected`, or with `not-supported` if the camera has no channels. */
  readonly channels: ChannelsFacet = this.#createChannels();

  /** The driver's object; undefined before the first connection and after a disconnect. */
  get camera(): Camera | undefined {
    return this.#events.source;
  }

  /** The camera if it takes requests. Throws `not-connected`. */
  get connected(): Camera {
    const { camera } = this;
    if (camera === undefined || camera.state === 'disconnected' || camera.state === 'connecting') {
      throw new CameraError('not-connected', 'No camera is connected.');
    }
    return camera;
  }

  /** Takes this object in place of the former one, which is no longer listened to. */
  set(camera: Camera | undefined): void {
    this.#events.set(camera);
  }

  #createChannels(): ChannelsFacet {
    const facet = (): ChannelsFacet => requireFacet(this.connected, 'channels');
    const list = (): readonly ChannelInfo[] => this.camera?.channels?.list ?? [];
    const onChange: Listen<readonly ChannelInfo[]> = this.#events.on((camera) => camera.channels?.onChange);
    const onEvent: Listen<ChannelEvent> = this.#events.on((camera) => camera.channels?.onEvent);
    return {
      get list() {
        return list();
      },
      ready: async (options) => facet().ready(options),
      read: async (id, options) => facet().read(id, options),
      write: async (id, data, options) => facet().write(id, data, options),
      onChange,
      onEvent,
    };
  }
}
