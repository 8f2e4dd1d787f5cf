import type { ChannelInfo } from '../../../src-shared/device/channel.ts';
import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import type { CallOptions, ReadOptions } from '../../camera/facets.ts';
import type { CameraParts } from '../cameras/camera-parts.ts';

/** Channels of one camera. What is read through it is in the session log. */
export class ChannelsService implements Disposable {
  readonly #parts: CameraParts;
  readonly #store = new DisposableStore();

  constructor(parts: CameraParts) {
    this.#parts = parts;
    const { camera, events } = parts;
    this.#store.add(
      camera.channels.onChange((channels) =>
        events.emit({ service: 'channels', event: 'list', payload: [...channels] }),
      ),
    );
    this.#store.add(
      camera.channels.onEvent((event) => events.emit({ service: 'channels', event: 'channelEvent', payload: event })),
    );
  }

  get list(): ChannelInfo[] {
    return [...this.#parts.camera.channels.list];
  }

  /** Rejects with the camera's error or the signal's reason. */
  async read(id: number, options: ReadOptions): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(await this.#parts.camera.channels.read(id, options));
    this.#parts.log.add({ kind: 'channel-value', channelId: id, bytes });
    return bytes;
  }

  /** Rejects with the camera's error or the signal's reason. */
  async write(id: number, data: Uint8Array, options: CallOptions): Promise<void> {
    await this.#parts.camera.channels.write(id, data, options);
  }

  dispose(): void {
    this.#store.dispose();
  }
}
