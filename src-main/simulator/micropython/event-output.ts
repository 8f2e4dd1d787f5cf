// Events of script channels on their way to the device. Never loses one: while too many are in flight the script waits,
// and still serves the host.

import { maxEventsInFlight } from '../core/script-engine.ts';
import type { ScriptService } from './script-service.ts';
import type { SharedControl } from './shared-control.ts';

/** How long to wait for the device before looking at the mailbox again. */
const turnMs = 5;

export interface EventOutputParts {
  readonly control: SharedControl;
  /** Posts the event to the device. */
  readonly post: (handle: number, code: number, waitAck: boolean) => void;
  readonly service: () => ScriptService | undefined;
}

export class EventOutput {
  readonly #parts: EventOutputParts;

  constructor(parts: EventOutputParts) {
    this.#parts = parts;
  }

  /** False if the host takes no events, or if the backend of a channel sends more than can be in flight. */
  send(handle: number, code: number, waitAck: boolean): boolean {
    const { control, post } = this.#parts;
    if (!control.eventsTaken || !this.#waitForRoom()) return false;
    control.countEventSent();
    post(handle, code, waitAck);
    return true;
  }

  #waitForRoom(): boolean {
    const { control } = this.#parts;
    const service = this.#parts.service();
    while (control.eventsInFlight >= maxEventsInFlight) {
      // The device may wait for the backend that is being served.
      if (service?.busy === true) return false;
      // KeyboardInterrupt is raised at the next jump.
      if (service?.serve() === true) return true;
      control.waitForEventSettled(maxEventsInFlight, turnMs);
    }
    return true;
  }
}
