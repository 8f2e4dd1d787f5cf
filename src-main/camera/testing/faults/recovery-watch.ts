import type { Clock } from '../../../../src-shared/lib/clock.ts';
import type { Camera } from '../../camera.ts';

/** How long it takes each time until a camera that lost the thread, or its port, is at rest or at work again. */
export class RecoveryWatch {
  /** In milliseconds, in their order. */
  readonly recoveriesMs: number[] = [];
  #lostAtMs: number | undefined;

  constructor(camera: Pick<Camera, 'onStateChange'>, clock: Clock) {
    camera.onStateChange(({ state, error }) => {
      if (state === 'resyncing' || error !== undefined) this.#lostAtMs ??= clock.now();
      if (this.#lostAtMs === undefined || (state !== 'idle' && state !== 'running')) return;
      this.recoveriesMs.push(clock.now() - this.#lostAtMs);
      this.#lostAtMs = undefined;
    });
  }
}
