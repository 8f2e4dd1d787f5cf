// Connects again to a camera that went away. A USB camera is waited for, without limit, until its port is back; it is
// known by its serial number, on whatever port. A network address is tried again with growing pauses, without limit too;
// everything else a few times.

import { delay } from '../../src-shared/lib/abort.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import { Deferred } from '../../src-shared/lib/deferred.ts';
import type { CameraSource, FoundCamera } from './camera-source.ts';

/** Pauses before each attempt: a camera that resets needs about a second until its port answers. */
const pausesMs = [500, 1000, 2000, 4000, 8000] as const;

export interface ReconnectorOptions {
  readonly source: CameraSource;
  readonly clock: Clock;
  /** Rejects when the attempt failed; after the last one nobody tries again. */
  readonly connect: (entry: FoundCamera, isLast: boolean) => Promise<void>;
}

export class Reconnector {
  readonly #options: ReconnectorOptions;
  #waiting: AbortController | undefined;

  constructor(options: ReconnectorOptions) {
    this.#options = options;
  }

  /** Starts waiting for this camera; an earlier wait ends. */
  start(entry: FoundCamera): void {
    this.stop();
    const controller = new AbortController();
    this.#waiting = controller;
    void this.#work(entry, controller.signal);
  }

  stop(): void {
    this.#waiting?.abort();
    this.#waiting = undefined;
  }

  async #work(entry: FoundCamera, signal: AbortSignal): Promise<void> {
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

  async #waitForPort(entry: FoundCamera, signal: AbortSignal): Promise<FoundCamera> {
    const { source } = this.#options;
    const isBack = (found: readonly FoundCamera[]): FoundCamera | undefined =>
      found.find((each) => isSameCamera(each, entry));
    const present = isBack(await source.refresh().catch(() => source.found));
    if (present !== undefined) return present;
    const arrival = new Deferred<FoundCamera>();
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

function isSameCamera(found: FoundCamera, wanted: FoundCamera): boolean {
  return wanted.serialNumber === undefined ? found.id === wanted.id : found.serialNumber === wanted.serialNumber;
}

/** Nobody tells when it is back; asking costs next to nothing. */
function isOnNetwork({ kind }: FoundCamera): boolean {
  return kind === 'tcp' || kind === 'udp';
}
