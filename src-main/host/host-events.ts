// Events of the services on their way to every page. Text of scripts is not among them: see text-outlet.ts.

import type { HostContract } from '../../src-shared/contract/contract.ts';
import { Emitter, type Listen } from '../../src-shared/lib/emitter.ts';
import type { Infer, Schema } from '../../src-shared/rpc/schema.ts';

type Events<S extends keyof HostContract> = HostContract[S]['events'];
type Payload<T> = T extends Schema ? Infer<T> : never;

/** One event of any service, with the payload its schema says. */
export type HostEvent = {
  [S in keyof HostContract]: {
    [E in keyof Events<S>]: { readonly service: S; readonly event: E; readonly payload: Payload<Events<S>[E]> };
  }[keyof Events<S>];
}[keyof HostContract];

export class HostEvents {
  readonly #emitter = new Emitter<HostEvent>();
  readonly onEvent: Listen<HostEvent> = this.#emitter.event;

  emit(event: HostEvent): void {
    this.#emitter.emit(event);
  }
}
