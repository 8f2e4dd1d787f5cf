import type { ManualClock } from '../../../src-shared/lib/clock.ts';

/** Lets everything that is due now happen: deliveries of the memory transport and what they set off. */
export async function turns(count = 6): Promise<void> {
  for (let index = 0; index < count; index++) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** Moves time on in small steps, with room for answers in between; resolves with the time that passed. */
export async function pass(clock: ManualClock, durationMs: number, stepMs = 10): Promise<void> {
  for (let passed = 0; passed < durationMs; passed += stepMs) {
    await turns(3);
    clock.advance(stepMs);
  }
  await turns();
}

/** Moves time on until the promise settles; resolves with the milliseconds that took. Throws after `limitMs`. */
export async function passUntil(clock: ManualClock, promise: Promise<unknown>, limitMs = 60_000): Promise<number> {
  let settled = false;
  const note = (): void => {
    settled = true;
  };
  promise.then(note, note);
  const startMs = clock.now();
  for (;;) {
    await turns(3);
    if (settled) return clock.now() - startMs;
    if (clock.now() - startMs > limitMs) throw new Error(`Not settled after ${limitMs} ms.`);
    clock.advance(10);
  }
}
