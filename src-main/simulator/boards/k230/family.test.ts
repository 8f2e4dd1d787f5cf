import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ScriptBench } from '../../micropython/testing/script-bench.ts';
import { startSimulatedCamera } from '../../start-simulated-camera.ts';
import { createMemoryStreamPair } from '../../testing/memory-stream.ts';
import { k230Banner } from './family.ts';

let bench: ScriptBench;
beforeAll(async () => {
  bench = await ScriptBench.create({ board: 'K230' });
});
afterAll(() => bench.dispose());

it('writes a banner that says what is missing', async () => {
  const flashFolder = await mkdtemp(path.join(tmpdir(), 'k230-'));
  const { device, host } = createMemoryStreamPair();
  let text = '';
  host.onData((bytes) => (text += new TextDecoder().decode(bytes)));
  const board = await startSimulatedCamera(device, { flashFolder, board: 'K230' });
  await expect.poll(() => text).toBe(k230Banner);
  board.dispose();
  await rm(flashFolder, { recursive: true });
});

it('boots MicroPython with the common modules only', async () => {
  const { text } = await bench.run(
    'import os, time, sys\nprint(os.uname().machine, hasattr(time, "clock"))\nimport csi',
  );
  expect(text).toContain('CanMV K230 with K230 True\r\n');
  expect(text).toContain("ImportError: no module named 'csi'");
});
