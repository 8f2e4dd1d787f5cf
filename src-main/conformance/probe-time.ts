// The time of a probe: the system's, or that of a camera on a manual clock. There time moves only while the probe waits,
// so that milliseconds are exact and silence costs nothing.

import { systemClock, type ManualClock } from '../../src-shared/lib/clock.ts';
import type { Listen } from '../../src-shared/lib/emitter.ts';
import { turn } from '../simulator/testing/camera-bench.ts';

export interface ProbeTime {
  /** Whether what happens at a millisecond is seen at that millisecond. */
  readonly exact: boolean;
  now(): number;
  /** Resolves when something arrives, at `untilMs`, or earlier: the caller looks and waits again. */
  wait(arrived: Listen<void>, untilMs: number): Promise<void>;
}

export const realTime: ProbeTime = {
  exact: false,
  now: () => systemClock.now(),
  wait: (arrived, untilMs) =>
    new Promise((resolve) => {
      const done = (): void => {
        timer.dispose();
        listening.dispose();
        resolve();
      };
      const timer = systemClock.after(Math.max(0, untilMs - systemClock.now()), done);
      const listening = arrived(done);
    }),
};

export function steeredTime(clock: ManualClock): ProbeTime {
  return {
    exact: true,
    now: () => clock.now(),
    async wait(arrived, untilMs) {
      let something = false;
      const listening = arrived(() => (something = true));
      await turn();
      listening.dispose();
      if (!something) clock.advance(Math.min(1, Math.max(0, untilMs - clock.now())));
    },
  };
}
