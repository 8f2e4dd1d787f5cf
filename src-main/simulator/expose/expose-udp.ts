// A simulated camera behind a UDP port, as a camera on WiFi has it (docs/protocol-v2.md §18): one packet per datagram, the
// sender of the last datagram is the host, no acknowledgements, 1400 bytes per packet.

import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import type { DeviceStream } from '../core/device-stream.ts';
import type { ExposedCamera, ExposeOptions } from './exposed-camera.ts';
import { startSimulatedCamera } from '../start-simulated-camera.ts';
import { SimulatorError } from '../core/simulator-error.ts';

const maxPayload = 1400;
const sendBufferBytes = 2 * 1024 * 1024;

/** Port 0 takes a free one. Rejects with `address-unavailable`. */
export async function exposeOnUdp(
  options: ExposeOptions & { readonly port: number; readonly host?: string },
): Promise<ExposedCamera> {
  const { port, host = '127.0.0.1' } = options;
  const socket = createSocket('udp4');
  const stream = createSocketStream(socket);
  socket.bind(port, host);
  try {
    await once(socket, 'listening');
  } catch (cause) {
    throw new SimulatorError('address-unavailable', `The camera cannot listen on ${host}:${port}.`, {
      cause,
      data: { address: `${host}:${port}` },
    });
  }
  socket.setSendBufferSize(sendBufferBytes);
  socket.on('error', () => undefined);
  const settings = {
    ...options.simulator.settings,
    transportName: 'network' as const,
    defaults: { ack: false, maxPayload, ...options.simulator.settings?.defaults },
    // The buffer of the firmware's network transport has the same size on every board.
    bufferBytes: options.simulator.settings?.bufferBytes ?? 4096,
  };
  try {
    const camera = await startSimulatedCamera(stream, { ...options.simulator, settings }, options.createEngine);
    return {
      address: `${host}:${socket.address().port}`,
      async close() {
        camera.dispose();
        await closeSocket(socket);
      },
    };
  } catch (error) {
    await closeSocket(socket);
    throw error;
  }
}

function createSocketStream(socket: Socket): DeviceStream {
  const data = new Emitter<Uint8Array>();
  let peer: { readonly address: string; readonly port: number } | undefined;
  socket.on('message', (bytes, sender) => {
    peer = sender;
    data.emit(bytes);
  });
  return {
    kind: 'datagram',
    write(bytes) {
      // A datagram that cannot be sent is lost, as on the air.
      if (peer !== undefined) socket.send(bytes, peer.port, peer.address, () => undefined);
      return undefined;
    },
    onData: data.event,
    close: () => void closeSocket(socket),
  };
}

async function closeSocket(socket: Socket): Promise<void> {
  const closed = once(socket, 'close');
  socket.close();
  await closed;
}
