// Everything that a page may request from the host. Parameters are always validated on the host side.

import { appService } from './app.ts';
import { cameraService } from './camera.ts';
import { channelsService } from './channels.ts';
import { filesService } from './files.ts';
import { framesService } from './frames.ts';
import { profilerService } from './profiler.ts';
import { reportService } from './report.ts';
import { scriptService } from './script.ts';
import type { Clients, ServiceHandlers } from '../rpc/service.ts';

export const hostContract = {
  app: appService,
  camera: cameraService,
  script: scriptService,
  frames: framesService,
  channels: channelsService,
  files: filesService,
  profiler: profilerService,
  report: reportService,
} as const;

export type HostContract = typeof hostContract;
/** The host as a page sees it. */
export type Host = Clients<HostContract>;
export type HostHandlers = ServiceHandlers<HostContract>;
