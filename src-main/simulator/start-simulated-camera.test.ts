import { expect, it } from 'vitest';
import { Deferred } from '../../src-shared/lib/deferred.ts';
import { startSimulatedCamera } from './start-simulated-camera.ts';
import { createMemoryStreamPair } from './testing/memory-stream.ts';
import { ScriptedEngine } from './testing/scripted-engine.ts';

class SlowEngine extends ScriptedEngine {
  readonly prompt = new Deferred<void>();
  asked = 0;

  override ready(): Promise<void> {
    this.asked++;
    return this.prompt.promise;
  }
}

it.each(['starts', 'fails'])('a simulated camera is there once its interpreter %s', async (outcome) => {
  const engine = new SlowEngine();
  let there = false;
  const starting = startSimulatedCamera(createMemoryStreamPair().device, { flashFolder: '' }, () => engine).then(
    (camera) => {
      there = true;
      return camera;
    },
  );
  await expect.poll(() => engine.asked).toBeGreaterThan(0);
  expect(there).toBe(false);
  if (outcome === 'starts') engine.prompt.resolve();
  else engine.prompt.reject(new Error('no memory'));
  (await starting).dispose();
  expect(there).toBe(true);
});
