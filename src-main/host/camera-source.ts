// Where cameras come from, as the host sees it. The real one: transports-camera-source.ts; tests bring their own.

import type { CameraEntry } from '../../src-shared/contract/camera.ts';
import type { Disposable } from '../../src-shared/lib/disposable.ts';
import type { Listen } from '../../src-shared/lib/emitter.ts';
import type { Camera, CameraIdentity, StreamSettings } from '../camera/camera.ts';

export interface FoundCamera extends CameraEntry {
  /** Of the USB device: finds a camera again that comes back on another port. */
  readonly serialNumber?: string;
}

export interface CameraSource extends Disposable {
  /** What is there, as last seen. */
  readonly found: readonly FoundCamera[];
  readonly onChange: Listen<readonly FoundCamera[]>;
  /** Looks now. */
  refresh(): Promise<readonly FoundCamera[]>;
  /** The entry of an id or typed address. Throws a TransportError when it names no camera. */
  entry(id: string): FoundCamera;
  /** A camera at this entry, not connected yet; its picture is set to `stream` as part of connecting. */
  open(entry: FoundCamera, stream: StreamSettings): Camera;
  /** A firmware ELF that the camera brings itself: the simulated one does. */
  ownElf(identity: CameraIdentity): Uint8Array | undefined;
}
