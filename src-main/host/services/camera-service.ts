// Lists and names cameras, and chooses the one to connect to at the start.
// Above: contract/camera.ts through the pages' handlers. Below: a CameraSource and the CameraHub.

import type { CameraEntry } from '../../../src-shared/device/camera-entry.ts';
import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import type { CameraSource } from '../camera-source.ts';
import type { CameraHub } from '../cameras/camera-hub.ts';
import type { HostEvents } from '../host-events.ts';
import type { CameraNames } from '../stores/camera-names.ts';
import type { SettingsStore } from '../stores/settings-store.ts';

export interface CameraServiceOptions {
  readonly source: CameraSource;
  readonly hub: CameraHub;
  readonly settings: SettingsStore;
  readonly names: CameraNames;
  /** Of all pages. */
  readonly events: HostEvents;
}

export class CameraService implements Disposable {
  readonly #options: CameraServiceOptions;
  readonly #store = new DisposableStore();
  #searching: Promise<readonly CameraEntry[]> | undefined;
  #closed = false;

  constructor(options: CameraServiceOptions) {
    this.#options = options;
    this.#store.add(options.source.onChange((found) => this.#announceList(found)));
  }

  /** Searches for cameras. */
  async list(): Promise<CameraEntry[]> {
    return (await this.#search()).map((found) => this.#named(found));
  }

  /** Throws a TransportError if the id names no camera. */
  entry(id: string): CameraEntry {
    return this.#options.source.entry(id);
  }

  /** Gives the camera a name; an empty one removes it. */
  rename(id: string, name: string): void {
    const { source, names, hub } = this.#options;
    const known = hub.statuses.find(({ entry }) => entry?.id === id)?.entry;
    names.give(known ?? source.entry(id), source.found, name);
    this.#announceList(source.found);
    hub.announce();
  }

  /** The camera to connect to at the next start. */
  remember(id: string): void {
    this.#options.settings.change({ lastCamera: id });
  }

  /** Connects to the camera used last if it is there, else to the simulated one. Failures show in the status. */
  async connectAtStart(): Promise<void> {
    const { source, settings, hub } = this.#options;
    const found = await source.refresh().catch(() => source.found);
    const { lastCamera } = settings.value;
    const isSerial = !/^(sim|tcp:|udp:)/.test(lastCamera);
    const id = isSerial && !found.some((entry) => entry.id === lastCamera) ? 'sim' : lastCamera;
    if (hub.default.id !== undefined || this.#closed) return;
    try {
      await hub.connectDefault(source.entry(id));
    } catch {
      // The status carries the problem: no call is waiting for it.
    }
  }

  dispose(): void {
    this.#closed = true;
    this.#store.dispose();
  }

  /** Requests that arrive during a search share it. */
  #search(): Promise<readonly CameraEntry[]> {
    this.#searching ??= this.#options.source.refresh().finally(() => (this.#searching = undefined));
    return this.#searching;
  }

  #announceList(found: readonly CameraEntry[]): void {
    const payload = found.map((each) => this.#named(each));
    this.#options.events.emit({ service: 'camera', event: 'list', payload });
  }

  #named(entry: CameraEntry): CameraEntry {
    return this.#options.names.apply(entry, this.#options.source.found);
  }
}
