// The contract for one page. Methods that concern a camera are for the one that the call names, or else for the one that
// the page shows.

import type { HostHandlers } from '../../../src-shared/contract/contract.ts';
import { noFigures } from '../../../src-shared/device/link-figures.ts';
import type { CallContext } from '../../../src-shared/rpc/service.ts';
import type { CameraDesk } from '../cameras/camera-desk.ts';
import type { CameraHub } from '../cameras/camera-hub.ts';
import { cancelSignal } from '../cancel-signal.ts';
import type { CameraService } from '../services/camera-service.ts';
import type { ReportService } from '../services/report-service.ts';
import type { TextOutlet } from './text-outlet.ts';

/** Services that belong to no camera. */
export interface HostServices {
  readonly app: HostHandlers['app'];
  readonly files: HostHandlers['files'];
  readonly cameras: CameraService;
  readonly report: ReportService;
}

export interface PageHandlerParts {
  readonly hub: CameraHub;
  readonly services: HostServices;
}

/** What a page does when its calls ask for it. */
export interface ServedPage {
  /** The camera that the page shows. */
  readonly camera: CameraDesk;
  readonly outlet: TextOutlet;
  /** Frames that the page's lane left out. */
  readonly droppedByHost: number;
  /** Shows this camera from now on; undefined: the default one. */
  select(desk: CameraDesk | undefined): void;
  /** Opens the page's frame lane on this camera and returns its name. Throws `frame-lane-limit`. */
  openLane(desk: CameraDesk): string;
  closeLane(name: string): void;
  credit(name: string, count: number): void;
  /** Sends the profiler's snapshots while `on`. */
  watchProfiler(on: boolean): void;
}

export function createPageHandlers(page: ServedPage, { hub, services }: PageHandlerParts): HostHandlers {
  const deskOf = ({ target }: CallContext): CameraDesk => (target === undefined ? page.camera : hub.find(target));
  return {
    app: services.app,
    files: services.files,
    camera: cameraHandlers(page, { hub, services }, deskOf),
    script: {
      run: ({ source, document }, context) => deskOf(context).script.run(source, document, cancelSignal(context)),
      stop: async (_params, context) => {
        await deskOf(context).script.stop(cancelSignal(context));
        return undefined;
      },
      recall: (_params, context) => {
        const desk = deskOf(context);
        // The answer has all the text of the camera; what waits for the page is part of it.
        if (desk === page.camera) page.outlet.clear();
        return desk.script.recall();
      },
      textTaken: ({ count }) => {
        page.outlet.taken(count);
        return undefined;
      },
      clearText: (_params, context) => {
        deskOf(context).script.clearText();
        return undefined;
      },
    },
    frames: {
      openLane: (_params, context) => ({ lane: page.openLane(deskOf(context)) }),
      closeLane: ({ lane }) => {
        page.closeLane(lane);
        return undefined;
      },
      credit: ({ lane, count }) => {
        page.credit(lane, count);
        return undefined;
      },
      settings: (_params, context) => deskOf(context).frames.settings,
      setSettings: async (settings, context) => {
        await deskOf(context).frames.setSettings(settings, { signal: cancelSignal(context) });
        return undefined;
      },
      source: (_params, context) => deskOf(context).frames.media.selected,
      setSource: async (source, context) => {
        await deskOf(context).frames.setSource(source, { signal: cancelSignal(context) });
        return undefined;
      },
      counters: (_params, context) => ({
        ...deskOf(context).frames.media.totals,
        droppedByHost: page.droppedByHost,
      }),
    },
    channels: {
      list: (_params, context) => deskOf(context).channels.list,
      read: ({ id, size }, context) =>
        deskOf(context).channels.read(id, { signal: cancelSignal(context), ...(size === undefined ? {} : { size }) }),
      write: async ({ id, data }, context) => {
        await deskOf(context).channels.write(id, data, { signal: cancelSignal(context) });
        return undefined;
      },
    },
    profiler: profilerHandlers(page, deskOf),
    report: {
      create: (_params, context) => services.report.create(deskOf(context)),
      write: async ({ path }, context) => {
        await services.report.write(deskOf(context), path);
        return undefined;
      },
      suggestName: () => services.report.suggestName(),
    },
  };
}

type DeskOf = (context: CallContext) => CameraDesk;

function cameraHandlers(page: ServedPage, { hub, services }: PageHandlerParts, deskOf: DeskOf): HostHandlers['camera'] {
  const { cameras } = services;
  return {
    list: () => cameras.list(),
    connect: async ({ id, stopRunning, alongside }, context) => {
      const entry = cameras.entry(id);
      const signal = cancelSignal(context);
      const options = { signal, requested: true, ...(stopRunning === undefined ? {} : { stopRunning }) };
      if (alongside === true) {
        const desk = hub.place(entry);
        page.select(desk);
        await desk.link.connect(options);
        return desk.link.status;
      }
      page.select(undefined);
      const desk = await hub.connectDefault(entry, options);
      cameras.remember(entry.id);
      return desk.link.status;
    },
    select: ({ id }) => {
      page.select(id === undefined ? undefined : hub.find(id));
      return page.camera.link.status;
    },
    connections: () => hub.statuses,
    disconnect: async (_params, context) => {
      await deskOf(context).link.disconnect();
      return undefined;
    },
    status: (_params, context) => deskOf(context).link.status,
    rename: ({ id, name }) => {
      cameras.rename(id, name);
      return undefined;
    },
    linkFigures: (_params, context) => deskOf(context).camera.camera?.figures ?? noFigures,
    reset: async (_params, context) => {
      await deskOf(context).link.reset(cancelSignal(context));
      return undefined;
    },
  };
}

function profilerHandlers(page: ServedPage, deskOf: DeskOf): HostHandlers['profiler'] {
  return {
    state: (_params, context) => deskOf(context).profiler.state,
    watch: ({ on }) => {
      page.watchProfiler(on);
      return on ? page.camera.profiler.snapshot : undefined;
    },
    setMode: async ({ exclusive }, context) => {
      await deskOf(context).profiler.setMode(exclusive, { signal: cancelSignal(context) });
      return undefined;
    },
    setEvent: async ({ counter, event }, context) => {
      await deskOf(context).profiler.setEvent(counter, event, { signal: cancelSignal(context) });
      return undefined;
    },
    reset: async (_params, context) => {
      await deskOf(context).profiler.reset({ signal: cancelSignal(context) });
      return undefined;
    },
    loadElf: (part, context) => deskOf(context).profiler.loadElf(part, context.connection),
    loadElfFile: async ({ path }, context) => {
      await deskOf(context).profiler.loadElfFile(path);
      return undefined;
    },
    forgetSymbols: async (_params, context) => {
      await deskOf(context).profiler.forgetSymbols();
      return undefined;
    },
    symbols: (_params, context) => deskOf(context).profiler.symbols,
  };
}
