// Everything that belongs to one camera of the host: its link, its services, its session log.
// Above: CameraHub and the pages' handlers.

import { identityKey, type CameraEntry } from '../../../src-shared/device/camera-entry.ts';
import type { StreamSettings } from '../../../src-shared/device/stream-settings.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import { DisposableStore } from '../../../src-shared/lib/disposable.ts';
import type { CameraSource } from '../camera-source.ts';
import { HostEvents } from '../host-events.ts';
import { ChannelsService } from '../services/channels-service.ts';
import { FramesService } from '../services/frames-service.ts';
import { ProfilerService } from '../services/profiler-service.ts';
import { ScriptService } from '../services/script-service.ts';
import type { CameraNames } from '../stores/camera-names.ts';
import type { SettingsStore } from '../stores/settings-store.ts';
import type { SymbolStore } from '../stores/symbol-store.ts';
import { CameraLink } from './camera-link.ts';
import type { CameraParts } from './camera-parts.ts';
import { ConnectedCamera } from './connected-camera.ts';
import { feedSessionLog } from './feed-session-log.ts';
import { SessionLog } from './session-log.ts';

/** What the cameras of a host share. */
export interface SharedParts {
  readonly source: CameraSource;
  readonly settings: SettingsStore;
  readonly names: CameraNames;
  readonly symbols: SymbolStore;
  readonly clock: Clock;
  readonly wallClock: () => number;
  /** Number of the next run, over all cameras. */
  readonly nextRun: () => number;
}

export class CameraDesk {
  /** Id of the entry; undefined for the place of a camera that nothing has been connected to yet. */
  readonly id: string | undefined;
  readonly events = new HostEvents();
  readonly camera = new ConnectedCamera();
  readonly log: SessionLog;
  readonly link: CameraLink;
  readonly script: ScriptService;
  readonly frames: FramesService;
  readonly channels: ChannelsService;
  readonly profiler: ProfilerService;
  readonly #store = new DisposableStore();

  constructor(entry: CameraEntry | undefined, shared: SharedParts) {
    const { source, settings, names, clock, wallClock } = shared;
    const { camera, events } = this;
    const key = entry === undefined ? undefined : identityKey(entry, source.found);
    this.id = entry?.id;
    this.log = new SessionLog(clock);
    const parts: CameraParts = {
      camera,
      log: this.log,
      events,
      clock,
      wallClock,
      streamSettings: {
        get value(): StreamSettings {
          return settings.streamOf(key);
        },
        set: (stream) => settings.setStream(key, stream),
      },
    };
    this.script = this.#store.add(new ScriptService({ ...parts, nextRun: shared.nextRun }));
    this.frames = this.#store.add(new FramesService(parts));
    this.channels = this.#store.add(new ChannelsService(parts));
    this.profiler = this.#store.add(
      new ProfilerService({ ...parts, store: shared.symbols, ownElf: (identity) => source.ownElf(identity) }),
    );
    this.#store.add(feedSessionLog(this.log, { camera, media: this.frames.media, events }));
    this.link = new CameraLink({
      entry,
      source,
      camera,
      events,
      clock,
      streamSettings: () => this.frames.wantedStream,
      settings: () => settings.value,
      named: (each) => names.apply(each, source.found),
    });
  }

  /** Disconnects and ends everything. Never rejects. */
  async close(): Promise<void> {
    await this.link.close();
    this.#store.dispose();
  }
}
