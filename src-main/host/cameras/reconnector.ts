// Connects again to a camera that went away. A USB camera is waited for, without limit, until its port is back; it is
// known by its serial number, on whatever port. A network address is tried again with growing pauses, without limit too;
// everything else a few times.

import { delay } from '../../../src-shared/lib/abort.ts';
import { identityKey, type CameraEntry } from '../../../src-shared/device/camera-entry.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import { Deferred } from '../../../src-shared/lib/deferred.ts';
import type { CameraSource } from '../camera-source.ts';

/** Pauses before each attempt: a camera that resets needs about a second until its port answers. */
const pausesMs = [500, 1000, 2000, 4000, 8000] as const;

export interface ReconnectorOptions {
  readonly source: CameraSource;
  readonly clock: Clock;
  /** Rejects if the attempt failed; there is no attempt after the last one. */
  readonly connect: (entry: CameraEntry, isLast: boolean) => Promise<void>;
}

export class Reconnector {
  readonly #options: ReconnectorOptions;
  #waiting: AbortController | undefined;

  constructor(options: ReconnectorOptions) {
    this.#options = options;
  }

  /** Starts waiting for this camera; an earlier wait ends. */
  start(entry: CameraEntry): void {
    this.stop();
    const controller = new AbortController();
    this.#waiting = controller;
    void this.#work(entry, controller.signal);
  }

  stop(): void {
    this.#waiting?.abort();
    this.#waiting = undefined;
  }

  async #work(entry: CameraEntry, signal: AbortSignal): Promise<void> {
    try {
      for (let attempt = 0; attempt < pausesMs.length || isOnNetwork(entry); attempt += 1) {
        await delay(this.#options.clock, pausesMs[attempt] ?? pausesMs.at(-1)!, signal);
        const back = entry.kind === 'serial' ? await this.#waitForPort(entry, signal) : entry;
        signal.throwIfAborted();
        try {
          await this.#options.connect(back, attempt === pausesMs.length - 1 && !isOnNetwork(entry));
          return;
        } catch {
          // The status shows why; the next pause is longer.
        }
      }
    } catch {
      // Stopped.
    }
  }

  async #waitForPort(entry: CameraEntry, signal: AbortSignal): Promise<CameraEntry> {
    const { source } = this.#options;
    const key = identityKey(entry, source.found);
    const isBack = (found: readonly CameraEntry[]): CameraEntry | undefined =>
      found.find((each) => identityKey(each, found) === key);
    const present = isBack(await source.refresh().catch(() => source.found));
    if (present !== undefined) return present;
    const arrival = new Deferred<CameraEntry>();
    const listening = source.onChange((found) => {
      const back = isBack(found);
      if (back !== undefined) arrival.resolve(back);
    });
    const onAbort = (): void => arrival.reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await arrival.promise;
    } finally {
      listening.dispose();
      signal.removeEventListener('abort', onAbort);
    }
  }
}

/** The system does not report when it is back, and an attempt costs little. */
function isOnNetwork({ kind }: CameraEntry): boolean {
  return kind === 'tcp' || kind === 'udp';
}
