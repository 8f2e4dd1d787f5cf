// Serves the host while a script runs: at the scheduler's safe points, and from primitives that wait. One place, so that
// a request is never served twice or nested.

import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { Collector } from './collector.ts';
import { ServiceFlag, type SharedControl } from './shared-control.ts';
import type { ChannelRequest } from './worker-messages.ts';

export interface ScriptServiceParts {
  readonly control: SharedControl;
  readonly requests: MessagePort;
  readonly collector: Collector;
  /** Calls into Python; to be used at safe points only. */
  serveChannel(request: ChannelRequest): void;
  /** Makes KeyboardInterrupt pending: it is raised at the next jump of the VM. */
  scheduleInterrupt(): void;
  readonly nowMs: () => number;
}

export class ScriptService {
  readonly #parts: ScriptServiceParts;
  #busy = false;

  constructor(parts: ScriptServiceParts) {
    this.#parts = parts;
  }

  /** A request of the host is being served: another one would be nested. */
  get busy(): boolean {
    return this.#busy;
  }

  /** Serves what was asked for. Returns whether an interrupt is now pending: a waiting primitive then returns. */
  serve(): boolean {
    const { control, collector, requests } = this.#parts;
    if (this.#busy || control.flags === 0) return false;
    this.#busy = true;
    try {
      const flags = control.takeFlags();
      if ((flags & ServiceFlag.requests) !== 0) {
        for (let next = receiveMessageOnPort(requests); next !== undefined; next = receiveMessageOnPort(requests))
          this.#parts.serveChannel(next.message as ChannelRequest);
      }
      if ((flags & ServiceFlag.collect) !== 0) collector.collectIfDue(this.#parts.nowMs);
      // Last, so that it hits the script and not the backend of a channel.
      if ((flags & ServiceFlag.interrupt) === 0) return false;
      this.#parts.scheduleInterrupt();
      return true;
    } finally {
      this.#busy = false;
    }
  }

  /** Waits and serves the host. Returns false when an interrupt ended the wait early. */
  waitUntil(deadlineMs: number): boolean {
    const { control, collector, nowMs } = this.#parts;
    if (!this.#busy) collector.collectIfDue(nowMs);
    for (;;) {
      if (this.serve()) return false;
      const remainingMs = deadlineMs - nowMs();
      if (remainingMs <= 0) return true;
      // Waking up costs about 0.1 ms: shorter waits spin.
      if (remainingMs <= 0.1) continue;
      // While nested, flags stay up and must not end the wait.
      if (this.#busy) control.pause(remainingMs);
      else control.waitForFlags(remainingMs);
    }
  }
}
