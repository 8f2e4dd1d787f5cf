// The engine against the simulated camera in a process of its own, over TCP and over a pseudo terminal: what the line can
// carry, how much of it arrives as pictures, and what that costs the host. Ratios are of one run. Two cameras: the one
// that people have, with MicroPython in it, and one that shows a still picture at no cost, so that the host is the limit.

import { fileURLToPath } from 'node:url';
import { transportFor } from '../src-main/transports/open-transport.ts';
import { delay } from '../src-shared/lib/abort.ts';
import { systemClock } from '../src-shared/lib/clock.ts';
import { startOwnDevice, startSimulatedDevice, type DeviceProcess } from './lib/device-process.ts';
import { printFigure } from './lib/figure.ts';
import { runFlood } from './lib/flood.ts';
import { fetchPlainly } from './lib/plain-loop.ts';
import { runStillCamera } from './lib/still-camera.ts';
import { createCamera, frames, measureStream, type StreamFigures } from './lib/stream-figures.ts';

const [role, line = 'tcp', detail = ''] = process.argv.slice(2);
if (role === 'flood') await runFlood(line, Number(detail));
else if (role === 'still') await runStillCamera(line, detail);
else {
  for (const each of ['tcp', 'pty'] as const) {
    await measureLine(each);
    await measureStill(each);
  }
  await measureChannel();
  await measureLoss();
  await measureMemory();
}

type Size = 'QVGA' | 'QQVGA';

function snapshots(size: Size, more = ''): string {
  return `import csi
camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.${size})
camera.framerate(1000)
count = 0
while True:
    camera.snapshot()
    count += 1
    ${more}
`;
}

/** The best of several: a reader and a sender that share a processor by chance tell nothing about the line. */
async function measurePlain(which: 'tcp' | 'pty', chunkBytes: number): Promise<number> {
  const rates: number[] = [];
  for (let round = 0; round < 5; round++) rates.push(await readPlainly(which, chunkBytes));
  return Math.max(...rates);
}

async function readPlainly(which: 'tcp' | 'pty', chunkBytes: number): Promise<number> {
  const device = await startOwnDevice(fileURLToPath(import.meta.url), 'flood', which, String(chunkBytes));
  const transport = transportFor(device.address);
  let bytes = 0;
  transport.onData((data) => (bytes += data.length));
  await transport.open();
  await transport.write(Uint8Array.of(0));
  await delay(systemClock, 300);
  const before = bytes;
  const startMs = performance.now();
  await delay(systemClock, 1000);
  const rate = (bytes - before) / 1e6 / ((performance.now() - startMs) / 1000);
  await transport.close();
  await device.stop();
  return rate;
}

async function measureLine(which: 'tcp' | 'pty'): Promise<void> {
  // As the simulated camera writes long answers.
  const chunkBytes = 32 * 1024;
  const plain = await measurePlain(which, chunkBytes);
  printFigure('engine', `${which}: plain read loop`, plain, 'MB/s', { chunkBytes });
  const device = await startSimulatedDevice(which);
  const camera = createCamera(device.address);
  await camera.connect();
  const raw = await measureStream(camera, snapshots('QVGA'), true);
  const { bytesPerFrame, sequence, dropped } = raw;
  const facts = { format: 'RGB565', width: 320, height: 240, bytesPerFrame, sequence, dropped };
  printFigure('engine', `${which}: pictures`, raw.fps, 'frames/s', facts);
  printFigure('engine', `${which}: pictures`, raw.megabytesPerSecond, 'MB/s', facts);
  printFigure('engine', `${which}: share of the plain read loop`, raw.megabytesPerSecond / plain, '');
  printFigure('engine', `${which}: host processor a frame`, raw.cpuMsPerFrame, 'ms', facts);

  const small = await measureStream(camera, snapshots('QQVGA'), true);
  const smallFacts = { format: 'RGB565', width: 160, height: 120, sequence: small.sequence, target: 400 };
  printFigure('engine', `${which}: small pictures`, small.fps, 'frames/s', smallFacts);

  const jpeg = await measureStream(camera, snapshots('QVGA'), false);
  const jpegFacts = { format: 'JPEG', width: 320, height: 240, bytesPerFrame: jpeg.bytesPerFrame };
  printFigure('engine', `${which}: JPEG pictures`, jpeg.fps, 'frames/s', jpegFacts);
  printFigure('engine', `${which}: host processor a JPEG`, jpeg.cpuMsPerFrame, 'ms', { ...jpegFacts, target: 0.68 });
  await camera.disconnect();
  await device.stop();
}

/** The host and the plain loop in turn, on the same camera, three times: the middle ratio counts. */
async function measureStill(which: 'tcp' | 'pty'): Promise<void> {
  const picture = { script: '320x240 raw', pictureBytes: 320 * 240 * 2, maxPayload: 8178 };
  const startStill = (): Promise<DeviceProcess> => startOwnDevice(fileURLToPath(import.meta.url), 'still', which, 'N6');
  const rounds: { plain: number; share: number; figures: StreamFigures }[] = [];
  for (let round = 0; round < 3; round++) {
    const first = await startStill();
    const plain = await fetchPlainly(first.address, picture);
    await first.stop();
    const second = await startStill();
    const camera = createCamera(second.address);
    await camera.connect();
    const figures = await measureStream(camera, picture.script, true);
    await camera.disconnect();
    await second.stop();
    rounds.push({ plain, share: figures.megabytesPerSecond / plain, figures });
  }
  const [, { plain, share, figures } = rounds[0]!] = rounds.toSorted((a, b) => a.share - b.share);
  const facts = { format: 'RGB565', width: 320, height: 240, sequence: figures.sequence };
  printFigure('engine', `${which}, still picture: plain loop on the same camera`, plain, 'MB/s', facts);
  printFigure('engine', `${which}, still picture: pictures`, figures.megabytesPerSecond, 'MB/s', facts);
  printFigure('engine', `${which}, still picture: share of the plain loop`, share, '', { ...facts, target: 0.6 });
  printFigure('engine', `${which}, still picture: host processor a frame`, figures.cpuMsPerFrame, 'ms', facts);
}

async function measureChannel(): Promise<void> {
  const sizeBytes = 64 * 1024;
  const script = `import protocol, time
data = bytes(range(256)) * 256
class Block:
    def size(self):
        return len(data)
    def readp(self, offset, size):
        return memoryview(data)[offset:offset + size]
protocol.register(name="block", backend=Block())
while True:
    time.sleep_ms(1)
`;
  const device = await startSimulatedDevice('tcp');
  const camera = createCamera(device.address);
  await camera.connect();
  await camera.preview.configure({ enabled: false, raw: false });
  const registered = new Promise<number>((resolve) => {
    camera.channels.onChange((channels) => {
      const id = channels.find(({ name }) => name === 'block')?.id;
      if (id !== undefined) resolve(id);
    });
  });
  await camera.run(Buffer.from(script));
  const id = await registered;
  const read = async (rounds: number): Promise<number> => {
    const startMs = performance.now();
    for (let round = 0; round < rounds; round++) await camera.channels.read(id, { size: sizeBytes });
    return performance.now() - startMs;
  };
  await read(50);
  const rounds = 400;
  const elapsedMs = await read(rounds);
  const facts = { sizeBytes, ack: false, msARead: Number((elapsedMs / rounds).toFixed(3)), target: 40 };
  printFigure('engine', 'tcp: channel read', (rounds * sizeBytes) / 1e3 / elapsedMs, 'MB/s', facts);
  await camera.disconnect();
  await device.stop();
}

/** Two of a hundred packets lost in each direction, and a script that prints: the worst of three seeds. */
async function measureLoss(): Promise<void> {
  const rounds: LossFigures[] = [];
  for (const seed of [7, 8, 9]) rounds.push(await loseSome(seed));
  const facts = { format: 'JPEG', width: 320, height: 240, seeds: rounds.length };
  const worst = (of: (round: LossFigures) => number, choose: typeof Math.max): number => choose(...rounds.map(of));
  const name = (figure: string): string => `tcp, 2 % lost each way: ${figure}`;
  printFigure(
    'engine',
    name('pictures'),
    worst(({ fps }) => fps, Math.min),
    'frames/s',
    { ...facts, target: 50 },
  );
  printFigure(
    'engine',
    name('longest gap'),
    worst(({ gapMs }) => gapMs, Math.max),
    'ms',
    { ...facts, target: 200 },
  );
  printFigure(
    'engine',
    name('bad pictures'),
    worst(({ bad }) => bad, Math.max),
    '',
    { ...facts, target: 0 },
  );
}

interface LossFigures {
  readonly fps: number;
  readonly gapMs: number;
  readonly bad: number;
}

async function loseSome(seed: number): Promise<LossFigures> {
  const device = await startSimulatedDevice('tcp');
  const camera = createCamera(`fault(drop=2%,seed=${seed}):${device.address}`);
  await camera.connect();
  await camera.run(Buffer.from(snapshots('QVGA', 'print("picture", count)')));
  await frames(camera, 30);
  let count = 0;
  let bad = 0;
  let gapMs = 0;
  let lastMs = performance.now();
  const listening = camera.onFrame(({ data, receivedAtMs, width, height }) => {
    count++;
    gapMs = Math.max(gapMs, receivedAtMs - lastMs);
    lastMs = receivedAtMs;
    const whole = data[0] === 0xff && data[1] === 0xd8 && data.at(-2) === 0xff && data.at(-1) === 0xd9;
    if (!whole || width !== 320 || height !== 240) bad++;
  });
  const startMs = performance.now();
  await delay(systemClock, 20_000);
  const fps = count / ((performance.now() - startMs) / 1000);
  listening.dispose();
  await camera.disconnect();
  await device.stop();
  return { fps, gapMs, bad };
}

async function measureMemory(): Promise<void> {
  const total = 50_000;
  const device = await startSimulatedDevice('tcp');
  const camera = createCamera(device.address);
  await camera.connect();
  await camera.preview.configure({ enabled: true, raw: true, rawSize: { width: 320, height: 240 } });
  await camera.run(Buffer.from(snapshots('QQVGA')));
  const used = (): number => {
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / 1e6;
  };
  await frames(camera, total / 10);
  const before = used();
  await frames(camera, total);
  const facts = { frames: total, beforeMb: Number(before.toFixed(1)), target: 5 };
  printFigure('engine', 'tcp: memory gained', used() - before, 'MB', facts);
  await camera.disconnect();
  await device.stop();
}
