// Calls over one carrier, and the events that arrive by it.
// Calls have no time limit here: the host limits each operation, and the end of the carrier rejects every open call.

import { abortError } from '../lib/abort.ts';
import type { Disposable } from '../lib/disposable.ts';
import type { Carrier } from './carrier.ts';
import { EventTable } from './event-table.ts';
import { hostMessage, type HostMessage } from './message.ts';
import { RpcError, type RpcErrorCode } from './rpc-error.ts';
import { v } from './schema.ts';
import type { CallOptions, ClientCalls } from './service.ts';

export interface CarrierCallsOptions {
  /** Called for messages that belong to no call: refused by the host, or malformed. Default: console.error. */
  readonly onProblem?: (text: string) => void;
  /** Called for every event, besides the listeners of that event. */
  readonly onEvent?: (service: string, event: string, payload: unknown) => void;
}

interface OpenCall {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export class CarrierCalls implements ClientCalls {
  readonly #carrier: Carrier;
  readonly #open = new Map<number, OpenCall>();
  readonly #events = new EventTable();
  #lastId = 0;
  #closed = false;
  readonly #onProblem: (text: string) => void;
  readonly #onEvent: CarrierCallsOptions['onEvent'];

  constructor(carrier: Carrier, options: CarrierCallsOptions = {}) {
    this.#carrier = carrier;
    this.#onProblem = options.onProblem ?? ((text) => console.error(text));
    this.#onEvent = options.onEvent;
    carrier.onMessage((message) => this.#receive(message));
    carrier.onClose(() => this.#onClose());
  }

  call(service: string, method: string, params: unknown, options: CallOptions = {}): Promise<unknown> {
    const { signal, target } = options;
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
        this.#carrier.send({ type: 'call', id, service, method, params, ...(target === undefined ? {} : { target }) });
      } catch (error) {
        this.#open.get(id)?.reject(error);
      }
    });
  }

  listen(service: string, event: string, listener: (payload: unknown) => void): Disposable {
    return this.#events.listen(service, event, listener);
  }

  #receive(message: unknown): void {
    const parsed = v.safeParse(hostMessage, message);
    if (parsed.success) this.#dispatch(parsed.output);
    else this.#onProblem(`The host sent a message of the wrong shape: ${parsed.issues[0].message}`);
  }

  #dispatch(message: HostMessage): void {
    if (message.type === 'event') {
      this.#events.emit(message.service, message.event, message.payload);
      this.#onEvent?.(message.service, message.event, message.payload);
    } else if (message.type === 'result') {
      this.#open.get(message.id)?.resolve(message.value);
    } else {
      const { error } = message;
      // A call that was cancelled is no longer in the table.
      if (message.id === undefined) this.#onProblem(`The host refused a message (${error.code}): ${error.message}`);
      else this.#open.get(message.id)?.reject(RpcError.from(error));
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
