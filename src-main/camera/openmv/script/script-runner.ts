// Run and Stop on the stdin channel (docs/protocol-v2.md §13): upload byte for byte, execute, interrupt. Below: the
// typed requests. Above: the session, which follows the device's events and keeps the state that this waits for.

import type { Clock } from '../../../../src-shared/lib/clock.ts';
import { ChannelId, Status, StdinIoctl } from '../../../../src-shared/openmv/constants.ts';
import { hasPollBit } from '../../../../src-shared/openmv/payloads.ts';
import { CameraError, isDisturbance } from '../../camera-error.ts';
import type { CallOptions } from '../../facets.ts';
import type { DeviceCommands } from '../requests/device-commands.ts';
import { Priority, type RequestOptions } from '../requests/link-request.ts';
import type { ScriptState } from '../../kit/script-state.ts';
import type { StateTracker } from '../../kit/state-tracker.ts';
import { TaskQueue } from '../../kit/task-queue.ts';

/** EXEC to the report of the start, which a busy computer or network delays. */
const startLimitMs = 5000;
/** The same when it is not known whether the camera got EXEC: it is answered when the script is about to start. */
const doubtLimitMs = 1000;
/** STOP to the report of the end, for each of three attempts. */
const stopLimitMs = 2000;
/** Reports may be lost: during the wait the device is polled this often. */
const lookMs = 200;
const stopAttempts = 3;
/** Soft reboot with a slow SD card or Wi-Fi. */
export const settleLimitMs = 15_000;
const uploadAttempts = 3;
/** Calls that may wait for their turn. */
const waitingLimit = 16;

/** A script of no bytes cannot be executed; one empty line does the same. */
const emptyScript = Uint8Array.of(0x0a);

export interface ScriptRunnerOptions {
  readonly clock: Clock;
  readonly commands: DeviceCommands;
  readonly state: StateTracker;
  readonly script: ScriptState;
}

export class ScriptRunner {
  readonly #options: ScriptRunnerOptions;
  readonly #turns = new TaskQueue(waitingLimit);

  constructor(options: ScriptRunnerOptions) {
    this.#options = options;
  }

  /**
   * Stops the running script, uploads, starts; resolves when the device has reported the start. Calls of `run` and `stop`
   * take effect in their order.
   */
  run(source: Uint8Array, { signal }: CallOptions = {}): Promise<void> {
    return this.#turns.run(() => this.#run(source, signal), signal);
  }

  /** Resolves when the device has reported the end, or that nothing runs. */
  stop({ signal }: CallOptions = {}): Promise<void> {
    return this.#turns.run(() => this.#stop(signal), signal);
  }

  async #run(source: Uint8Array, signal: AbortSignal | undefined): Promise<void> {
    const bytes = source.length === 0 ? emptyScript : source;
    for (let attempt = 1; ; attempt++) {
      // EXEC over a running script would lose the new one (§13.2).
      await this.#stop(signal);
      await this.#settle(signal);
      try {
        await this.#upload(bytes, signal);
        await this.#execute(signal);
        return;
      } catch (error) {
        // The device restarted, or it is unknown what it received: nothing has been started, so try again.
        if (!isDisturbed(error) || attempt === uploadAttempts) throw error;
      }
    }
  }

  async #stop(signal: AbortSignal | undefined): Promise<void> {
    const { script } = this.#options;
    await this.#settle(signal, (now) => now !== 'connecting' && now !== 'resyncing');
    if (!script.running) await this.#askIfIdle(signal);
    for (let attempt = 1; attempt <= stopAttempts; attempt++) {
      if (!script.running) return this.#requireConnected();
      const answered = await this.#interrupt(signal);
      // A STOP that had no turn is sent again as soon as the device answers at all.
      if (await this.#hasEnded(answered ? stopLimitMs : 0, signal)) return this.#requireConnected();
    }
    throw new CameraError('script-did-not-stop', 'The script does not stop.', { data: { attempts: stopAttempts } });
  }

  /** The report of a start may have been lost. */
  async #askIfIdle(signal: AbortSignal | undefined): Promise<void> {
    if (this.#options.state.state === 'idle') await this.#isRunning(signal);
  }

  /** Sends STOP; false without an answer. The report of the end ends the wait for it, since it may be lost. */
  async #interrupt(signal: AbortSignal | undefined): Promise<boolean> {
    const { commands, script } = this.#options;
    const ended = new AbortController();
    const listening = script.onUpdate(() => {
      if (!script.running) ended.abort();
    });
    try {
      await commands.channelIoctl(ChannelId.stdin, StdinIoctl.stop, undefined, {
        ...control(signal === undefined ? ended.signal : AbortSignal.any([signal, ended.signal])),
        repeat: 'safe',
        barrier: true,
        limitMs: stopLimitMs,
      });
      return true;
    } catch (error) {
      const expected = ended.signal.aborted || isDisturbed(error) || isSilent(error);
      if (signal?.aborted === true || !expected) throw error;
      return false;
    } finally {
      listening.dispose();
    }
  }

  async #hasEnded(limitMs: number, signal: AbortSignal | undefined): Promise<boolean> {
    const { clock, script } = this.#options;
    const dueMs = clock.now() + limitMs;
    do {
      if (await script.waitForEnd(lookMs, signal)) return true;
      if (!(await this.#isRunning(signal))) return true;
    } while (clock.now() < dueMs);
    return false;
  }

  /** Asks the device; a difference corrects the state if a report was lost. */
  async #isRunning(signal: AbortSignal | undefined): Promise<boolean> {
    const { commands, script } = this.#options;
    const running = hasPollBit(await commands.poll(control(signal)), ChannelId.stdin);
    script.observe(running);
    return running;
  }

  async #upload(source: Uint8Array, signal: AbortSignal | undefined): Promise<void> {
    const { commands } = this.#options;
    await commands.channelIoctl(ChannelId.stdin, StdinIoctl.reset, undefined, { ...control(signal), repeat: 'safe' });
    try {
      await commands.channelWrite(ChannelId.stdin, source, 0, control(signal));
    } catch (error) {
      // FAILED means that the device lacks the memory; it has no other reason to refuse a script.
      if (!isRefusal(error, Status.failed)) throw error;
      const message = `The camera has no room for a script of ${source.length} bytes.`;
      throw new CameraError('script-too-large', message, { cause: error, data: { sizeBytes: source.length } });
    }
  }

  async #execute(signal: AbortSignal | undefined): Promise<void> {
    const { commands, script } = this.#options;
    const { starts, restarts } = script;
    let limitMs = startLimitMs;
    let doubt: unknown;
    try {
      await commands.channelIoctl(ChannelId.stdin, StdinIoctl.exec, undefined, { ...control(signal), barrier: true });
    } catch (error) {
      // The answer may have been lost: poll whether the script runs.
      if (!isDisturbed(error)) throw error;
      doubt = error;
      limitMs = doubtLimitMs;
    }
    // A device that has accepted EXEC and then restarted has run the script to its end.
    const hasRun = (): boolean => doubt === undefined && script.restarts > restarts;
    if (await this.#hasStarted(() => script.starts > starts || hasRun(), limitMs, signal)) return;
    throw doubt ?? new CameraError('script-did-not-start', 'The camera did not report the start of the script.');
  }

  async #hasStarted(started: () => boolean, limitMs: number, signal: AbortSignal | undefined): Promise<boolean> {
    const { clock, script } = this.#options;
    const dueMs = clock.now() + limitMs;
    do {
      if (await script.waitUntil(started, lookMs, signal)) return true;
      if ((await this.#isRunning(signal)) || started()) return true;
    } while (clock.now() < dueMs);
    return false;
  }

  async #settle(
    signal: AbortSignal | undefined,
    accept: (state: string) => boolean = (now) => now === 'idle' || now === 'running',
  ): Promise<void> {
    const { state } = this.#options;
    const settled = await state.waitFor((now) => accept(now) || now === 'disconnected', settleLimitMs, signal);
    if (!settled) {
      throw new CameraError('camera-silent', 'The camera takes too long to get ready.', {
        data: { afterMs: settleLimitMs },
      });
    }
    this.#requireConnected();
  }

  #requireConnected(): void {
    if (this.#options.state.state === 'disconnected') {
      throw new CameraError('not-connected', 'The camera is not connected.');
    }
  }
}

function control(signal: AbortSignal | undefined): RequestOptions {
  return signal === undefined ? { priority: Priority.control } : { priority: Priority.control, signal };
}

function isRefusal(error: unknown, status: number): boolean {
  return error instanceof CameraError && error.code === 'request-refused' && error.data['status'] === status;
}

function isDisturbed(error: unknown): boolean {
  return isDisturbance(error) || (error instanceof CameraError && error.code === 'camera-rebooted');
}

function isSilent(error: unknown): boolean {
  return error instanceof CameraError && error.code === 'camera-silent';
}
