// Message ports whose other end is in a page. Messages for a page cross its WebSocket.

import { EventEmitter } from 'node:events';
import type { MessageChannelMain, MessagePortMain } from 'electron';
import type { PageMessage } from '../messages.ts';
import type { Api } from './api.ts';

export interface PageLink {
  send(message: PageMessage): void;
}

let lastPort = 0;

export class StandInPort extends EventEmitter implements Api<MessagePortMain, 'postMessage' | 'start' | 'close'> {
  readonly number = (lastPort += 1);
  /** The other end in this process; it goes to a page. */
  other: StandInPort | undefined;
  #link: PageLink | undefined;
  #started = false;
  #closed = false;
  #waiting: unknown[] = [];
  #unsent: unknown[] = [];

  postMessage(message: unknown): void {
    if (this.#closed) return;
    // Structured clone, at once: what the sender changes later must not arrive.
    const copy = structuredClone(message);
    if (this.#link === undefined) this.#unsent.push(copy);
    else this.#link.send({ type: 'port-message', port: this.number, message: copy });
  }

  start(): void {
    this.#started = true;
    for (const data of this.#waiting.splice(0)) this.emit('message', { data, ports: [] });
  }

  close(): void {
    if (this.#closed) return;
    this.#link?.send({ type: 'port-close', port: this.number });
    this.ended();
  }

  /** The other end is in a page now. */
  connect(link: PageLink): void {
    this.#link = link;
    if (this.#closed) link.send({ type: 'port-close', port: this.number });
    for (const message of this.#unsent.splice(0)) link.send({ type: 'port-message', port: this.number, message });
  }

  receive(data: unknown): void {
    if (this.#started) this.emit('message', { data, ports: [] });
    else this.#waiting.push(data);
  }

  ended(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.emit('close');
  }
}

/** `port1` stays in this process, `port2` goes to a page: all that our program does with a channel. */
export class StandInChannel implements Record<keyof MessageChannelMain, StandInPort> {
  readonly port1 = new StandInPort();
  readonly port2 = new StandInPort();

  constructor() {
    this.port2.other = this.port1;
  }
}
