// The engine in the configurations for which figures of the official Python client and of a minimal C client are known
// (docs/performance.md), over a pseudo-terminal, against a camera that costs next to nothing.

import { fileURLToPath } from 'node:url';
import type { OpenMvCamera } from '../src-main/camera/index.ts';
import { delay } from '../src-shared/lib/abort.ts';
import { systemClock } from '../src-shared/lib/clock.ts';
import { startOwnDevice } from './lib/device-process.ts';
import { percentile, printFigure } from './lib/figure.ts';
import { runStillCamera } from './lib/still-camera.ts';
import { createCamera, measureStream } from './lib/stream-figures.ts';

const [role, line = 'pty', board = 'RT1062'] = process.argv.slice(2);
if (role === 'still') await runStillCamera(line, board);
else {
  // RT1062: 4082 bytes a packet. H7: 498, as on boards with a full-speed port.
  for (const ack of [true, false]) {
    await measurePictures('320×240 JPEG', '320x240 jpeg 12400', { board: 'RT1062', ack });
    await measurePictures('640×480 JPEG', '640x480 jpeg 23500', { board: 'RT1062', ack });
    await measurePictures('320×240 RGB565', '320x240 raw', { board: 'RT1062', ack });
    await measurePictures('320×240 JPEG', '320x240 jpeg 12400', { board: 'H7', ack });
    await measureChannel({ board: 'RT1062', ack });
  }
  await measureConnecting();
}

interface Configuration {
  readonly board: 'RT1062' | 'H7';
  readonly ack: boolean;
}

async function withCamera(
  { board: name, ack }: Configuration,
  work: (camera: OpenMvCamera, facts: { maxPayload: number; ack: boolean }) => Promise<void>,
): Promise<void> {
  const device = await startOwnDevice(fileURLToPath(import.meta.url), 'still', 'pty', name);
  const camera = createCamera(device.address, { ack });
  await camera.connect();
  const { maxPayload } = await camera.commands.capabilities();
  await work(camera, { maxPayload, ack });
  await camera.disconnect();
  await device.stop();
}

function measurePictures(what: string, script: string, configuration: Configuration): Promise<void> {
  return withCamera(configuration, async (camera, facts) => {
    const figures = await measureStream(camera, script, script.endsWith('raw'));
    const all = { ...facts, bytesPerFrame: figures.bytesPerFrame, sequence: figures.sequence };
    printFigure('clients', `${what}: pictures`, figures.fps, 'frames/s', all);
    printFigure('clients', `${what}: host processor a frame`, figures.cpuMsPerFrame, 'ms', all);
    printFigure('clients', `${what}: from the announcement to the whole picture`, figures.fetchMs, 'ms', all);
  });
}

function measureChannel(configuration: Configuration): Promise<void> {
  return withCamera(configuration, async (camera, facts) => {
    const sizeBytes = 64 * 1024;
    await camera.preview.configure({ enabled: false, raw: false });
    const registered = new Promise<number>((resolve) => {
      camera.channels.onChange((channels) => {
        const id = channels.find(({ name }) => name === 'block')?.id;
        if (id !== undefined) resolve(id);
      });
    });
    await camera.run(Buffer.from(`channel ${sizeBytes}`));
    const id = await registered;
    const read = async (rounds: number): Promise<number> => {
      const startMs = performance.now();
      for (let round = 0; round < rounds; round++) await camera.channels.read(id, { size: sizeBytes });
      return performance.now() - startMs;
    };
    await read(30);
    const rounds = 200;
    printFigure('clients', 'channel read', (rounds * sizeBytes) / 1e3 / (await read(rounds)), 'MB/s', {
      ...facts,
      sizeBytes,
    });
  });
}

async function measureConnecting(): Promise<void> {
  const device = await startOwnDevice(fileURLToPath(import.meta.url), 'still', 'tcp', 'RT1062');
  const times: number[] = [];
  for (let round = 0; round < 21; round++) {
    const camera = createCamera(device.address);
    const startMs = performance.now();
    await camera.connect();
    times.push(performance.now() - startMs);
    await camera.disconnect();
    // The camera takes one host at a time, and hears of the end of the last one a little later.
    await delay(systemClock, 50);
  }
  await device.stop();
  printFigure('clients', 'connect over TCP', percentile(times, 0.5), 'ms', { times: times.length });
}
