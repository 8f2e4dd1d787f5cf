// Reads frames from a lane: a streamed HTTP response that repeats a header and its data, or a port that delivers one
// frame per message. Above: lane-player.ts. The bytes are described in contract/frame-lane.ts.

import { decodeLaneHeader, laneHeaderSize } from '../../../src-shared/contract/frame-lane.ts';
import type { ReceivedFrame } from './decoders/frame-decoder.ts';

/** Where a lane is read from. */
export type LaneSource =
  { readonly kind: 'http'; readonly url: string } | { readonly kind: 'port'; readonly port: MessagePort };

/** Reads a lane until it ends, breaks or `signal` aborts; never rejects. */
export type ReadLane = (
  source: LaneSource,
  onFrame: (frame: ReceivedFrame) => void,
  signal: AbortSignal,
) => Promise<void>;

export const readLane: ReadLane = (source, onFrame, signal) =>
  source.kind === 'http' ? readHttpLane(source.url, onFrame, signal) : readPortLane(source.port, onFrame, signal);

/** More than any camera sends; a lane that says more is broken. */
const maxFrameBytes = 256 * 1024 * 1024;

/** Puts frames together from chunks of any size; each byte is copied once, into the frame it belongs to. */
export class LaneAssembler {
  readonly #onFrame: (frame: ReceivedFrame) => void;
  readonly #headerBytes = new Uint8Array(laneHeaderSize);
  #headerFilled = 0;
  #frame: ReceivedFrame | undefined;
  #dataFilled = 0;

  constructor(onFrame: (frame: ReceivedFrame) => void) {
    this.#onFrame = onFrame;
  }

  /** Throws when the bytes are not a lane's. */
  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#frame === undefined) {
        const taken = Math.min(laneHeaderSize - this.#headerFilled, chunk.length - at);
        this.#headerBytes.set(chunk.subarray(at, at + taken), this.#headerFilled);
        this.#headerFilled += taken;
        at += taken;
        if (this.#headerFilled < laneHeaderSize) return;
        const header = decodeLaneHeader(this.#headerBytes);
        if (header === undefined || header.dataBytes > maxFrameBytes) throw new Error('The frame lane is broken.');
        this.#headerFilled = 0;
        this.#dataFilled = 0;
        this.#frame = { header, data: new Uint8Array(header.dataBytes) };
      }
      const { data } = this.#frame;
      const taken = Math.min(data.length - this.#dataFilled, chunk.length - at);
      data.set(chunk.subarray(at, at + taken), this.#dataFilled);
      this.#dataFilled += taken;
      at += taken;
      if (this.#dataFilled < data.length) return;
      const done = this.#frame;
      this.#frame = undefined;
      this.#onFrame(done);
    }
  }
}

/** Reads until the response ends, breaks or `signal` aborts; never rejects. */
export async function readHttpLane(
  url: string,
  onFrame: (frame: ReceivedFrame) => void,
  signal: AbortSignal,
): Promise<void> {
  const assembler = new LaneAssembler(onFrame);
  try {
    const response = await fetch(url, { signal, credentials: 'same-origin' });
    if (!response.ok || response.body === null) return;
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      assembler.push(value);
    }
  } catch {
    // The same as an end: the page receives `lane-ended` and asks the host for the reason.
  }
}

/** One message is one frame: header and data in one array of bytes. */
export function readPortLane(
  port: MessagePort,
  onFrame: (frame: ReceivedFrame) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const assembler = new LaneAssembler(onFrame);
    const end = (): void => {
      port.onmessage = null;
      port.close();
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
    port.addEventListener('close', end, { once: true });
    port.onmessage = (event: MessageEvent<unknown>) => {
      if (!(event.data instanceof Uint8Array)) return;
      try {
        assembler.push(event.data);
      } catch {
        end();
      }
    };
  });
}
