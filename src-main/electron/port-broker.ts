// Gives message ports to the page: one for calls, one for each frame lane. Only our own page, in the main frame of its
// window, gets any; everything else is refused without an answer.

import { desktopOrigin, portRequest, type PortRequest } from '../../src-shared/contract/desktop-ports.ts';
import { Deferred } from '../../src-shared/lib/deferred.ts';
import type { Carrier } from '../../src-shared/rpc/carrier.ts';
import { v } from '../../src-shared/rpc/schema.ts';
import { joinFrame, type LaneSink } from '../host/media/frame-lane.ts';
import type { HostHandle } from '../host/host-handle.ts';
import { createMessagePortCarrier, type MainPort } from './message-port-carrier.ts';

/** The part of Electron's WebFrameMain that is used. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: unknown;
}

export interface PortPair<Remote> {
  readonly ours: MainPort;
  /** The end for the page. */
  readonly theirs: Remote;
}

export interface PortBrokerOptions<Remote> {
  readonly core: Pick<HostHandle, 'connect' | 'subscribeLane'>;
  readonly createPorts: () => PortPair<Remote>;
}

export class PortBroker<Remote> {
  readonly #options: PortBrokerOptions<Remote>;
  readonly #open = new Set<Carrier>();
  #idle: Deferred<void> | undefined;

  constructor(options: PortBrokerOptions<Remote>) {
    this.#options = options;
  }

  /** The answer to our page's request: its end of a new port, or none if there is no such lane. */
  answer(frame: SenderFrame | null, message: unknown): { request: PortRequest; port: Remote | undefined } | undefined {
    const parsed = v.safeParse(portRequest, message);
    if (!isOwnPage(frame) || !parsed.success) return undefined;
    const request = parsed.output;
    const { ours, theirs } = this.#options.createPorts();
    if (request.kind === 'calls') this.#connect(createMessagePortCarrier(ours));
    else if (!this.#openLane(request.lane, ours)) return { request, port: undefined };
    return { request, port: theirs };
  }

  /** Resolves when no page has a port for calls: everything that a page sent before it closed has arrived then. */
  untilIdle(): Promise<void> {
    if (this.#open.size === 0) return Promise.resolve();
    this.#idle ??= new Deferred();
    return this.#idle.promise;
  }

  #connect(carrier: Carrier): void {
    this.#open.add(carrier);
    this.#options.core.connect(carrier);
    carrier.onClose(() => {
      this.#open.delete(carrier);
      if (this.#open.size === 0) this.#idle?.resolve();
    });
  }

  #openLane(lane: string, port: MainPort): boolean {
    const sink: LaneSink = {
      // Copied by the port, which does not accept transferable buffers.
      send: (header, data) => port.postMessage(joinFrame(header, data)),
      end: () => port.close(),
    };
    const subscription = this.#options.core.subscribeLane(lane, sink);
    if (subscription === undefined) {
      port.close();
      return false;
    }
    port.on('close', () => subscription.dispose());
    port.start();
    return true;
  }
}

/** True for the main frame of a window that shows our own page. */
export function isOwnPage(frame: SenderFrame | null): boolean {
  return frame !== null && frame.parent === null && isOwnAddress(frame.url);
}

export function isOwnAddress(address: string): boolean {
  return address === desktopOrigin || address.startsWith(`${desktopOrigin}/`);
}
