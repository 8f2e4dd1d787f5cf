// Bytes over a message port between the camera's thread and its host, with flow control: the host returns credits, so
// that a script that sends faster than the host reads cannot fill the port's queue.

import type { MessagePort } from 'node:worker_threads';
import { Deferred } from '../../../src-shared/lib/deferred.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import type { DeviceStream } from '../core/device-stream.ts';

/** Messages that may wait in the port; a message has at most 32 KiB. A frame of 8 MiB still passes without a pause. */
const maxMessagesInFlight = 256;
/** The host returns this many credits at once. */
const creditMessages = 64;

/** The device's end. What the camera writes is moved to the other thread, not copied. Messages wait until `start`. */
export function createPortStream(port: MessagePort): DeviceStream & { start(): void } {
  const data = new Emitter<Uint8Array>();
  let inFlight = 0;
  let drained: Deferred<void> | undefined;
  const takeCredits = (credits: number): void => {
    inFlight -= credits;
    if (inFlight >= maxMessagesInFlight) return;
    drained?.resolve();
    drained = undefined;
  };
  port.once('close', () => drained?.resolve());
  return {
    kind: 'stream',
    write(bytes) {
      port.postMessage(bytes, [bytes.buffer]);
      inFlight++;
      if (inFlight < maxMessagesInFlight) return undefined;
      drained ??= new Deferred<void>();
      return drained.promise;
    },
    onData: data.event,
    start: () =>
      port.on('message', (message: Uint8Array | number) => {
        if (typeof message === 'number') takeCredits(message);
        else data.emit(message);
      }),
    close: () => port.close(),
  };
}

/** The host's end: hands each chunk to `onData` and returns credits for it. */
export function readPort(port: MessagePort, onData: (bytes: Uint8Array) => void): void {
  let taken = 0;
  port.on('message', (bytes: Uint8Array) => {
    onData(bytes);
    taken++;
    if (taken < creditMessages) return;
    port.postMessage(taken);
    taken = 0;
  });
}
