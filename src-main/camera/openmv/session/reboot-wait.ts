// How long to leave a restarting device alone (docs/protocol-v2.md §13.5): until it prints its banner, or until it has
// been quiet for a while after the reports about its boot scripts; with an upper limit in any case.

import type { Clock } from '../../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../../src-shared/lib/disposable.ts';
import { ChannelId } from '../../../../src-shared/openmv/constants.ts';
import type { DeviceEvent } from '../link/link.ts';
import { Watchdog } from '../../kit/watchdog.ts';

const quietMs = 300;
const longestMs = 3000;

export class RebootWait implements Disposable {
  readonly #clock: Clock;
  readonly #quiet: Watchdog;
  #resolve: (() => void) | undefined;
  #longest: Disposable | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#quiet = new Watchdog(clock, () => this.#end());
  }

  /** Resolves when the device may be spoken to again. A second call takes over from the first. */
  begin(): Promise<void> {
    this.#end();
    return new Promise((resolve) => {
      this.#resolve = resolve;
      this.#quiet.set(quietMs);
      this.#longest = this.#clock.after(longestMs, () => this.#end());
    });
  }

  onEvent(event: DeviceEvent): void {
    if (this.#resolve === undefined) return;
    if (event.channel === ChannelId.stdout) this.#end();
    else if (event.channel === ChannelId.stdin) this.#quiet.set(quietMs);
  }

  dispose(): void {
    this.#end();
    this.#quiet.dispose();
  }

  #end(): void {
    this.#quiet.stop();
    this.#longest?.dispose();
    this.#longest = undefined;
    const resolve = this.#resolve;
    this.#resolve = undefined;
    resolve?.();
  }
}
