// A capture log as a port: opening it connects to the recorded camera, which shows what it showed then.
// Below: src-main/simulator/boards/openmv/replay. Address: "replay:FILE" or "replay:FILE?speed=max".

import { createReadStream } from 'node:fs';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import { Emitter, type Listen } from '../../../src-shared/lib/emitter.ts';
import { RecordingError } from '../../../src-shared/recording/recording-error.ts';
import type { ByteTransport } from '../api/byte-transport.ts';
import { TransportError } from '../api/transport-error.ts';
import type { DeviceStream } from '../../simulator/core/device-stream.ts';
import type { ReplaySpeed } from '../../simulator/boards/openmv/replay/playback.ts';
import { surveySession, type RecordedSession } from '../../simulator/boards/openmv/replay/recorded-session.ts';
import { ReplayCamera, type ReplayEnd } from '../../simulator/boards/openmv/replay/replay-camera.ts';
import { LifecycleTransport, type Connection, type ConnectionEvents } from '../api/lifecycle-transport.ts';
import { fromSystemError } from '../api/system-error.ts';

export interface ReplayOptions {
  readonly path: string;
  readonly speed: ReplaySpeed;
  readonly clock: Clock;
  /** Default "replay:PATH". */
  readonly name?: string;
}

export interface Replay {
  readonly transport: ByteTransport;
  /** All has been shown and taken. The camera stays: a script that is started shows it again. */
  readonly onEnd: Listen<ReplayEnd & Pick<RecordedSession, 'durationUs' | 'truncated'>>;
}

const pieceBytes = 256 * 1024;

/** Opening rejects with a TransportError where the file cannot be read, and with a RecordingError where it says nothing. */
export function createReplay({ path, speed, clock, name = `replay:${path}` }: ReplayOptions): Replay {
  const ended = new Emitter<ReplayEnd & Pick<RecordedSession, 'durationUs' | 'truncated'>>();
  const connect = async (events: ConnectionEvents, signal: AbortSignal): Promise<Connection> => {
    const session = await survey(path, name, signal);
    const line = new ReplayLine(events);
    const { durationUs, truncated } = session;
    const camera = new ReplayCamera({
      stream: line,
      clock,
      session,
      speed,
      onEnd: (end) => ended.emit({ ...end, durationUs, truncated }),
      onError: (cause) => events.ended(portLost(name, cause)),
    });
    return {
      write: (bytes) => {
        line.receive(bytes);
        return Promise.resolve();
      },
      close: () => {
        camera.dispose();
        line.close();
        return Promise.resolve();
      },
    };
  };
  return { transport: new LifecycleTransport(name, 'stream', connect), onEnd: ended.event };
}

async function survey(path: string, name: string, signal: AbortSignal): Promise<RecordedSession> {
  try {
    return await surveySession(() => createReadStream(path, { highWaterMark: pieceBytes }), signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof RecordingError) {
      throw new RecordingError(error.code, error.message, { cause: error, data: { ...error.data, path } });
    }
    throw fromSystemError(name, error, 'port-open-failed');
  }
}

function portLost(name: string, cause: Error): TransportError {
  return new TransportError('port-lost', 'The capture log can no longer be read.', { cause, data: { port: name } });
}

/** Both ends in one thread; bytes arrive in a later turn, never inside the call that sends them. */
class ReplayLine implements DeviceStream {
  readonly kind = 'stream';
  readonly #events: ConnectionEvents;
  readonly #toCamera = new Emitter<Uint8Array>();
  readonly onData = this.#toCamera.event;
  #toHost: Uint8Array[] = [];
  #closed = false;

  constructor(events: ConnectionEvents) {
    this.#events = events;
  }

  /** From the host, whose buffer it is. */
  receive(bytes: Uint8Array): void {
    const copy = new Uint8Array(bytes);
    setImmediate(() => {
      if (!this.#closed) this.#toCamera.emit(copy);
    });
  }

  write(bytes: Uint8Array<ArrayBuffer>): undefined {
    if (this.#toHost.length === 0) setImmediate(() => this.#flush());
    this.#toHost.push(bytes);
  }

  close(): void {
    this.#closed = true;
  }

  #flush(): void {
    const chunks = this.#toHost;
    this.#toHost = [];
    for (const chunk of chunks) if (!this.#closed) this.#events.data(chunk);
  }
}
