// A service is a named set of methods and events with schemas; client and server types are derived from it.

import type { Disposable } from '../lib/disposable.ts';
import type { Infer, Schema } from './schema.ts';

export interface MethodSpec<P = unknown, R = unknown> {
  readonly params: Schema<P>;
  readonly result: Schema<R>;
}

export interface ServiceSpec {
  readonly methods: Readonly<Record<string, MethodSpec>>;
  /** Events are sent from host to page only. */
  readonly events: Readonly<Record<string, Schema>>;
}

/** Services by name, as the host offers them. */
export type Contract = Readonly<Record<string, ServiceSpec>>;

export function method<const P extends Schema, const R extends Schema>(params: P, result: R): { params: P; result: R } {
  return { params, result };
}

export function defineService<const S extends ServiceSpec>(spec: S): S {
  return spec;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** What the call is for, if the host has several of a kind, such as the id of a camera. Default: the page's current one. */
  readonly target?: string;
}

type Params<M extends MethodSpec> = Infer<M['params']>;
type Result<M extends MethodSpec> = Infer<M['result']>;

/** A service as its client sees it. Calls can be cancelled and reject with an RpcError that keeps the host's code. */
export type Client<S extends ServiceSpec> = {
  readonly [Name in keyof S['methods']]: (
    params: Params<S['methods'][Name]>,
    options?: CallOptions,
  ) => Promise<Result<S['methods'][Name]>>;
} & {
  on<Name extends keyof S['events']>(name: Name, listener: (payload: Infer<S['events'][Name]>) => void): Disposable;
};

/** Untyped calls and events; the contract's types are put on top by `createClient`. */
export interface ClientCalls {
  /** Rejects with an RpcError that keeps the host's code, or with the signal's reason when cancelled. */
  call(service: string, method: string, params: unknown, options?: CallOptions): Promise<unknown>;
  listen(service: string, event: string, listener: (payload: unknown) => void): Disposable;
}

export interface CallContext {
  /** Aborts when the page cancels the call (reason: AbortError) or disconnects (RpcError `connection-lost`). */
  readonly signal: AbortSignal;
  /** The connection of the call; the same object as long as it lasts. */
  readonly connection: Connection;
  /** What the call is for; undefined: the page's current one. */
  readonly target: string | undefined;
}

/** One connected page. */
export interface Connection {
  readonly id: string;
  /** Called when the page disconnects. */
  onClose(listener: () => void): Disposable;
}

/** Implementation of a service on the host. */
export type Handlers<S extends ServiceSpec> = {
  readonly [Name in keyof S['methods']]: (
    params: Params<S['methods'][Name]>,
    context: CallContext,
  ) => Promise<Result<S['methods'][Name]>> | Result<S['methods'][Name]>;
};

export type Clients<C extends Contract> = { readonly [Name in keyof C]: Client<C[Name]> };
export type ServiceHandlers<C extends Contract> = { readonly [Name in keyof C]: Handlers<C[Name]> };
