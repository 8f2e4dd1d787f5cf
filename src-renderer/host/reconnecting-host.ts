// One lasting view of the host over carriers that come and go. Calls made while there is no carrier wait a while for the
// next one; listeners stay, whatever carrier brings their events.

import { abortError, raceAbort } from '../../src-shared/lib/abort.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import { Deferred } from '../../src-shared/lib/deferred.ts';
import type { Disposable } from '../../src-shared/lib/disposable.ts';
import { Emitter } from '../../src-shared/lib/emitter.ts';
import { hostContract, type Host } from '../../src-shared/contract/contract.ts';
import type { Carrier } from '../../src-shared/rpc/carrier.ts';
import { CarrierCalls } from '../../src-shared/rpc/carrier-calls.ts';
import { createClient } from '../../src-shared/rpc/client.ts';
import { EventTable } from '../../src-shared/rpc/event-table.ts';
import { RpcError } from '../../src-shared/rpc/rpc-error.ts';
import type { CallOptions, ClientCalls } from '../../src-shared/rpc/service.ts';
import type { LinkState } from './host-connection.ts';

/** A call waits this long for the host to come back. */
const callWaitMs = 10_000;
const firstRetryMs = 250;
const longestRetryMs = 5000;

/** The host answered and said no. It is asked again now and then: opening its new address lets this page in as well. */
export class HostRefusedError extends Error {}

export class ReconnectingHost implements ClientCalls {
  readonly host: Host;
  readonly #open: () => Promise<Carrier>;
  readonly #clock: Clock;
  readonly #state = new Emitter<LinkState>();
  readonly #events = new EventTable();
  #linkState: LinkState = 'reconnecting';
  #calls: CarrierCalls | undefined;
  #waiting = new Deferred<void>();

  readonly onLinkState = this.#state.event;

  private constructor(open: () => Promise<Carrier>, clock: Clock) {
    this.#open = open;
    this.#clock = clock;
    this.host = createClient(hostContract, this);
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

  async call(service: string, method: string, params: unknown, options?: CallOptions): Promise<unknown> {
    const calls = this.#calls ?? (await this.#nextCalls(options?.signal));
    return calls.call(service, method, params, options);
  }

  listen(service: string, event: string, listener: (payload: unknown) => void): Disposable {
    return this.#events.listen(service, event, listener);
  }

  #take(carrier: Carrier): void {
    const calls = new CarrierCalls(carrier, {
      onEvent: (service, event, payload) => this.#events.emit(service, event, payload),
    });
    this.#calls = calls;
    carrier.onClose(() => {
      if (this.#calls !== calls) return;
      this.#calls = undefined;
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

  async #nextCalls(signal: AbortSignal | undefined): Promise<CarrierCalls> {
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
    if (this.#calls === undefined) throw new RpcError('host-unreachable', 'The host went away again.');
    return this.#calls;
  }
}
