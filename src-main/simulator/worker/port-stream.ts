import type { MessagePort } from 'node:worker_threads';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import type { DeviceStream } from '../core/device-stream.ts';

/**
 * Bytes over a message port: what the camera writes is moved to the other thread, not copied. The other thread always
 * takes it, so the camera is never slowed. Messages wait until `start`.
 */
export function createPortStream(port: MessagePort): DeviceStream & { start(): void } {
  const data = new Emitter<Uint8Array>();
  return {
    kind: 'stream',
    write(bytes) {
      port.postMessage(bytes, [bytes.buffer]);
      return undefined;
    },
    onData: data.event,
    start: () => port.on('message', (bytes: Uint8Array) => data.emit(bytes)),
    close: () => port.close(),
  };
}
