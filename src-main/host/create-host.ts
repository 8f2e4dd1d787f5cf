// Composition root: every service is made here, and nowhere else. Knows no shell (see shell-hooks.ts) and no port (see
// create-local-host.ts).

import type { HostHandlers } from '../../src-shared/contract/contract.ts';
import { systemClock, type Clock } from '../../src-shared/lib/clock.ts';
import type { Disposable } from '../../src-shared/lib/disposable.ts';
import { toProblem } from '../../src-shared/rpc/problem.ts';
import { assetFile } from '../lib/product-files.ts';
import { AppService } from './services/app-service.ts';
import { CameraService } from './services/camera-service.ts';
import type { CameraSource } from './camera-source.ts';
import { ChannelsService } from './services/channels-service.ts';
import { connectPage } from './connected-page.ts';
import { CurrentCamera } from './current-camera.ts';
import { FilesService } from './services/files-service.ts';
import { FramesService } from './services/frames-service.ts';
import type { HostHandle } from './host-handle.ts';
import { HostEvents } from './host-events.ts';
import { ProfilerService } from './services/profiler-service.ts';
import { ScriptService } from './services/script-service.ts';
import { SettingsStore } from './stores/settings-store.ts';
import { browserShell, type ShellHooks } from './shell-hooks.ts';

export interface HostOptions {
  /** Settings, drafts and recent files live here; created when missing. */
  readonly dataFolder: string;
  /** Of the program, as package.json says. */
  readonly version: string;
  /** Default: the browser shell. */
  readonly shell?: ShellHooks;
  /** Default: the setting. */
  readonly connectAtStart?: boolean;
  /** The host disposes it at its close. `createLocalHost` brings the real one. */
  readonly cameraSource: CameraSource;
  readonly examplesFolder?: string;
  readonly clock?: Clock;
  readonly wallClock?: () => number;
}

/** Makes the host. Resolves when pages can be connected; a camera is being connected meanwhile. */
export async function createHost(options: HostOptions): Promise<HostHandle> {
  const {
    dataFolder,
    version,
    cameraSource: source,
    shell = browserShell,
    clock = systemClock,
    wallClock = Date.now,
  } = options;
  const events = new HostEvents();
  const onProblem = (error: unknown): void =>
    events.emit({ service: 'app', event: 'problem', payload: toProblem(error) });
  const current = new CurrentCamera();
  const settings = await SettingsStore.load(dataFolder, clock, onProblem);
  const files = await FilesService.load({
    dataFolder,
    examplesFolder: options.examplesFolder ?? assetFile('examples'),
    shell,
    events,
    clock,
    onProblem,
  });
  const app = new AppService({ version, shell, settings, events });
  const script = new ScriptService(current, events);
  const frames = new FramesService({ current, settings, events, clock, wallClock });
  const channels = new ChannelsService(current, events);
  const camera = new CameraService({
    source,
    current,
    settings,
    streamSettings: () => frames.wantedStream,
    events,
    clock,
  });
  const profiler = new ProfilerService({
    current,
    events,
    clock,
    wallClock,
    dataFolder,
    ownElf: (identity) => source.ownElf(identity),
  });
  const handlers: HostHandlers = {
    app: app.handlers,
    camera: camera.handlers,
    script: script.handlers,
    frames: frames.handlers,
    channels: channels.handlers,
    files: files.handlers,
    profiler: profiler.handlers,
  };
  const pages = new Set<Disposable>();
  if (options.connectAtStart ?? settings.value.autoConnect) void camera.connectAtStart();
  return {
    connect(carrier) {
      const page = connectPage(carrier, { handlers, events, script, clock });
      pages.add(page);
      carrier.onClose(() => pages.delete(page));
      return page;
    },
    subscribeLane: (lane, sink) => frames.subscribeLane(lane, sink),
    sendCommand: (id) => events.emit({ service: 'app', event: 'command', payload: { id } }),
    openFile: (file) => files.request(file),
    async close() {
      for (const page of pages) page.dispose();
      profiler.dispose();
      frames.dispose();
      await Promise.all([settings.flush(), files.close()]);
      await camera.close();
      source.dispose();
      await settings.close();
    },
  };
}
