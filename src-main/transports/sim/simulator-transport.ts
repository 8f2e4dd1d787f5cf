// The simulated camera in this program: a worker thread at the other end of a message port, speaking the real protocol.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { delay, raceAbort } from '../../../src-shared/lib/abort.ts';
import { systemClock, type Clock } from '../../../src-shared/lib/clock.ts';
import { Deferred } from '../../../src-shared/lib/deferred.ts';
import type { ByteTransport } from '../api/byte-transport.ts';
import { TransportError } from '../api/transport-error.ts';
import { builtFile } from '../../lib/product-files.ts';
import type {
  SimulatorOptions,
  SimulatorWorkerData,
  SimulatorWorkerMessage,
} from '../../simulator/simulator-options.ts';
import { readPort } from '../../simulator/worker/port-stream.ts';
import { LifecycleTransport, type Connection, type ConnectionEvents } from '../api/lifecycle-transport.ts';

/** A worker is ready in under a second; a loaded machine may need several. */
const startLimitMs = 30_000;
/** The camera ends its threads when its port closes; one that is stuck is ended from outside. */
const endLimitMs = 2000;

/** Options of the simulated camera and of the transport to it. */
export interface SimulatorTransportOptions extends Partial<SimulatorOptions> {
  /** Default "sim". */
  readonly name?: string;
  readonly clock?: Clock;
}

/** Without a `flashFolder` the camera gets an empty one that goes away with the connection. */
export function createSimulatorTransport(options: SimulatorTransportOptions = {}): ByteTransport {
  const { name = 'sim', clock = systemClock, ...simulator } = options;
  return new LifecycleTransport(name, 'stream', (events, signal) => start(name, clock, simulator, events, signal));
}

async function start(
  name: string,
  clock: Clock,
  simulator: Partial<SimulatorOptions>,
  events: ConnectionEvents,
  signal: AbortSignal,
): Promise<Connection> {
  const ownFolder = simulator.flashFolder === undefined ? await temporaryFolder() : undefined;
  const { port1: port, port2: cameraPort } = new MessageChannel();
  const workerData: SimulatorWorkerData = {
    options: { ...simulator, flashFolder: simulator.flashFolder ?? ownFolder ?? '' },
    port: cameraPort,
  };
  const worker = new Worker(builtFile('simulator.worker.js'), { workerData, transferList: [cameraPort] });
  const ready = new Deferred<void>();
  const exited = new Deferred<void>();
  const fail = (cause: unknown): void => {
    ready.reject(
      new TransportError('port-open-failed', 'The simulated camera did not start.', { cause, data: { port: name } }),
    );
    events.ended(new TransportError('port-lost', 'The simulated camera ended.', { cause, data: { port: name } }));
  };
  worker.on('message', (message: SimulatorWorkerMessage) => {
    if (message.kind === 'ready') ready.resolve();
    else fail(new Error(message.message));
  });
  worker.on('error', fail);
  worker.once('exit', (code) => {
    exited.resolve();
    fail(new Error(`Its thread ended with code ${code}.`));
  });
  readPort(port, (bytes) => events.data(bytes));

  let isReady = false;
  const connection = connectionOf(port, async () => {
    // One that has not started does not hear that its port closed.
    if (isReady) await settledWithin(exited.promise, clock);
    await worker.terminate();
    if (ownFolder !== undefined) await rm(ownFolder, { recursive: true, force: true });
  });
  const limit = clock.after(startLimitMs, () => fail(new Error(`Not ready after ${startLimitMs} ms.`)));
  try {
    await raceAbort(ready.promise, signal);
    isReady = true;
  } catch (error) {
    await connection.close();
    throw error;
  } finally {
    limit.dispose();
  }
  return connection;
}

async function settledWithin(end: Promise<void>, clock: Clock): Promise<void> {
  const limit = new AbortController();
  await Promise.race([end, delay(clock, endLimitMs, limit.signal)]);
  limit.abort();
}

function connectionOf(port: MessagePort, end: () => Promise<void>): Connection {
  return {
    write: (bytes) => {
      // Moved to the other thread, so that the caller keeps the buffer.
      const copy = bytes.slice();
      port.postMessage(copy, [copy.buffer]);
      return Promise.resolve();
    },
    close: () => {
      port.close();
      return end();
    },
  };
}

function temporaryFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'viewfinder-flash-'));
}
