// The engine over a real UDP socket on which datagrams get lost, come late and overtake each other (reference §18).

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { systemClock } from '../../../src-shared/lib/clock.ts';
import { PixelFormat } from '../../../src-shared/protocol/pixel-format.ts';
import { exposeOnUdp } from '../../simulator/expose-udp.ts';
import { ScriptedEngine } from '../../simulator/testing/scripted-engine.ts';
import { transportFor } from '../../transports/open-transport.ts';
import type { Frame } from '../camera.ts';
import { OpenMvCamera } from './openmv-camera.ts';

const flashFolder = mkdtempSync(path.join(tmpdir(), 'viewfinder-udp-'));
const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
afterAll(() => rmSync(flashFolder, { recursive: true, force: true }));

test.each([
  ['lost', 'drop=3%,seed=5', 0],
  ['overtaking each other', 'delay=15%/3,seed=6', 0],
  ['lost, doubled, overtaking and damaged', 'drop=1%,duplicate=2%,delay=5%/3,corrupt=1%,seed=7', 3],
])('with datagrams %s every picture is whole and the session lasts', async (_what, faults, resyncLimit) => {
  const engine = new ScriptedEngine();
  const exposed = await exposeOnUdp({
    simulator: { flashFolder, board: 'RT1062' },
    createEngine: () => engine,
    port: 0,
  });
  closers.push(() => exposed.close());
  const camera = new OpenMvCamera({
    transport: transportFor(`fault(${faults}):udp://${exposed.address}`),
    clock: systemClock,
    settings: { stream: { enabled: true, raw: true } },
  });
  closers.push(() => camera.disconnect());
  await camera.connect();
  const frames: Frame[] = [];
  camera.onFrame((frame) => frames.push(frame));
  await camera.run(new TextEncoder().encode('loop'));
  // 28 datagrams each.
  const data = Uint8Array.from({ length: 160 * 120 * 2 }, (_, at) => (at * 7 + (at >> 8)) & 0xff);
  const timer = setInterval(() => {
    if (engine.running) engine.snapshot({ width: 160, height: 120, format: PixelFormat.rgb565, data });
  }, 4);
  closers.push(() => clearInterval(timer));
  await expect.poll(() => frames.length, { timeout: 15_000 }).toBeGreaterThan(60);
  for (const frame of frames) expect(Buffer.compare(frame.data, data)).toBe(0);
  expect(camera.linkQuality.resyncs).toBeLessThanOrEqual(resyncLimit);
  await camera.stop();
  expect(engine.running).toBe(false);
});
