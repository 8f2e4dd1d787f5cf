// The engine against the virtual camera while packets get lost in both directions and the script prints.

import { afterEach, expect, test } from 'vitest';
import { PixelFormat } from '../../../src-shared/picture/pixel-format.ts';
import type { Frame } from '../../../src-shared/picture/frame.ts';
import { createSimulatedCamera, jpegLike, type SimulatedCamera } from '../testing/simulated-camera.ts';

let current: SimulatedCamera | undefined;
afterEach(async () => {
  await current?.dispose();
  current = undefined;
});

/** Numbers below 1 that are the same in every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

type Damage = (bytes: Uint8Array, random: () => number) => readonly Uint8Array[];

const drop: Damage = (bytes, random) => (random() < 0.02 ? [] : [bytes]);
const corrupt: Damage = (bytes, random) => {
  if (random() >= 0.02) return [bytes];
  const damaged = bytes.slice();
  damaged[Math.floor(random() * damaged.length)]! ^= 1 << Math.floor(random() * 8);
  return [damaged];
};
const truncate: Damage = (bytes, random) =>
  random() < 0.01 ? [bytes.slice(0, Math.floor(random() * bytes.length))] : [bytes];
const duplicate: Damage = (bytes, random) => (random() < 0.02 ? [bytes, bytes] : [bytes]);

test.each([
  ['dropped', drop, 'stream'],
  ['corrupted', corrupt, 'stream'],
  ['truncated', truncate, 'stream'],
  ['duplicated', duplicate, 'stream'],
  ['dropped', drop, 'datagram'],
] as const)(
  'with packets %s in both directions no wrong frame or text arrives and stop works (%#)',
  async (_what, damage, kind) => {
    const random = seededRandom(7);
    let faulty = false;
    const inject = (bytes: Uint8Array): readonly Uint8Array[] => (faulty ? damage(bytes, random) : [bytes]);
    const sim = createSimulatedCamera({
      kind,
      device: { rebootMs: 5 },
      toHost: inject,
      toDevice: inject,
    });
    current = sim;
    const frames: Frame[] = [];
    let text = '';
    sim.camera.onFrame((frame) => frames.push(frame));
    sim.camera.onText((bytes) => (text += new TextDecoder().decode(bytes)));
    await sim.camera.connect();
    faulty = true;
    await sim.camera.run(new TextEncoder().encode('loop'));
    const file = jpegLike(12_400);
    let line = 0;
    const timer = setInterval(() => {
      if (!sim.engine.running) return;
      sim.engine.print(`<${line++}>`);
      sim.engine.snapshot({ width: 320, height: 240, format: PixelFormat.jpeg, data: file });
    }, 4);
    await expect.poll(() => frames.length, { timeout: 15_000 }).toBeGreaterThan(120);
    clearInterval(timer);
    for (const frame of frames) expect(Buffer.compare(frame.data, file)).toBe(0);
    await sim.camera.stop();
    faulty = false;
    await expect.poll(() => sim.camera.state, { timeout: 10_000 }).toBe('idle');
    // Pieces may be missing, since reading stdout empties it; what arrived is whole and in order.
    const numbers = [...text.matchAll(/<(\d+)>/g)].map(([, number]) => Number(number));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(numbers.length).toBeGreaterThan(0);
  },
);
