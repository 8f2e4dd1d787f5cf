// A camera that stops answering during a limited run: the message names the silence, whatever the moment.

import { afterEach, expect, it } from 'vitest';
import { ManualClock } from '../../src-shared/lib/clock.ts';
import { passUntil } from '../camera/testing/manual-time.ts';
import { createSimulatedCamera, type SimulatedCamera } from '../camera/testing/simulated-camera.ts';
import { explainError } from './error-text.ts';
import { runSession } from './run-session.ts';

let sim: SimulatedCamera | undefined;
afterEach(() => sim?.dispose());

it.each([
  ['before the limit', 8, 1],
  ['long before the limit', 60, 1],
])('that falls silent %s is reported as silent', async (_when, seconds, silentAfter) => {
  const clock = new ManualClock();
  let silent = false;
  sim = createSimulatedCamera({ clock, toHost: (bytes) => (silent ? [] : [bytes]) });
  const { camera } = sim;
  const connecting = camera.connect();
  await passUntil(clock, connecting);
  const session = runSession(camera, new TextEncoder().encode('loop'), { clock, seconds });
  const failed = session.then(
    () => undefined,
    (error: unknown) => explainError(error).code,
  );
  clock.after(silentAfter * 1000, () => (silent = true));
  await passUntil(clock, failed, 120_000);
  expect(await failed).toBe('camera-silent');
});
