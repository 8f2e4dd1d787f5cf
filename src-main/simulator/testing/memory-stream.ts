// Two ends of a byte pipe in memory: the camera's and the host's. Bytes arrive in the same turn unless held back.

import { Emitter } from '../../../src-shared/lib/emitter.ts';
import type { DeviceStream } from '../core/device-stream.ts';

/** What a test or a host holds. */
export interface MemoryHostEnd {
  /** Hands bytes to the camera at once. */
  write(bytes: Uint8Array): void;
  readonly onData: Emitter<Uint8Array>['event'];
  readonly onClose: Emitter<void>['event'];
  /** While true the camera's writes report that the other side is slow. */
  setSlow(slow: boolean): void;
  close(): void;
}

export interface MemoryStreamPair {
  readonly device: DeviceStream;
  readonly host: MemoryHostEnd;
}

export function createMemoryStreamPair(kind: DeviceStream['kind'] = 'stream'): MemoryStreamPair {
  const toDevice = new Emitter<Uint8Array>();
  const toHost = new Emitter<Uint8Array>();
  const closed = new Emitter<void>();
  let isClosed = false;
  let waiting: { promise: Promise<void>; proceed: () => void } | undefined;

  const close = (): void => {
    if (isClosed) return;
    isClosed = true;
    waiting?.proceed();
    closed.emit();
  };
  return {
    device: {
      kind,
      write(bytes) {
        if (!isClosed) toHost.emit(bytes);
        return waiting?.promise;
      },
      onData: toDevice.event,
      close,
    },
    host: {
      write(bytes) {
        if (!isClosed) toDevice.emit(bytes);
      },
      onData: toHost.event,
      onClose: closed.event,
      setSlow(slow) {
        if (slow && waiting === undefined) {
          let proceed = (): void => {};
          const promise = new Promise<void>((resolve) => (proceed = resolve));
          waiting = { promise, proceed };
        } else if (!slow) {
          waiting?.proceed();
          waiting = undefined;
        }
      },
      close,
    },
  };
}
