import { arch, release } from 'node:os';
import path from 'node:path';
import { writeAtomically } from '../../lib/atomic-write.ts';
import { noFigures } from '../../../src-shared/device/link-figures.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import type { CameraDesk } from '../cameras/camera-desk.ts';
import { createReport, reportName } from '../cameras/report.ts';
import { fileError, HostError } from '../host-error.ts';
import type { SettingsStore } from '../stores/settings-store.ts';

export interface ReportServiceOptions {
  readonly version: string;
  /** Name of the shell. */
  readonly shell: string;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly wallClock: () => number;
}

/** Makes reports of a camera's session. */
export class ReportService {
  readonly #options: ReportServiceOptions;

  constructor(options: ReportServiceOptions) {
    this.#options = options;
  }

  suggestName(): string {
    return reportName(this.#options.wallClock());
  }

  create(desk: CameraDesk): { name: string; bytes: Uint8Array<ArrayBuffer> } {
    const { version, shell, settings, clock, wallClock } = this.#options;
    // The names that a person gave cameras and the layout of the panels explain nothing.
    const { cameraNames: _cameraNames, layout: _layout, ...app } = settings.value;
    const nowMs = wallClock();
    const bytes = createReport({
      log: desk.log,
      facts: {
        versions: {
          viewfinder: version,
          shell,
          node: process.version,
          system: process.platform,
          release: release(),
          arch: arch(),
        },
        camera: {
          ...desk.link.status,
          figures: desk.camera.camera?.figures ?? noFigures,
          frames: desk.frames.media.totals,
        },
        settings: { ...app, stream: desk.frames.settings, source: desk.frames.media.selected },
      },
      toWallMs: nowMs - clock.now(),
      nowMs,
    });
    return { name: reportName(nowMs), bytes };
  }

  /** Rejects with a HostError. */
  async write(desk: CameraDesk, file: string): Promise<void> {
    if (!path.isAbsolute(file)) throw new HostError('bad-path', 'Not an absolute path.', { data: { path: file } });
    try {
      await writeAtomically(file, this.create(desk).bytes);
    } catch (error) {
      throw fileError(error, file);
    }
  }
}
