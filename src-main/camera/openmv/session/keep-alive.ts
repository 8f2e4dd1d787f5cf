// While a connection is quiet, the device is polled now and then: silence becomes known, and so does a report about the
// script that was lost. Below: the typed requests. Above: session.ts.

import type { Clock } from '../../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../../src-shared/lib/disposable.ts';
import { ignoreExpected } from '../../../../src-shared/lib/ignore-expected.ts';
import { ChannelId } from '../../../../src-shared/openmv/constants.ts';
import { hasPollBit } from '../../../../src-shared/openmv/payloads.ts';
import type { ScriptState } from '../../kit/script-state.ts';
import { Watchdog } from '../../kit/watchdog.ts';
import type { DeviceCommands } from '../requests/device-commands.ts';
import { Priority } from '../requests/link-request.ts';

const quietLimitMs = 2000;

export class KeepAlive implements Disposable {
  readonly #clock: Clock;
  readonly #commands: DeviceCommands;
  readonly #script: ScriptState;
  readonly #timer: Watchdog;
  #phase = AbortSignal.abort();
  #lastEventMs = 0;

  constructor(clock: Clock, commands: DeviceCommands, script: ScriptState) {
    this.#clock = clock;
    this.#commands = commands;
    this.#script = script;
    this.#timer = new Watchdog(clock, () => this.#onTimer());
  }

  /** Polls after two seconds without an event, until `phase` ends. */
  start(phase: AbortSignal): void {
    this.#phase = phase;
    this.#timer.set(quietLimitMs);
  }

  noteEvent(): void {
    this.#lastEventMs = this.#clock.now();
  }

  dispose(): void {
    this.#timer.dispose();
  }

  #onTimer(): void {
    if (this.#phase.aborted) return;
    const quietMs = this.#clock.now() - this.#lastEventMs;
    this.#timer.set(quietMs < quietLimitMs ? quietLimitMs - quietMs : quietLimitMs);
    if (quietMs >= quietLimitMs) this.#poll(this.#phase).catch(ignoreExpected);
  }

  async #poll(phase: AbortSignal): Promise<void> {
    const mask = await this.#commands.poll({ priority: Priority.background, signal: phase });
    if (!phase.aborted) this.#script.observe(hasPollBit(mask, ChannelId.stdin));
  }
}
