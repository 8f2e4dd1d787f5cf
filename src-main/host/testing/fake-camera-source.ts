import { systemClock, type Clock } from '../../../src-shared/lib/clock.ts';
import type { Deferred } from '../../../src-shared/lib/deferred.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import { TransportError } from '../../transports/api/transport-error.ts';
import type { StreamSettings } from '../../../src-shared/device/stream-settings.ts';
import type { CameraEntry } from '../../../src-shared/device/camera-entry.ts';
import type { CameraSource } from '../camera-source.ts';
import { FakeCamera } from './fake-camera.ts';

export const simulatedEntry: CameraEntry = {
  id: 'sim',
  kind: 'sim',
  name: { key: 'simulated', value: 'OpenMV N6' },
  likely: true,
};

export function serialEntry(id: string, serialNumber: string): CameraEntry {
  return { id, kind: 'serial', name: { key: 'board', value: 'OpenMV Cam H7' }, likely: true, serialNumber };
}

/** Entries that tests plug in and out; remembers every camera it made. */
export class FakeCameraSource implements CameraSource {
  /** Of the cameras that are opened; the test host sets its own. */
  clock: Clock = systemClock;
  readonly cameras: { readonly entry: CameraEntry; readonly camera: FakeCamera }[] = [];
  /** Prepares the next cameras before the host gets them. */
  prepare: (camera: FakeCamera) => void = () => {};
  #found: readonly CameraEntry[];
  readonly #change = new Emitter<readonly CameraEntry[]>();
  readonly onChange = this.#change.event;

  constructor(found: readonly CameraEntry[] = [simulatedEntry]) {
    this.#found = found;
  }

  get found(): readonly CameraEntry[] {
    return this.#found;
  }

  /** The newest camera. */
  get camera(): FakeCamera {
    return this.cameras.at(-1)!.camera;
  }

  plug(...found: CameraEntry[]): void {
    this.#found = found;
    this.#change.emit(found);
  }

  /** While set, `refresh` waits for it. */
  refreshGate: Deferred<void> | undefined;
  refreshes = 0;

  async refresh(): Promise<readonly CameraEntry[]> {
    this.refreshes += 1;
    await this.refreshGate?.promise;
    return this.#found;
  }

  entry(id: string): CameraEntry {
    const entry = this.#found.find((each) => each.id === id);
    if (entry === undefined) throw new TransportError('port-not-found', `No ${id}.`, { data: { port: id } });
    return entry;
  }

  async open(entry: CameraEntry, stream: StreamSettings): Promise<FakeCamera> {
    const camera = new FakeCamera(this.clock);
    camera.streams.push(stream);
    this.prepare(camera);
    this.cameras.push({ entry, camera });
    return camera;
  }

  /** What `ownElf` gives. */
  elf: Uint8Array | undefined;

  ownElf(): Uint8Array | undefined {
    return this.elf;
  }

  dispose(): void {
    this.#change.dispose();
  }
}
