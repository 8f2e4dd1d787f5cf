// The client's RTSP connection: one request at a time, each with a limit, authentication repeated once, and the interleaved
// packets passed on.

import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { raceAbort } from '../../../src-shared/lib/abort.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import { answerChallenge, type Credentials } from '../authentication.ts';
import { RtspError } from '../rtsp-error.ts';
import { encodeInterleaved, encodeRequest, RtspReader, type RtspResponse } from '../rtsp-message.ts';
import type { RtspAddress } from './rtsp-address.ts';

const connectTimeoutMs = 5000;
const answerTimeoutMs = 5000;
/** A server that does not even take the last request. */
const closeTimeoutMs = 1000;

export interface ControlEvents {
  interleaved(channel: number, packet: Uint8Array): void;
  /** The connection ended unexpectedly. */
  lost(error: RtspError): void;
}

export type RequestHeaders = Readonly<Record<string, string | number | undefined>>;

export class ControlConnection {
  readonly #address: RtspAddress;
  readonly #clock: Clock;
  readonly #events: ControlEvents;
  readonly #credentials: Credentials | undefined;
  #socket: Socket | undefined;
  #sequence = 0;
  #challenges: readonly string[] = [];
  #waiting:
    { readonly sequence: number; resolve(response: RtspResponse): void; reject(error: Error): void } | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(address: RtspAddress, options: { clock: Clock; credentials?: Credentials; events: ControlEvents }) {
    this.#address = address;
    this.#clock = options.clock;
    this.#events = options.events;
    this.#credentials = options.credentials ?? address.credentials;
  }

  get localAddress(): string {
    return this.#socket?.localAddress ?? '0.0.0.0';
  }

  get remoteAddress(): string {
    return (this.#socket?.remoteAddress ?? this.#address.host).replace(/^::ffff:/, '');
  }

  /** Rejects with `rtsp-unreachable`, or with the reason of `signal`. */
  async open(signal?: AbortSignal): Promise<void> {
    const { host, port, secure, url } = this.#address;
    // Cameras have self-signed certificates: this encrypts, but does not prove who the camera is.
    const socket = secure ? connectTls({ host, port, rejectUnauthorized: false }) : connectTcp({ host, port });
    this.#socket = socket;
    const unreachable = (cause?: unknown): RtspError =>
      new RtspError('rtsp-unreachable', `${url} cannot be reached.`, { cause, data: { address: url } });
    const opened = new Promise<void>((resolve, reject) => {
      const limit = this.#clock.after(connectTimeoutMs, () => reject(unreachable()));
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        limit.dispose();
        resolve();
      });
      socket.once('error', (cause) => {
        limit.dispose();
        reject(unreachable(cause));
      });
    });
    try {
      await raceAbort(opened, signal);
    } catch (error) {
      socket.on('error', () => {});
      socket.destroy();
      throw error;
    }
    this.#listen(socket);
  }

  /**
   * Sends a request when the one before it has been answered. Rejects with `rtsp-silent`, `rtsp-lost`,
   * `rtsp-unauthorized`, `rtsp-not-found` or `rtsp-refused`.
   */
  request(method: string, url: string, headers: RequestHeaders = {}): Promise<RtspResponse> {
    const answered = this.#queue.then(() => this.#requestNow(method, url, headers));
    this.#queue = answered.catch(() => {});
    return answered;
  }

  sendInterleaved(channel: number, packet: Uint8Array): void {
    const socket = this.#socket;
    if (socket !== undefined && !socket.destroyed) socket.write(encodeInterleaved(channel, packet));
  }

  /** Ends the connection, after a TEARDOWN of `session` whose answer is not waited for. */
  close(session?: { readonly url: string; readonly session: string }): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#fail(this.#lostError());
    if (socket === undefined || session === undefined) {
      socket?.destroy();
      return;
    }
    const headers = { CSeq: ++this.#sequence, Session: session.session };
    const limit = this.#clock.after(closeTimeoutMs, () => socket.destroy());
    socket.end(encodeRequest('TEARDOWN', session.url, headers), () => {
      limit.dispose();
      socket.destroy();
    });
  }

  #listen(socket: Socket): void {
    const reader = new RtspReader({
      message: (message) => {
        // Servers may ask something of a client; nothing we need to answer.
        if (message.kind === 'response') this.#answer(message);
      },
      interleaved: (channel, packet) => this.#events.interleaved(channel, packet),
    });
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      try {
        reader.push(chunk);
      } catch (error) {
        this.#end(error instanceof RtspError ? error : this.#lostError(error));
      }
    });
    socket.on('error', (error) => this.#end(this.#lostError(error)));
    socket.on('close', () => this.#end(this.#lostError()));
  }

  #end(error: RtspError): void {
    if (this.#socket === undefined) return;
    this.#socket.destroy();
    this.#socket = undefined;
    this.#fail(error);
    this.#events.lost(error);
  }

  #fail(error: RtspError): void {
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }

  #answer(response: RtspResponse): void {
    const waiting = this.#waiting;
    // An answer that came after its limit is not the one that is waited for.
    const sequence = Number(response.headers.get('cseq') ?? waiting?.sequence);
    if (waiting === undefined || sequence !== waiting.sequence) return;
    this.#waiting = undefined;
    waiting.resolve(response);
  }

  async #requestNow(method: string, url: string, headers: RequestHeaders): Promise<RtspResponse> {
    let response = await this.#exchange(method, url, headers);
    if (response.status === 401 && this.#credentials !== undefined) {
      this.#challenges = response.challenges;
      response = await this.#exchange(method, url, headers);
    }
    const data = { method, status: response.status, reason: response.reason };
    const address = this.#address.url;
    if (response.status === 401) {
      throw new RtspError('rtsp-unauthorized', `${address} asks for a password.`, { data: { address } });
    }
    if (response.status === 404) {
      throw new RtspError('rtsp-not-found', `${address} does not exist.`, { data: { address } });
    }
    if (response.status < 200 || response.status > 299) {
      throw new RtspError('rtsp-refused', `${method} was answered with ${response.status}.`, { data });
    }
    return response;
  }

  #exchange(method: string, url: string, headers: RequestHeaders): Promise<RtspResponse> {
    const socket = this.#socket;
    if (socket === undefined) return Promise.reject(this.#lostError());
    const sequence = ++this.#sequence;
    const authorization = this.#credentials && answerChallenge(this.#challenges, this.#credentials, { method, url });
    const fields = { CSeq: sequence, 'User-Agent': 'Viewfinder', Authorization: authorization, ...headers };
    return new Promise<RtspResponse>((resolve, reject) => {
      const limit = this.#clock.after(answerTimeoutMs, () => {
        this.#waiting = undefined;
        const data = { method, afterMs: answerTimeoutMs };
        reject(new RtspError('rtsp-silent', `${method} was not answered.`, { data }));
      });
      this.#waiting = {
        sequence,
        resolve(response) {
          limit.dispose();
          resolve(response);
        },
        reject(error) {
          limit.dispose();
          reject(error);
        },
      };
      socket.write(encodeRequest(method, url, fields));
    });
  }

  #lostError(cause?: unknown): RtspError {
    const address = this.#address.url;
    return new RtspError('rtsp-lost', `The connection to ${address} ended.`, { cause, data: { address } });
  }
}
