// Changes of the stream while connected: one after the other, since the device would apply half of each of two at a time.
// Below: stream-control.ts and the frame pump. Above: session.ts, which applies the settings itself during a set-up.

import { delay } from '../../../../src-shared/lib/abort.ts';
import type { Clock } from '../../../../src-shared/lib/clock.ts';
import { ignoreExpected } from '../../../../src-shared/lib/ignore-expected.ts';
import type { StreamSettings } from '../../../../src-shared/device/stream-settings.ts';
import type { CallOptions } from '../../facets.ts';
import type { StateTracker } from '../../kit/state-tracker.ts';
import type { DeviceCommands } from '../requests/device-commands.ts';
import { Priority } from '../requests/link-request.ts';
import type { DeviceFacts } from '../session/device-facts.ts';
import type { FramePump } from './frame-pump.ts';
import type { StreamControl } from './stream-control.ts';

/**
 * A script creates its sensor object, which takes over the preview, some time after its start (docs/protocol-v2.md §12.6).
 */
const sourceDelayMs = 700;
const stopLimitMs = 300;

export interface StreamUpdatesParts {
  readonly clock: Clock;
  readonly commands: DeviceCommands;
  readonly state: StateTracker;
  readonly stream: StreamControl;
  readonly framePump: FramePump;
}

export class StreamUpdates {
  readonly #parts: StreamUpdatesParts;
  /** Settles when the device has the settings of the last call. */
  #last: Promise<void> = Promise.resolve();

  constructor(parts: StreamUpdatesParts) {
    this.#parts = parts;
  }

  /** Sends the settings now; without `facts`, or while not settled, the next set-up does. */
  set(settings: StreamSettings, facts: () => DeviceFacts | undefined, options: CallOptions): Promise<void> {
    this.#parts.stream.settings = settings;
    const applied = this.#last.then(() => this.#apply(facts(), options));
    this.#last = applied.catch(ignoreExpected);
    return applied;
  }

  /** Switches the stream off, if the device answers soon. Never rejects. */
  async stopBeforeClose(): Promise<void> {
    const { clock, commands, state, stream } = this.#parts;
    if (!state.settled) return;
    const options = { priority: Priority.control, limitMs: stopLimitMs };
    await Promise.race([stream.switchOff(commands, options).catch(ignoreExpected), delay(clock, stopLimitMs)]);
  }

  /** Selects the sensor again once the script that has just started has created its own. Ends with `signal`. */
  async selectSourceLater(facts: DeviceFacts, signal: AbortSignal): Promise<void> {
    const { clock, commands, state, stream } = this.#parts;
    if (stream.settings.sensorChipId === undefined) return;
    try {
      await delay(clock, sourceDelayMs, signal);
      if (state.state === 'running') await stream.sendSource(commands, facts, { repeat: 'safe' });
    } catch (error) {
      ignoreExpected(error);
    }
  }

  async #apply(facts: DeviceFacts | undefined, options: CallOptions): Promise<void> {
    const { commands, state, stream, framePump } = this.#parts;
    if (facts === undefined || !state.settled) return;
    if (!stream.settings.enabled) framePump.stop();
    await stream.apply(commands, facts, { ...options, repeat: 'safe' });
    if (stream.settings.enabled) framePump.start(facts.knownFirmware);
  }
}
