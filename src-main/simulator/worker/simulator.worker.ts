// Thread of a simulated camera that the app itself uses: protocol on a message port, scripts in further threads.

import { parentPort, workerData } from 'node:worker_threads';
import { createPortStream } from './port-stream.ts';
import { startSimulatedCamera } from '../start-simulated-camera.ts';
import type { SimulatorWorkerData, SimulatorWorkerMessage } from '../simulator-options.ts';

const { options, port } = workerData as SimulatorWorkerData;
const tellParent = (message: SimulatorWorkerMessage): void => parentPort?.postMessage(message);

try {
  const stream = createPortStream(port);
  const camera = await startSimulatedCamera(stream, options);
  port.once('close', () => camera.dispose());
  stream.start();
  tellParent({ kind: 'ready' });
} catch (error) {
  tellParent({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  port.close();
}
