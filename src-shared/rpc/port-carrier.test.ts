import { expect, test } from 'vitest';
import { Deferred } from '../lib/deferred.ts';
import { createPortCarrier } from './port-carrier.ts';

function portCarrier(port: MessagePort) {
  return createPortCarrier({
    postMessage: (message) => port.postMessage(message),
    listen(onMessage, onClose) {
      port.addEventListener('message', ({ data }) => onMessage(data));
      port.addEventListener('close', onClose);
    },
    start: () => port.start(),
    close: () => port.close(),
  });
}

test('messages sent before the other side listens arrive, and a close reaches both sides once', async () => {
  const { port1, port2 } = new MessageChannel();
  const left = portCarrier(port1);
  left.send({ text: 'first', bytes: new Uint8Array([1, 2]) });
  const right = portCarrier(port2);
  const received = new Deferred<unknown>();
  right.onMessage((message) => received.resolve(message));
  expect(await received.promise).toEqual({ text: 'first', bytes: new Uint8Array([1, 2]) });
  const closes: string[] = [];
  const rightClosed = new Deferred<void>();
  left.onClose(() => closes.push('left'));
  right.onClose(() => {
    closes.push('right');
    rightClosed.resolve();
  });
  left.close();
  left.close();
  left.send('after the close');
  await rightClosed.promise;
  expect(closes).toEqual(['left', 'right']);
});
