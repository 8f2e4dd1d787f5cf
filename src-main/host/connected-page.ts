// One connected page: its calls, the events for it, and its own outlet of text.

import { hostContract, type HostHandlers } from '../../src-shared/contract/contract.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../src-shared/lib/disposable.ts';
import type { Carrier } from '../../src-shared/rpc/carrier.ts';
import { serve } from '../../src-shared/rpc/server.ts';
import type { HostEvent, HostEvents } from './host-events.ts';
import type { ScriptService } from './services/script-service.ts';
import { TextOutlet } from './text-outlet.ts';

/** A script may send channel events without pause; beyond this they are left out for a page that does not keep up. */
const channelEventBacklogBytes = 1024 * 1024;

export interface PageOptions {
  readonly handlers: HostHandlers;
  readonly events: HostEvents;
  readonly script: ScriptService;
  readonly clock: Clock;
}

/** Serves the page until its carrier closes or the result is disposed. */
export function connectPage(carrier: Carrier, { handlers, events, script, clock }: PageOptions): Disposable {
  const store = new DisposableStore();
  const served = store.add(serve(hostContract, handlers, carrier));
  const outlet = store.add(
    new TextOutlet({
      clock,
      send: (chunk) => served.emit('script', 'text', chunk),
    }),
  );
  const forward = (event: HostEvent): void => {
    // The end of a run must not overtake its text.
    if (event.service === 'script') outlet.flush();
    const isTooMuch = event.event === 'channelEvent' && (carrier.backlogBytes ?? 0) > channelEventBacklogBytes;
    // The union of events pairs each name with its payload; the types of `emit` ask for them one by one.
    if (!isTooMuch)
      (served.emit as (service: string, event: string, payload: unknown) => void)(
        event.service,
        event.event,
        event.payload,
      );
  };
  store.add(events.onEvent(forward));
  store.add(script.onText((text) => outlet.push(text)));
  store.add(
    script.onRecalled((connectionId) => {
      if (connectionId === served.connection.id) outlet.clear();
    }),
  );
  store.add(
    script.onTextTaken(({ connectionId, count }) => {
      if (connectionId === served.connection.id) outlet.taken(count);
    }),
  );
  store.add(served.connection.onClose(() => store.dispose()));
  return store;
}
