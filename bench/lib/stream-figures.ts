// How fast pictures come, and what they cost this process.

import boards from '../../assets/boards/boards.json' with { type: 'json' };
import type { Frame } from '../../src-shared/picture/frame.ts';
import { openMvDriver } from '../../src-main/camera/openmv/openmv-driver.ts';
import type { BoardTable } from '../../src-shared/device/boards.ts';
import type { OpenMvCamera, OpenMvSettings } from '../../src-main/camera/openmv/openmv-camera.ts';
import { transportFor } from '../../src-main/transports/open-transport.ts';
import { delay } from '../../src-shared/lib/abort.ts';
import { systemClock } from '../../src-shared/lib/clock.ts';
import { percentile } from './figure.ts';

/** `address` as `transportFor` takes it. */
export function createCamera(address: string, settings: Partial<OpenMvSettings> = {}): OpenMvCamera {
  return openMvDriver.create(transportFor(address), {
    clock: systemClock,
    boards: boards as BoardTable,
    settings,
  });
}

export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export interface StreamFigures {
  readonly fps: number;
  readonly megabytesPerSecond: number;
  readonly cpuMsPerFrame: number;
  readonly bytesPerFrame: number;
  readonly sequence: string;
  readonly dropped: number;
  /** From the camera's announcement to the whole picture, median. */
  readonly fetchMs: number;
}

/** Waits for the stream to be under way, then counts for a while. */
export async function measureStream(camera: OpenMvCamera, script: string, raw: boolean): Promise<StreamFigures> {
  await camera.preview.configure({ enabled: true, raw, ...(raw && { rawSize: { width: 320, height: 240 } }) });
  await camera.run(Buffer.from(script));
  await frames(camera, 60);
  let count = 0;
  let bytes = 0;
  let dropped = 0;
  const fetchMs: number[] = [];
  const counting = camera.onFrame((frame) => {
    count++;
    bytes += frame.data.length;
    dropped += frame.droppedBefore;
    fetchMs.push(frame.receivedAtMs - frame.eventAtMs);
  });
  const startMs = performance.now();
  const startCpuMs = cpuMs();
  await delay(systemClock, 4000);
  const seconds = (performance.now() - startMs) / 1000;
  const spentMs = cpuMs() - startCpuMs;
  counting.dispose();
  const sequence = camera.readSequence ?? '';
  await camera.stop();
  return {
    fps: count / seconds,
    megabytesPerSecond: bytes / 1e6 / seconds,
    cpuMsPerFrame: spentMs / count,
    bytesPerFrame: Math.round(bytes / count),
    sequence,
    dropped,
    fetchMs: percentile(fetchMs, 0.5),
  };
}

/** Resolves after as many pictures. */
export function frames(camera: OpenMvCamera, wanted: number, each?: (frame: Frame) => void): Promise<void> {
  let count = 0;
  return new Promise((resolve, reject) => {
    const lost = camera.onStateChange(({ error }) => {
      if (error !== undefined) reject(error);
    });
    const listening = camera.onFrame((frame) => {
      each?.(frame);
      if (++count < wanted) return;
      listening.dispose();
      lost.dispose();
      resolve();
    });
  });
}
