// The life of a connection, written once: opening, open, closing, lost, open again. Every transport is this class
// around a small connector that knows one kind of port.
// Above: the camera's link. Below: serial-, tcp-, udp- and simulator-transport.ts.

import { abortError } from '../../../src-shared/lib/abort.ts';
import type { Disposable } from '../../../src-shared/lib/disposable.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import type { ByteTransport } from './byte-transport.ts';
import type { LineControl, LineSettings } from './line-control.ts';
import { TransportError } from './transport-error.ts';

/** An open port. After `close` or after reporting its end it calls nothing back. */
export interface Connection {
  /** Resolves when the bytes were taken; the buffer is free then. */
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves when the port is free. */
  close(): Promise<void>;
  /** See LineControl. */
  configureLine?(settings: LineSettings, signal: AbortSignal | undefined): Promise<void>;
}

/** What an open port reports. */
export interface ConnectionEvents {
  data(chunk: Uint8Array): void;
  /** The other side or the system ended it. Further calls are ignored. */
  ended(error: Error): void;
}

/** Opens a port; rejects with a TransportError, or with the abort error after leaving nothing open. */
export type Connect = (events: ConnectionEvents, signal: AbortSignal) => Promise<Connection>;

interface Session {
  readonly abort: AbortController;
  connection?: Connection;
  lost?: Error;
  over: boolean;
}

export class LifecycleTransport implements ByteTransport {
  readonly name: string;
  readonly kind: 'stream' | 'datagram';
  readonly line: LineControl | undefined;
  readonly #connect: Connect;
  readonly #data = new Emitter<Uint8Array>();
  readonly #closed = new Emitter<Error | undefined>();
  #session: Session | undefined;
  /** The clean-up of the previous session; a new open waits for it. */
  #cleaned: Promise<void> = Promise.resolve();

  /** `hasLine`: the connections can configure their line. */
  constructor(name: string, kind: 'stream' | 'datagram', connect: Connect, hasLine = false) {
    this.name = name;
    if (hasLine) this.line = { configure: (settings, signal) => this.#configureLine(settings, signal) };
    this.kind = kind;
    this.#connect = connect;
  }

  async open(signal?: AbortSignal): Promise<void> {
    if (this.#session !== undefined) {
      throw new TransportError('port-open-failed', `${this.name} is already open.`, { data: { port: this.name } });
    }
    if (signal?.aborted) throw abortError(signal);
    const session: Session = { abort: new AbortController(), over: false };
    this.#session = session;
    const forwardAbort = (): void => session.abort.abort(signal?.reason);
    signal?.addEventListener('abort', forwardAbort, { once: true });
    const opening = this.#cleaned.then(() => this.#openSession(session));
    this.#cleaned = opening.then(
      () => undefined,
      () => undefined,
    );
    try {
      await opening;
    } catch (error) {
      session.over = true;
      if (this.#session === session) this.#session = undefined;
      throw error;
    } finally {
      signal?.removeEventListener('abort', forwardAbort);
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    const session = this.#session;
    if (session?.connection === undefined) throw this.#notOpen();
    try {
      await session.connection.write(bytes);
    } catch (error) {
      if (session.lost !== undefined) throw session.lost;
      if (session.over) throw this.#notOpen();
      throw error instanceof TransportError ? error : this.#lost(error);
    }
  }

  onData(listener: (chunk: Uint8Array) => void): Disposable {
    return this.#data.event(listener);
  }

  onClose(listener: (error: Error | undefined) => void): Disposable {
    return this.#closed.event(listener);
  }

  async #configureLine(settings: LineSettings, signal: AbortSignal | undefined): Promise<void> {
    const session = this.#session;
    if (session?.connection?.configureLine === undefined) throw this.#notOpen();
    await session.connection.configureLine(settings, signal);
    if (session.lost !== undefined) throw session.lost;
    if (session.over) throw this.#notOpen();
  }

  async close(): Promise<void> {
    const session = this.#session;
    if (session !== undefined && !session.over) {
      session.over = true;
      this.#session = undefined;
      session.abort.abort();
      const connection = session.connection;
      if (connection !== undefined) {
        this.#cleanUp(connection);
        await this.#cleaned;
        this.#closed.emit(undefined);
        return;
      }
    }
    await this.#cleaned;
  }

  async #openSession(session: Session): Promise<void> {
    session.abort.signal.throwIfAborted();
    const connection = await this.#connect(
      {
        data: (chunk) => {
          if (!session.over) this.#data.emit(chunk);
        },
        ended: (error) => this.#end(session, error),
      },
      session.abort.signal,
    );
    if (session.over || session.abort.signal.aborted || session.lost !== undefined) {
      await connection.close().catch(() => undefined);
      throw session.lost ?? abortError(session.abort.signal);
    }
    session.connection = connection;
  }

  #end(session: Session, error: Error): void {
    if (session.over || session.lost !== undefined) return;
    session.lost = error instanceof TransportError ? error : this.#lost(error);
    // Before the connector has handed the connection over, its end is a failed open.
    if (session.connection === undefined) return;
    session.over = true;
    this.#session = undefined;
    this.#cleanUp(session.connection);
    this.#closed.emit(session.lost);
  }

  #cleanUp(connection: Connection): void {
    this.#cleaned = connection.close().catch(() => undefined);
  }

  #lost(cause: unknown): TransportError {
    return new TransportError('port-lost', `${this.name} went away.`, { cause, data: { port: this.name } });
  }

  #notOpen(): TransportError {
    return new TransportError('port-closed', `${this.name} is not open.`, { data: { port: this.name } });
  }
}
