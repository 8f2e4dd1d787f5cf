// A simulated camera behind a TCP port. One client at a time, as with a serial port; the camera lives on between clients.

import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import type { DeviceStream } from '../core/device-stream.ts';
import type { ExposedCamera, ExposeOptions } from './exposed-camera.ts';
import { startSimulatedCamera } from '../start-simulated-camera.ts';
import { SimulatorError } from '../core/simulator-error.ts';

/** Several of the largest frames; only beyond it does a slow client slow the camera. */
const writeBufferBytes = 2 * 1024 * 1024;

/** Port 0 takes a free one; the default host is loopback. Rejects with `address-unavailable`. */
export async function exposeOnTcp(
  options: ExposeOptions & { readonly port: number; readonly host?: string },
): Promise<ExposedCamera> {
  const { port, host = '127.0.0.1' } = options;
  const server = createServer({ noDelay: true, highWaterMark: writeBufferBytes });
  const stream = createServerStream(server);
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new SimulatorError('address-unavailable', `The camera cannot listen on ${host}:${port}.`, {
      cause,
      data: { address: `${host}:${port}` },
    });
  }
  try {
    const camera = await startSimulatedCamera(stream, options.simulator, options.createEngine);
    const { port: chosen } = server.address() as AddressInfo;
    return {
      address: `${host}:${chosen}`,
      async close() {
        camera.dispose();
        await closeServer(server, stream);
      },
    };
  } catch (error) {
    await closeServer(server, stream);
    throw error;
  }
}

function createServerStream(server: Server): DeviceStream {
  const data = new Emitter<Uint8Array>();
  let client: Socket | undefined;
  server.on('connection', (socket) => {
    if (client !== undefined) {
      socket.destroy();
      return;
    }
    client = socket;
    socket.on('data', (bytes) => data.emit(bytes));
    // A client may disappear at any time.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => (client = undefined));
  });
  return {
    kind: 'stream',
    write(bytes) {
      const socket = client;
      if (socket === undefined || socket.destroyed || socket.write(bytes)) return undefined;
      return new Promise((resolve) => {
        const proceed = (): void => {
          socket.off('drain', proceed);
          socket.off('close', proceed);
          resolve();
        };
        socket.on('drain', proceed);
        socket.on('close', proceed);
      });
    },
    onData: data.event,
    close: () => client?.destroy(),
  };
}

async function closeServer(server: Server, stream: DeviceStream): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  stream.close();
  await closed;
}
