// What a camera's own stream is set to: the settings of the person while a media source uses the stream, off otherwise.

import type { StreamSettings } from '../../../src-shared/device/stream-settings.ts';
import { toDisposable, type Disposable } from '../../../src-shared/lib/disposable.ts';
import type { CallOptions } from '../../camera/facets.ts';
import { requireFacet } from '../../camera/require-facet.ts';
import type { ConnectedCamera } from '../cameras/connected-camera.ts';

export class PreviewControl {
  readonly #camera: ConnectedCamera;
  readonly #settings: () => StreamSettings;
  #users = 0;

  constructor(camera: ConnectedCamera, settings: () => StreamSettings) {
    this.#camera = camera;
    this.#settings = settings;
  }

  /** What the camera is to be set to now. */
  get wanted(): StreamSettings {
    const settings = this.#settings();
    return this.#users > 0 ? settings : { ...settings, enabled: false };
  }

  /** The stream is used until the result is disposed; takes effect with `apply`. */
  use(): Disposable {
    this.#users += 1;
    return toDisposable(() => (this.#users -= 1));
  }

  /** Rejects with the camera's error. A camera that is not connected gets the settings with its next connection. */
  async apply(options?: CallOptions): Promise<void> {
    const { camera } = this.#camera;
    if (camera === undefined || camera.state === 'disconnected') return;
    await requireFacet(camera, 'preview').configure(this.wanted, options);
  }
}
