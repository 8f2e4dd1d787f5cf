// The host's side of one connection. Validates every message and every parameter before a handler is called; a message
// of the wrong shape is answered by one `bad-message` error and has no other effect.
// Above it: the host's handlers. Below it: a Carrier.

import { DisposableStore, type Disposable } from '../lib/disposable.ts';
import { Emitter } from '../lib/emitter.ts';
import { CodedError, type ErrorData } from '../lib/coded-error.ts';
import { isAbortError } from '../lib/abort.ts';
import { UndecodableMessage, type Carrier } from './carrier.ts';
import { describeIssue, pageMessage, type HostMessage, type PageMessage } from './message.ts';
import { toProblem } from './problem.ts';
import { RpcError, type RpcErrorCode } from './rpc-error.ts';
import { v, type Infer } from './schema.ts';
import type { CallContext, Connection, Contract, MethodSpec, ServiceHandlers } from './service.ts';

/** More open calls than a page needs; beyond this calls are refused, not queued. */
const maxCallsUnderWay = 256;

export interface ServeOptions {
  /** Names the connection in `CallContext`; default "page-1", "page-2", … */
  readonly id?: string;
  /** Receives errors without a code, which are defects. Default: console.error. */
  readonly onInternalError?: (error: unknown, call: string) => void;
}

export interface Served<C extends Contract> extends Disposable {
  readonly connection: Connection;
  /** Sends an event to this page. */
  emit<S extends keyof C & string, E extends keyof C[S]['events'] & string>(
    service: S,
    event: E,
    payload: Infer<C[S]['events'][E]>,
  ): void;
}

const lostCode: RpcErrorCode = 'connection-lost';

let connectionCount = 0;

/** Handlers for all connections, or made for each one. */
export type HandlersFor<C extends Contract> = ServiceHandlers<C> | ((connection: Connection) => ServiceHandlers<C>);

/** Answers the page's calls until the carrier closes; then all open calls are cancelled. */
export function serve<const C extends Contract>(
  contract: C,
  handlers: HandlersFor<C>,
  carrier: Carrier,
  options: ServeOptions = {},
): Served<C> {
  connectionCount += 1;
  return new ServedPage(contract, handlers, carrier, {
    id: options.id ?? `page-${connectionCount}`,
    onInternalError:
      options.onInternalError ?? ((error, call) => console.error(`${call} failed without a code:`, error)),
  });
}

type AnyHandler = (params: unknown, context: CallContext) => unknown;
type CallMessage = Extract<PageMessage, { type: 'call' }>;

class ServedPage<C extends Contract> implements Served<C> {
  readonly connection: Connection;
  readonly #contract: C;
  readonly #handlers: ServiceHandlers<C>;
  readonly #carrier: Carrier;
  readonly #onInternalError: (error: unknown, call: string) => void;
  readonly #calls = new Map<number, AbortController>();
  readonly #closed = new Emitter<void>();
  readonly #store = new DisposableStore();

  constructor(contract: C, handlers: HandlersFor<C>, carrier: Carrier, options: Required<ServeOptions>) {
    this.#contract = contract;
    this.#carrier = carrier;
    this.#onInternalError = options.onInternalError;
    this.connection = { id: options.id, onClose: (listener) => this.#closed.event(listener) };
    this.#handlers = typeof handlers === 'function' ? handlers(this.connection) : handlers;
    this.#store.add(carrier.onMessage((message) => this.#receive(message)));
    this.#store.add(carrier.onClose(() => this.dispose()));
  }

  emit(service: string, event: string, payload: unknown): void {
    if (!this.#store.disposed) this.#send({ type: 'event', service, event, payload });
  }

  dispose(): void {
    if (this.#store.disposed) return;
    this.#store.dispose();
    for (const call of this.#calls.values()) call.abort(new RpcError(lostCode, 'The page disconnected.'));
    this.#calls.clear();
    this.#closed.emit();
    this.#closed.dispose();
    this.#carrier.close();
  }

  #receive(message: unknown): void {
    if (message instanceof UndecodableMessage) {
      this.#refuse(undefined, badMessage('', message.reason));
      return;
    }
    const parsed = v.safeParse(pageMessage, message);
    if (!parsed.success) {
      const { where, reason } = describeIssue(parsed.issues);
      this.#refuse(idOf(message), badMessage(where, reason));
      return;
    }
    if (parsed.output.type === 'cancel') this.#calls.get(parsed.output.id)?.abort();
    else void this.#answer(parsed.output);
  }

  async #answer(call: CallMessage): Promise<void> {
    const { id, service, method } = call;
    const callName = `${service}.${method}`;
    if (this.#calls.has(id)) {
      this.#refuse(undefined, badMessage('id', `A call ${id} is already open.`));
      return;
    }
    if (this.#calls.size >= maxCallsUnderWay) {
      this.#refuse(id, rpcError('too-many-calls', 'Too many open calls.', { limit: maxCallsUnderWay }));
      return;
    }
    const controller = new AbortController();
    this.#calls.set(id, controller);
    try {
      const { spec, handler } = this.#find(service, method);
      const parsed = v.safeParse(spec.params, call.params);
      if (!parsed.success) {
        const { where, reason } = describeIssue(parsed.issues);
        throw badMessage([callName, where].filter(Boolean).join('.'), reason);
      }
      const { signal } = controller;
      const value = await handler(parsed.output, { signal, connection: this.connection, target: call.target });
      this.#finish({ type: 'result', id, value });
    } catch (error) {
      if (!(error instanceof CodedError) && !isAbortError(error)) this.#onInternalError(error, callName);
      this.#finish({ type: 'error', id, error: toProblem(error) });
    } finally {
      this.#calls.delete(id);
    }
  }

  #find(service: string, method: string): { spec: MethodSpec; handler: AnyHandler } {
    const spec = own(own(this.#contract, service)?.methods, method);
    const handlers = own(this.#handlers as Record<string, Record<string, AnyHandler>>, service);
    // Called on its object: a handler may be a method that uses `this`.
    if (spec === undefined || handlers === undefined) {
      throw rpcError('unknown-method', `There is no ${service}.${method}.`, { service, method });
    }
    return { spec, handler: (params, context) => handlers[method]?.(params, context) };
  }

  #finish(message: HostMessage): void {
    if (!this.#store.disposed) this.#send(message);
  }

  #refuse(id: number | undefined, error: RpcError): void {
    this.#finish({ type: 'error', ...(id === undefined ? {} : { id }), error: toProblem(error) });
  }

  #send(message: HostMessage): void {
    this.#carrier.send(message);
  }
}

function own<T>(from: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return from !== undefined && Object.hasOwn(from, key) ? from[key] : undefined;
}

function rpcError(code: RpcErrorCode, message: string, data: ErrorData): RpcError {
  return new RpcError(code, message, { data });
}

function badMessage(where: string, reason: string): RpcError {
  return rpcError('bad-message', `A message does not have the agreed shape: ${where} ${reason}`, { where, reason });
}

/** The id of an otherwise malformed message, so that its call is rejected instead of waiting forever. */
function idOf(message: unknown): number | undefined {
  if (typeof message !== 'object' || message === null || !('id' in message)) return undefined;
  return typeof message.id === 'number' && Number.isInteger(message.id) && message.id >= 0 ? message.id : undefined;
}
