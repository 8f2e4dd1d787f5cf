// Measures what a camera, its port and this computer achieve together. The same figures for the simulated device, with
// targets, are in bench/engine.bench.ts.

import { readFileSync } from 'node:fs';
import { Deferred } from '../../src-shared/lib/deferred.ts';
import { DisposableStore } from '../../src-shared/lib/disposable.ts';
import { ChannelId } from '../../src-shared/openmv/constants.ts';
import type { Camera } from '../camera/camera.ts';
import type { Frame } from '../../src-shared/picture/frame.ts';
import { OpenMvCamera } from '../camera/index.ts';
import { flatFigures } from './flat-figures.ts';
import { requireFacet } from '../camera/require-facet.ts';
import type { CliContext, ExitCode } from './cli-context.ts';
import { CliError } from './cli-error.ts';

export interface BenchOptions {
  readonly camera: string;
  /** Length of each measurement. */
  readonly seconds: number;
  /** Use the frame transfer that works with all firmware. */
  readonly compatible?: boolean;
  readonly json?: boolean;
}

interface StreamFigures {
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly fps: number;
  readonly megabytesPerSecond: number;
  readonly dropped: number;
  /** CPU time of this program; undefined if it cannot be separated from the simulated camera's. */
  readonly cpuMsPerFrame: number | undefined;
}

const script = `import csi
camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
try:
    camera.framerate(1000)
except Exception:
    pass
while True:
    camera.snapshot()
`;
const roundTrips = 200;
const firstFrameLimitMs = 15_000;
const streams = [
  { format: 'JPEG', raw: false },
  { format: 'RGB565', raw: true },
] as const;

/** Measures frame rate, throughput, round-trip time and CPU time. */
export async function benchCommand(context: CliContext, options: BenchOptions): Promise<ExitCode> {
  const { output, signal } = context;
  const camera = await context.openCamera(options.camera);
  try {
    const { board, serial, firmware, protocol } = await camera.connect({ signal });
    const trips = camera instanceof OpenMvCamera ? await measureRoundTrips(camera, context) : undefined;
    const figures: StreamFigures[] = [];
    for (const { format, raw } of streams) {
      const rawSize = { width: 320, height: 240 };
      const { compatible = false } = options;
      await requireFacet(camera, 'preview').configure(
        { enabled: true, raw, compatible, ...(raw && { rawSize }) },
        { signal },
      );
      figures.push(await measureStream(camera, context, options, format));
    }
    if (options.json) {
      const identity = { id: options.camera, board, serial, firmware, protocol };
      output.json({ camera: identity, roundTripMs: trips, streams: figures, link: flatFigures(camera.figures) });
      return 0;
    }
    output.line(`${board} at ${options.camera}`);
    if (trips !== undefined) output.line(`round trip  ${trips.median} ms, p95 ${trips.p95} ms`);
    for (const each of figures) output.line(streamLine(each));
    return 0;
  } finally {
    await camera.disconnect();
  }
}

function streamLine(each: StreamFigures): string {
  const cpu = each.cpuMsPerFrame === undefined ? '' : `, ${each.cpuMsPerFrame} ms CPU per frame`;
  const size = `${each.format} ${each.width} × ${each.height}`;
  return `${size}  ${each.fps} fps, ${each.megabytesPerSecond} MB/s, ${each.dropped} dropped${cpu}`;
}

async function measureRoundTrips(
  camera: OpenMvCamera,
  { clock, signal }: CliContext,
): Promise<{ readonly median: number; readonly p95: number; readonly count: number }> {
  const times: number[] = [];
  for (let count = 0; count < roundTrips; count++) {
    const startMs = clock.now();
    await camera.commands.channelSize(ChannelId.stream, { signal });
    times.push(clock.now() - startMs);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => rounded(times[Math.floor(times.length * share)] ?? 0);
  return { median: at(0.5), p95: at(0.95), count: times.length };
}

async function measureStream(
  camera: Camera,
  { clock, signal }: CliContext,
  { seconds, camera: address }: BenchOptions,
  format: string,
): Promise<StreamFigures> {
  const store = new DisposableStore();
  const over = new Deferred<void>();
  let first: { readonly atMs: number; readonly cpuMs: number | undefined } | undefined;
  let last: Frame | undefined;
  let frames = 0;
  let bytes = 0;
  let dropped = 0;
  const cpuMs = (): number | undefined => processorMs(address.startsWith('sim'));
  store.add(
    camera.onFrame((frame) => {
      if (first === undefined) {
        // The time until the first frame contains the start of the script.
        first = { atMs: clock.now(), cpuMs: cpuMs() };
        store.add(clock.after(seconds * 1000, () => over.resolve()));
        return;
      }
      last = frame;
      frames++;
      bytes += frame.data.length;
      dropped += frame.droppedBefore;
    }),
  );
  store.add(
    camera.onStateChange(({ state, error }) => {
      if (state === 'rebooting' || state === 'disconnected') over.reject(error ?? noFrame());
    }),
  );
  store.add(
    clock.after(firstFrameLimitMs, () => {
      if (first === undefined) over.reject(noFrame());
    }),
  );
  const interrupt = (): void => over.reject(signal.reason);
  signal.addEventListener('abort', interrupt, { once: true });
  store.addCallback(() => signal.removeEventListener('abort', interrupt));
  over.promise.catch(() => undefined);
  try {
    await camera.run(new TextEncoder().encode(script), { signal });
    await over.promise;
  } finally {
    store.dispose();
  }
  if (first === undefined || last === undefined) throw noFrame();
  const elapsedSeconds = (clock.now() - first.atMs) / 1000;
  const spentMs = cpuMs();
  await camera.stop({ signal });
  const { width, height } = last;
  return {
    format,
    width,
    height,
    frames,
    fps: rounded(frames / elapsedSeconds),
    megabytesPerSecond: rounded(bytes / 1e6 / elapsedSeconds),
    dropped,
    cpuMsPerFrame:
      first.cpuMs === undefined || spentMs === undefined ? undefined : rounded((spentMs - first.cpuMs) / frames),
  };
}

/**
 * CPU time so far, in milliseconds. The simulated camera runs in threads of this process: then only the main thread's time
 * counts, if the system reports it.
 */
function processorMs(cameraInProcess: boolean): number | undefined {
  if (!cameraInProcess) {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
  try {
    const [nanoseconds = ''] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ');
    return Number(nanoseconds) / 1e6;
  } catch {
    return undefined;
  }
}

function noFrame(): CliError {
  return new CliError('no-frame', 'The script produced no frame.');
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
