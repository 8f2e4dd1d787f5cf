// The preview of one camera: its settings, and the source that it shows.
// Above: contract/frames.ts. Below: MediaSources and PreviewControl.

import type { FrameSource } from '../../../src-shared/contract/frames.ts';
import type { StreamSettings } from '../../../src-shared/device/stream-settings.ts';
import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import { toProblem } from '../../../src-shared/rpc/problem.ts';
import type { CallOptions } from '../../camera/facets.ts';
import type { CameraParts } from '../cameras/camera-parts.ts';
import { MediaSources } from '../media/media-sources.ts';
import { PreviewControl } from '../media/preview-control.ts';

export class FramesService implements Disposable {
  readonly #parts: CameraParts;
  readonly #store = new DisposableStore();
  readonly #preview: PreviewControl;
  readonly media: MediaSources;
  /** A bad cable damages many frames; the first one of each run is reported. */
  #reported = false;

  constructor(parts: CameraParts) {
    this.#parts = parts;
    const { camera, clock, wallClock } = parts;
    this.#preview = new PreviewControl(camera, () => parts.streamSettings.value);
    this.media = this.#store.add(new MediaSources({ camera, preview: this.#preview, clock, wallClock }));
    this.#store.add(this.media.onProblem((error) => this.#onProblem(error)));
    this.#store.add(
      camera.onStateChange(({ state }) => {
        if (state === 'connecting') this.media.resetTotals();
        if (state === 'connecting' || state === 'running') this.#reported = false;
      }),
    );
  }

  get settings(): StreamSettings {
    return this.#parts.streamSettings.value;
  }

  /** What the camera is to be set to when it connects. */
  get wantedStream(): StreamSettings {
    return this.#preview.wanted;
  }

  async setSettings(settings: StreamSettings, options: CallOptions): Promise<void> {
    this.#parts.streamSettings.set(settings);
    this.#parts.events.emit({ service: 'frames', event: 'settings', payload: settings });
    await this.#preview.apply(options);
  }

  async setSource(source: FrameSource, options: CallOptions): Promise<void> {
    this.media.select(source);
    this.#reported = false;
    this.#parts.events.emit({ service: 'frames', event: 'source', payload: source });
    await this.#preview.apply(options);
  }

  dispose(): void {
    this.#store.dispose();
  }

  #onProblem(error: Error): void {
    if (this.#reported) return;
    this.#reported = true;
    this.#parts.events.emit({ service: 'app', event: 'problem', payload: toProblem(error) });
  }
}
