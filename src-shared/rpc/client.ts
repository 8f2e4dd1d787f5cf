// The page's side of one connection: typed methods and events over a Carrier.
// Calls have no limit of their own: the host limits each operation, and the end of the carrier rejects what is open.

import { abortError } from '../lib/abort.ts';
import type { Disposable } from '../lib/disposable.ts';
import { Emitter } from '../lib/emitter.ts';
import type { Carrier } from './carrier.ts';
import { hostMessage, type HostMessage } from './message.ts';
import { RpcError, type RpcErrorCode } from './rpc-error.ts';
import { v } from './schema.ts';
import type { CallOptions, Clients, Contract } from './service.ts';

export interface ClientOptions {
  /** Told of messages that belong to no call: refused by the host, or not understood. Default: console.error. */
  readonly onProblem?: (text: string) => void;
}

/**
 * Every method rejects with an RpcError that keeps the host's code, or with the signal's reason when cancelled.
 * After the carrier closed, calls reject with `connection-lost`.
 */
export function createClient<const C extends Contract>(
  contract: C,
  carrier: Carrier,
  options: ClientOptions = {},
): Clients<C> {
  const calls = new CallTable(carrier, options.onProblem ?? ((text) => console.error(text)));
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

interface OpenCall {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

class CallTable {
  readonly #carrier: Carrier;
  readonly #open = new Map<number, OpenCall>();
  readonly #events = new Map<string, Emitter<unknown>>();
  #lastId = 0;
  #closed = false;
  readonly #onProblem: (text: string) => void;

  constructor(carrier: Carrier, onProblem: (text: string) => void) {
    this.#carrier = carrier;
    this.#onProblem = onProblem;
    carrier.onMessage((message) => this.#receive(message));
    carrier.onClose(() => this.#onClose());
  }

  call(service: string, method: string, params: unknown, options: CallOptions = {}): Promise<unknown> {
    const { signal } = options;
    const where = `${service}.${method}`;
    if (this.#closed) return Promise.reject(lostError(where));
    if (signal?.aborted) return Promise.reject(abortError(signal));
    const id = (this.#lastId += 1);
    return new Promise<unknown>((resolve, reject) => {
      const onAbort = (): void => {
        this.#carrier.send({ type: 'cancel', id });
        this.#open.get(id)?.reject(abortError(signal));
      };
      const end = (): void => {
        this.#open.delete(id);
        signal?.removeEventListener('abort', onAbort);
      };
      this.#open.set(id, {
        resolve: (value) => {
          end();
          resolve(value);
        },
        reject: (error) => {
          end();
          reject(error);
        },
      });
      signal?.addEventListener('abort', onAbort, { once: true });
      try {
        this.#carrier.send({ type: 'call', id, service, method, params });
      } catch (error) {
        this.#open.get(id)?.reject(error);
      }
    });
  }

  listen(service: string, event: string, listener: (payload: unknown) => void): Disposable {
    const key = `${service}.${event}`;
    const emitter = this.#events.get(key) ?? new Emitter<unknown>();
    this.#events.set(key, emitter);
    return emitter.event(listener);
  }

  #receive(message: unknown): void {
    const parsed = v.safeParse(hostMessage, message);
    if (parsed.success) this.#dispatch(parsed.output);
    else this.#onProblem(`The host sent a message of the wrong shape: ${parsed.issues[0].message}`);
  }

  #dispatch(message: HostMessage): void {
    if (message.type === 'event') {
      this.#events.get(`${message.service}.${message.event}`)?.emit(message.payload);
    } else if (message.type === 'result') {
      this.#open.get(message.id)?.resolve(message.value);
    } else {
      const { code, message: text, facts } = message.error;
      // An answer to a call that was cancelled meanwhile has nobody left to tell.
      if (message.id === undefined) this.#onProblem(`The host refused a message (${code}): ${text}`);
      else this.#open.get(message.id)?.reject(new RpcError(code, text, { facts }));
    }
  }

  #onClose(): void {
    this.#closed = true;
    for (const call of this.#open.values()) call.reject(lostError('the call'));
  }
}

function lostError(where: string): RpcError {
  const code: RpcErrorCode = 'connection-lost';
  return new RpcError(code, `The connection ended before ${where} was answered.`);
}
