// A capture log as a session that can be shown any number of times. The log is read through once for what a camera has
// to know from the start; its frames are read again, a little ahead, while they are shown.

import { Opcode } from '../../../../../src-shared/openmv/constants.ts';
import { decodeCapabilities, type ChannelEntry } from '../../../../../src-shared/openmv/payloads.ts';
import { CaptureReader } from '../../../../../src-shared/recording/capture-reader.ts';
import { RecordingError } from '../../../../../src-shared/recording/recording-error.ts';
import type { SessionItem } from './session-item.ts';
import { SessionReader } from './session-reader.ts';

/** Reads the log from its beginning; called once for each pass. */
export type OpenLog = () => AsyncIterable<Uint8Array>;

export interface RecordedSession {
  /** Of requests about the camera itself: the first answer. */
  readonly answers: ReadonlyMap<number, Uint8Array>;
  readonly channels: readonly ChannelEntry[];
  /** Largest payload that the camera offered, bytes. */
  readonly maxPayload: number;
  /** A script ran already when the recording began. */
  readonly running: boolean;
  readonly frames: number;
  readonly textBytes: number;
  /** From the start of the log to the last thing shown. */
  readonly durationUs: number;
  /** The log is cut short or damaged; what is shown ends there. */
  readonly truncated: boolean;
  items(): AsyncIterable<SessionItem>;
}

/** Rejects with a RecordingError, and with what `openLog` fails with. */
export async function surveySession(openLog: OpenLog, signal?: AbortSignal): Promise<RecordedSession> {
  const answers = new Map<number, Uint8Array>();
  let channels: readonly ChannelEntry[] | undefined;
  let running: boolean | undefined;
  let frames = 0;
  let textBytes = 0;
  let durationUs = 0;
  const pass = new Pass(openLog);
  for await (const item of pass.items()) {
    signal?.throwIfAborted();
    durationUs = item.timeUs;
    if (item.kind === 'answer') {
      if (!answers.has(item.opcode)) answers.set(item.opcode, item.bytes);
    } else if (item.kind === 'channels') channels ??= item.entries;
    else if (item.kind === 'running') running ??= item.running;
    else if (item.kind === 'frame') frames++;
    else if (item.kind === 'text') textBytes += item.bytes.length;
  }
  const offer = answers.get(Opcode.protoGetCaps);
  if (offer === undefined || !answers.has(Opcode.sysInfo) || channels === undefined) {
    throw new RecordingError('nothing-to-replay', 'No camera answers in this capture log in OpenMV protocol V2.');
  }
  return {
    answers,
    channels,
    maxPayload: decodeCapabilities(offer).maxPayload,
    running: running ?? false,
    frames,
    textBytes,
    durationUs,
    truncated: pass.truncated,
    items: () => new Pass(openLog).items(),
  };
}

class Pass {
  readonly #openLog: OpenLog;
  truncated = false;

  constructor(openLog: OpenLog) {
    this.#openLog = openLog;
  }

  async *items(): AsyncGenerator<SessionItem> {
    let ready: SessionItem[] = [];
    const session = new SessionReader((item) => ready.push(item));
    const log = new CaptureReader((record) => session.push(record));
    for await (const chunk of this.#openLog()) {
      log.push(chunk);
      yield* ready;
      ready = [];
    }
    log.end();
    session.end();
    this.truncated = log.truncated;
    yield* ready;
  }
}
