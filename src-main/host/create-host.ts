// Composition root: every service is made here, and nowhere else. Knows no shell (see shell-hooks.ts) and no port (see
// create-local-host.ts).

import { systemClock, type Clock } from '../../src-shared/lib/clock.ts';
import type { Disposable } from '../../src-shared/lib/disposable.ts';
import { toProblem } from '../../src-shared/rpc/problem.ts';
import { assetFile } from '../lib/product-files.ts';
import { AppService } from './services/app-service.ts';
import { CameraService } from './services/camera-service.ts';
import type { CameraSource } from './camera-source.ts';
import { CameraHub } from './cameras/camera-hub.ts';
import { FilesService } from './services/files-service.ts';
import { FrameLanes } from './media/frame-lanes.ts';
import { Page } from './pages/page.ts';
import { CameraNames } from './stores/camera-names.ts';
import { SymbolStore } from './stores/symbol-store.ts';
import type { HostHandle } from './host-handle.ts';
import { fileError } from './host-error.ts';
import { HostEvents } from './host-events.ts';
import { ReportService } from './services/report-service.ts';
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

/** Makes the host. Resolves when pages can connect, which does not wait for the camera. */
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
  const onProblem = (cause: unknown, file: string): void =>
    events.emit({ service: 'app', event: 'problem', payload: toProblem(fileError(cause, file)) });
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
  const names = new CameraNames(settings);
  let runs = 0;
  const nextRun = (): number => (runs += 1);
  const symbols = new SymbolStore(dataFolder);
  const hub = new CameraHub({ source, settings, names, symbols, clock, wallClock, nextRun });
  const cameras = new CameraService({ source, hub, settings, names, events });
  const lanes = new FrameLanes();
  const report = new ReportService({ version, shell: shell.name, settings, clock, wallClock });
  const services = { app: app.handlers, files: files.handlers, cameras, report };
  const pages = new Set<Disposable>();
  if (options.connectAtStart ?? settings.value.autoConnect) void cameras.connectAtStart();
  return {
    connect(carrier, { browser } = {}) {
      const page = new Page(carrier, { hub, lanes, services, events, clock, browser });
      pages.add(page);
      carrier.onClose(() => pages.delete(page));
      return page;
    },
    subscribeLane: (lane, sink) => lanes.subscribe(lane, sink),
    sendCommand: (id) => events.emit({ service: 'app', event: 'command', payload: { id } }),
    openFile: (file) => files.request(file),
    async close() {
      for (const page of pages) page.dispose();
      cameras.dispose();
      await Promise.all([settings.flush(), files.close()]);
      await hub.close();
      source.dispose();
      await settings.close();
    },
  };
}
