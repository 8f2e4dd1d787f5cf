// One lasting view of the host over carriers that come and go. Calls made while there is no carrier wait a while for the
// next one; listeners stay, whatever carrier brings their events.

import { abortError, raceAbort } from '../../src-shared/lib/abort.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import { Deferred } from '../../src-shared/lib/deferred.ts';
import type { Disposable } from '../../src-shared/lib/disposable.ts';
import { Emitter } from '../../src-shared/lib/emitter.ts';
import { hostContract, type Host } from '../../src-shared/contract/contract.ts';
import type { Carrier } from '../../src-shared/rpc/carrier.ts';
import { createClient } from '../../src-shared/rpc/client.ts';
import { RpcError } from '../../src-shared/rpc/rpc-error.ts';
import type { CallOptions } from '../../src-shared/rpc/service.ts';
import type { LinkState } from './host-connection.ts';

/** A call waits this long for the host to come back. */
const callWaitMs = 10_000;
const firstRetryMs = 250;
const longestRetryMs = 5000;

/** The host answered and said no. It is asked again now and then: opening its new address lets this page in as well. */
export class HostRefusedError extends Error {}

type AnyClient = Record<string, (params: unknown, options?: CallOptions) => Promise<unknown>> & {
  on(event: string, listener: (payload: unknown) => void): Disposable;
};

export class ReconnectingHost {
  readonly host: Host;
  readonly #open: () => Promise<Carrier>;
  readonly #clock: Clock;
  readonly #state = new Emitter<LinkState>();
  readonly #events = new Map<string, Emitter<unknown>>();
  #linkState: LinkState = 'reconnecting';
  #clients: Record<string, AnyClient> | undefined;
  #waiting = new Deferred<void>();

  readonly onLinkState = this.#state.event;

  private constructor(open: () => Promise<Carrier>, clock: Clock) {
    this.#open = open;
    this.#clock = clock;
    this.host = this.#createHost();
  }

  /** Rejects when the first attempt fails; later losses are repaired by new attempts. */
  static async connect(open: () => Promise<Carrier>, clock: Clock): Promise<ReconnectingHost> {
    const host = new ReconnectingHost(open, clock);
    host.#take(await open());
    return host;
  }

  get linkState(): LinkState {
    return this.#linkState;
  }

  #take(carrier: Carrier): void {
    const clients = createClient(hostContract, carrier) as unknown as Record<string, AnyClient>;
    for (const [service, spec] of Object.entries(hostContract)) {
      for (const event of Object.keys(spec.events)) {
        clients[service]!.on(event, (payload) => this.#events.get(`${service}.${event}`)?.emit(payload));
      }
    }
    this.#clients = clients;
    carrier.onClose(() => {
      if (this.#clients !== clients) return;
      this.#clients = undefined;
      this.#waiting = new Deferred();
      this.#setState('reconnecting');
      this.#retryAfter(firstRetryMs);
    });
    this.#waiting.resolve();
    this.#setState('connected');
  }

  #retryAfter(delayMs: number): void {
    this.#clock.after(delayMs, () => {
      this.#open().then(
        (carrier) => this.#take(carrier),
        (error: unknown) => {
          const isRefused = error instanceof HostRefusedError;
          this.#setState(isRefused ? 'closed' : 'reconnecting');
          this.#retryAfter(isRefused ? longestRetryMs : Math.min(longestRetryMs, delayMs * 2));
        },
      );
    });
  }

  #setState(state: LinkState): void {
    if (this.#linkState === state) return;
    this.#linkState = state;
    this.#state.emit(state);
  }

  #createHost(): Host {
    const host: Record<string, Record<string, unknown>> = {};
    for (const [service, spec] of Object.entries(hostContract)) {
      const client: Record<string, unknown> = {
        on: (event: string, listener: (payload: unknown) => void) => this.#listen(`${service}.${event}`, listener),
      };
      for (const method of Object.keys(spec.methods)) {
        client[method] = async (params: unknown, options?: CallOptions) => {
          const clients = this.#clients ?? (await this.#nextClients(options?.signal));
          return clients[service]![method]!(params, options);
        };
      }
      host[service] = client;
    }
    return host as unknown as Host;
  }

  async #nextClients(signal: AbortSignal | undefined): Promise<Record<string, AnyClient>> {
    if (signal?.aborted) throw abortError(signal);
    const limit = new AbortController();
    const timer = this.#clock.after(callWaitMs, () =>
      limit.abort(new RpcError('host-unreachable', 'The host did not come back in time.')),
    );
    try {
      if (this.#linkState === 'closed') throw new RpcError('host-unreachable', 'The host refuses this page.');
      await raceAbort(
        this.#waiting.promise,
        signal === undefined ? limit.signal : AbortSignal.any([limit.signal, signal]),
      );
    } finally {
      timer.dispose();
    }
    if (this.#clients === undefined) throw new RpcError('host-unreachable', 'The host went away again.');
    return this.#clients;
  }

  #listen(key: string, listener: (payload: unknown) => void): Disposable {
    const emitter = this.#events.get(key) ?? new Emitter<unknown>();
    this.#events.set(key, emitter);
    return emitter.event(listener);
  }
}
