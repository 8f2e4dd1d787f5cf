import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../../src-shared/lib/clock.ts';
import { ScriptWorker } from './script-worker.ts';

test('everything is found in the pinned version of MicroPython', async () => {
  const flashFolder = mkdtempSync(path.join(tmpdir(), 'flash-'));
  const options = { flashFolder, board: 'N6', seed: 1, scene: 'balls', sensorChipId: 0x7936 } as const;
  const worker = new ScriptWorker(options, undefined, systemClock);
  try {
    const { safeFrames, ...found } = await worker.ready;
    expect(found).toEqual({
      binaryHash: '07fbf4f50bf5ec7adab5fe5ebe2ab272e593c5fd7898fc924d95d878cf2d7832',
      schedulerStateAddress: 201_676,
      pendingExceptionAddress: 201_452,
      schedulerIndex: 695,
      callDepthAddress: 202_448,
      collectionDueAddress: 202_452,
    });
    expect(safeFrames.length).toBeGreaterThan(10);
    expect(safeFrames.length).toBeLessThan(40);
  } finally {
    worker.dispose();
    rmSync(flashFolder, { recursive: true });
  }
});
