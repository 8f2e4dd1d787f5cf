// A typed client, derived from a contract: every method becomes one call, every service can be listened to.
// How calls travel is up to the `ClientCalls`: carrier-calls.ts sends them over one carrier, the page's reconnecting host
// over one carrier after the other.

import type { Carrier } from './carrier.ts';
import { CarrierCalls } from './carrier-calls.ts';
import type { CallOptions, ClientCalls, Clients, Contract } from './service.ts';

/** The services of a contract as objects with one function per method. */
export function createClient<const C extends Contract>(contract: C, calls: ClientCalls): Clients<C> {
  const clients: Record<string, Record<string, unknown>> = {};
  for (const [service, spec] of Object.entries(contract)) {
    const client: Record<string, unknown> = {
      on: (event: string, listener: (payload: unknown) => void) => calls.listen(service, event, listener),
    };
    for (const method of Object.keys(spec.methods)) {
      client[method] = (params: unknown, options?: CallOptions) => calls.call(service, method, params, options);
    }
    clients[service] = client;
  }
  return clients as Clients<C>;
}

/** A client over one carrier. After the carrier closed, its calls reject with `connection-lost`. */
export function connectClient<const C extends Contract>(contract: C, carrier: Carrier): Clients<C> {
  return createClient(contract, new CarrierCalls(carrier));
}
