// Where cameras come from, as the host sees it. The real one: transports-camera-source.ts; tests bring their own.

import type { CameraEntry } from '../../src-shared/device/camera-entry.ts';
import type { Disposable } from '../../src-shared/lib/disposable.ts';
import type { Listen } from '../../src-shared/lib/emitter.ts';
import type { Camera } from '../camera/camera.ts';
import type { CameraIdentity } from '../../src-shared/device/identity.ts';
import type { StreamSettings } from '../../src-shared/device/stream-settings.ts';

export interface CameraSource extends Disposable {
  /** What is there, as last seen. */
  readonly found: readonly CameraEntry[];
  readonly onChange: Listen<readonly CameraEntry[]>;
  /** Looks now. */
  refresh(): Promise<readonly CameraEntry[]>;
  /** The entry of an id or typed address. Throws a TransportError when it names no camera. */
  entry(id: string): CameraEntry;
  /** A camera at this entry, not connected yet; its preview is set to `stream` as part of connecting. Opens the port if needed. */
  open(entry: CameraEntry, stream: StreamSettings, signal: AbortSignal): Promise<Camera>;
  /** A firmware ELF that the camera brings itself: the simulated one does. */
  ownElf(identity: CameraIdentity): Uint8Array | undefined;
}
