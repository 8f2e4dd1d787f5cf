import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../src-shared/lib/clock.ts';
import { byteTransportSuite } from '../testing/byte-transport-suite.ts';
import { createTcpTransport } from './tcp-transport.ts';
import { ByteSink } from '../testing/byte-sink.ts';
import { createUdpTransport } from './udp-transport.ts';

byteTransportSuite('TCP', async () => {
  let peer: Socket | undefined;
  const sockets = new Set<Socket>();
  const sink = new ByteSink();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      peer = socket;
      sink.push(chunk);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    transport: createTcpTransport({ host: '127.0.0.1', port: (server.address() as AddressInfo).port }),
    send: (bytes) => void peer?.write(bytes),
    received: (sizeBytes) => sink.take(sizeBytes),
    hangUp: () => void peer?.destroy(),
    dispose: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
});

byteTransportSuite(
  'UDP',
  async () => {
    let peer: RemoteInfo | undefined;
    const sink = new ByteSink();
    const device = createSocket('udp4');
    device.on('error', () => undefined);
    device.on('message', (message, from) => {
      peer = from;
      sink.push(message);
    });
    device.bind(0, '127.0.0.1');
    await once(device, 'listening');
    return {
      transport: createUdpTransport({ host: '127.0.0.1', port: device.address().port }),
      send: (bytes) => {
        if (peer !== undefined) device.send(bytes, peer.port, peer.address);
      },
      received: (sizeBytes) => sink.take(sizeBytes),
      dispose: () => void device.close(),
    };
  },
  { bulkBytes: 9000 },
);

/** A port of this machine on which nothing listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('TCP', () => {
  it('says that nothing listens on a port', async () => {
    const port = await freePort();
    const transport = createTcpTransport({ host: '127.0.0.1', port });
    await expect(transport.open()).rejects.toMatchObject({
      code: 'port-not-found',
      data: { port: `tcp://127.0.0.1:${port}`, system: 'ECONNREFUSED' },
    });
  });

  it('gives up on a host that does not answer', async () => {
    const clock = new ManualClock();
    // Documentation addresses (RFC 5737) are never routed. Time moves before the network can say anything.
    const opening = createTcpTransport({ host: '192.0.2.1', port: 5555, clock }).open();
    const outcome = expect(opening).rejects.toMatchObject({ code: 'port-open-failed', data: { afterMs: 5000 } });
    await Promise.resolve();
    clock.advance(5000);
    await outcome;
  });

  it('stops connecting when it is cancelled or closed', async () => {
    const cancel = new AbortController();
    const transport = createTcpTransport({ host: '192.0.2.1', port: 5555 });
    const cancelled = expect(transport.open(cancel.signal)).rejects.toMatchObject({ name: 'AbortError' });
    cancel.abort();
    await cancelled;
    const closed = expect(transport.open()).rejects.toMatchObject({ name: 'AbortError' });
    await transport.close();
    await closed;
  });
});

describe('UDP', () => {
  it('hears only the camera it is connected to', async () => {
    const device = createSocket('udp4').bind(0, '127.0.0.1');
    const stranger = createSocket('udp4').bind(0, '127.0.0.1');
    await Promise.all([once(device, 'listening'), once(stranger, 'listening')]);
    const transport = createUdpTransport({ host: '127.0.0.1', port: device.address().port });
    const heard: string[] = [];
    const answered = new Promise<void>((resolve) => {
      transport.onData((chunk) => {
        heard.push(Buffer.from(chunk).toString());
        resolve();
      });
    });
    await transport.open();
    await transport.write(Buffer.from('hello'));
    const [, from] = (await once(device, 'message')) as [Buffer, RemoteInfo];
    await new Promise((resolve) => stranger.send('stranger', from.port, from.address, resolve));
    device.send('camera', from.port, from.address);
    await answered;
    expect(heard).toEqual(['camera']);
    await transport.close();
    device.close();
    stranger.close();
  });

  it('takes a port on which nothing listens any more for a place where datagrams get lost', async () => {
    const device = createSocket('udp4').bind(0, '127.0.0.1');
    await once(device, 'listening');
    const { port } = device.address();
    const transport = createUdpTransport({ host: '127.0.0.1', port });
    const ends: unknown[] = [];
    transport.onClose((error) => ends.push(error));
    const heard = new Promise<void>((resolve) => transport.onData(() => resolve()));
    await transport.open();
    await transport.write(Buffer.from('hello'));
    const [, from] = (await once(device, 'message')) as [Buffer, RemoteInfo];
    device.send('camera', from.port, from.address);
    await heard;
    device.close();
    await once(device, 'close');
    // The second write is where the system tells of the first.
    for (let count = 0; count < 3; count++) await transport.write(Buffer.from('is it there?'));
    const back = createSocket('udp4').bind(port, '127.0.0.1');
    await once(back, 'listening');
    await transport.write(Buffer.from('again'));
    expect(String((await once(back, 'message'))[0])).toBe('again');
    expect(ends).toEqual([]);
    await transport.close();
    back.close();
  });

  it('says that nothing listens on a port from which nothing was ever heard', async () => {
    const transport = createUdpTransport({ host: '127.0.0.1', port: await freePort() });
    const ended = new Promise((resolve) => transport.onClose(resolve));
    await transport.open();
    await transport.write(Buffer.from('hello'));
    expect(await ended).toMatchObject({ code: 'port-not-found', data: { system: 'ECONNREFUSED' } });
  });

  it('sends each write as a separate datagram', async () => {
    const device = createSocket('udp4').bind(0, '127.0.0.1');
    await once(device, 'listening');
    const sizes: number[] = [];
    const two = new Promise<void>((resolve) => {
      device.on('message', (message) => {
        sizes.push(message.length);
        if (sizes.length === 2) resolve();
      });
    });
    const transport = createUdpTransport({ host: '127.0.0.1', port: device.address().port });
    await transport.open();
    await transport.write(new Uint8Array(10));
    await transport.write(new Uint8Array(4096));
    await two;
    expect(sizes).toEqual([10, 4096]);
    await transport.close();
    device.close();
  });
});
