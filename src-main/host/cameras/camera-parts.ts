import type { StreamSettings } from '../../../src-shared/device/stream-settings.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import type { HostEvents } from '../host-events.ts';
import type { ConnectedCamera } from './connected-camera.ts';
import type { SessionLog } from './session-log.ts';

/** What the services of one camera are made from. */
export interface CameraParts {
  readonly camera: ConnectedCamera;
  readonly log: SessionLog;
  /** Events of this camera, for the pages that show it. */
  readonly events: HostEvents;
  readonly streamSettings: { readonly value: StreamSettings; set(settings: StreamSettings): void };
  readonly clock: Clock;
  /** Wall-clock milliseconds, as a page's Date.now gives them. */
  readonly wallClock: () => number;
}
