// What the virtual camera stands on: the device's end of a byte pipe or of a datagram pipe.
// Below: a worker's message port, a TCP or UDP socket, a pseudo terminal, or memory (testing/memory-stream.ts).

import type { Disposable } from '../../../src-shared/lib/disposable.ts';

export interface DeviceStream {
  /** `datagram`: each write leaves as one datagram, so the link writes packet by packet. */
  readonly kind: 'stream' | 'datagram';
  /**
   * Sends bytes. The buffer belongs to the stream from here on. Where the other side is slow, returns a promise that
   * settles when more can be taken; until then the camera executes no request. Without a peer bytes are
   * dropped. Never throws.
   */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void> | undefined;
  /** Bytes as they arrive. The chunk belongs to the listener for the duration of the call only. */
  onData(listener: (chunk: Uint8Array) => void): Disposable;
  close(): void;
}
