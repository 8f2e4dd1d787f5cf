import type { Deferred } from '../../../src-shared/lib/deferred.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import { TransportError } from '../../transports/api/transport-error.ts';
import type { StreamSettings } from '../../camera/camera.ts';
import type { CameraSource, FoundCamera } from '../camera-source.ts';
import { FakeCamera } from './fake-camera.ts';

export const simulatedEntry: FoundCamera = {
  id: 'sim',
  kind: 'sim',
  name: 'Simulated OpenMV N6',
  detail: '',
  likelyCamera: true,
};

export function serialEntry(id: string, serialNumber: string): FoundCamera {
  return { id, kind: 'serial', name: 'OpenMV Cam H7', detail: id, likelyCamera: true, serialNumber };
}

/** Entries that tests plug in and out; remembers every camera it made. */
export class FakeCameraSource implements CameraSource {
  readonly cameras: { readonly entry: FoundCamera; readonly camera: FakeCamera }[] = [];
  /** Prepares the next cameras before the host gets them. */
  prepare: (camera: FakeCamera) => void = () => {};
  #found: readonly FoundCamera[];
  readonly #change = new Emitter<readonly FoundCamera[]>();
  readonly onChange = this.#change.event;

  constructor(found: readonly FoundCamera[] = [simulatedEntry]) {
    this.#found = found;
  }

  get found(): readonly FoundCamera[] {
    return this.#found;
  }

  /** The newest camera. */
  get camera(): FakeCamera {
    return this.cameras.at(-1)!.camera;
  }

  plug(...found: FoundCamera[]): void {
    this.#found = found;
    this.#change.emit(found);
  }

  /** While set, `refresh` waits for it. */
  refreshGate: Deferred<void> | undefined;
  refreshes = 0;

  async refresh(): Promise<readonly FoundCamera[]> {
    this.refreshes += 1;
    await this.refreshGate?.promise;
    return this.#found;
  }

  entry(id: string): FoundCamera {
    const entry = this.#found.find((each) => each.id === id);
    if (entry === undefined) throw new TransportError('port-not-found', `No ${id}.`, { facts: { port: id } });
    return entry;
  }

  open(entry: FoundCamera, stream: StreamSettings): FakeCamera {
    const camera = new FakeCamera();
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
