// A ByteTransport whose other end is in the same process. Each write arrives as one chunk in a later
// turn, never inside write(). Tests break the device's end on purpose.

import { Emitter } from '../../../src-shared/lib/emitter.ts';
import type { ByteTransport } from '../api/byte-transport.ts';
import { TransportError } from '../api/transport-error.ts';

/** The other end. */
export interface MemoryPeer {
  /** Sends to the host; dropped while the host has it closed. */
  write(bytes: Uint8Array): void;
  readonly onData: Emitter<Uint8Array>['event'];
  /** Fires when the host opens or closes it. */
  readonly onOpen: Emitter<void>['event'];
  readonly onClose: Emitter<void>['event'];
  /** Unplugs it. */
  unplug(): void;
  /** While set, the next open() rejects with it. */
  refuse: TransportError | undefined;
}

export interface MemoryTransport {
  readonly transport: ByteTransport;
  readonly peer: MemoryPeer;
}

export function createMemoryTransport(kind: ByteTransport['kind'] = 'stream', name = 'memory'): MemoryTransport {
  const toHost = new Emitter<Uint8Array>();
  const toPeer = new Emitter<Uint8Array>();
  const closed = new Emitter<Error | undefined>();
  const peerOpened = new Emitter<void>();
  const peerClosed = new Emitter<void>();
  let session = 0;
  let open = false;

  const end = (error: Error | undefined): void => {
    if (!open) return;
    open = false;
    session++;
    peerClosed.emit();
    closed.emit(error);
  };
  const later = (deliver: () => void): void => {
    const mine = session;
    setImmediate(() => {
      if (open && mine === session) deliver();
    });
  };

  const peer: MemoryPeer = {
    refuse: undefined,
    write(bytes) {
      const copy = bytes.slice();
      if (open) later(() => toHost.emit(copy));
    },
    onData: toPeer.event,
    onOpen: peerOpened.event,
    onClose: peerClosed.event,
    unplug: () => end(new TransportError('port-lost', 'Unplugged.', { data: { port: name } })),
  };
  const transport: ByteTransport = {
    name,
    kind,
    async open(signal) {
      signal?.throwIfAborted();
      if (peer.refuse !== undefined) throw peer.refuse;
      if (open) throw new TransportError('port-busy', 'It is open already.', { data: { port: name } });
      open = true;
      session++;
      peerOpened.emit();
    },
    async write(bytes) {
      if (!open) throw new TransportError('port-closed', 'It is not open.', { data: { port: name } });
      const copy = bytes.slice();
      later(() => toPeer.emit(copy));
    },
    onData: toHost.event,
    onClose: closed.event,
    async close() {
      end(undefined);
    },
  };
  return { transport, peer };
}
