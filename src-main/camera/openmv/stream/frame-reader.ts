// Reads one frame from the stream channel, by the sequence of requests that the device and the link allow
// (docs/protocol-v2.md §12.9, §24.6). Below: the link. Above: frame-pump.ts, which decides when.
//
//   reference  LOCK · SIZE · READ · UNLOCK            four trips, what every client does
//   locked     LOCK+SIZE · READ+UNLOCK                two trips; the lock interval allows 91 a second
//   lock-free  SIZE · READ+release                    a waiting frame cannot be overwritten until it is released
//   one-trip   READ+release                           for frames of one size; the header shows if the size was wrong
//
// Requests joined with "+" go out in one write. Nothing is joined behind a READ on a lossy link (the frame
// would be released before the lost part was fetched) or when the device waits for acknowledgements (§24.5).

import { ChannelId, Opcode, Status, StreamIoctl } from '../../../../src-shared/openmv/constants.ts';
import {
  decodeWord,
  encodeIoctlRequest,
  encodeReadRequest,
  encodeWords,
} from '../../../../src-shared/openmv/payloads.ts';
import type { Link } from '../link/link.ts';
import { Priority, type Answer, type LinkRequest, type RequestOptions } from '../requests/link-request.ts';

/**
 * How a frame is read, from safe to fast: `reference` and `locked` lock it, `lock-free` reads the size first, `one-trip`
 * assumes the size of the frame before.
 */
export type ReadSequence = 'reference' | 'locked' | 'lock-free' | 'one-trip';

/** `empty`: no frame waits. `busy`: ask again soon. `broken`: the frame is unusable and was released. */
export type ReadOutcome =
  { readonly kind: 'frame'; readonly bytes: Uint8Array<ArrayBuffer> } | { readonly kind: 'empty' | 'busy' | 'broken' };

const channel = ChannelId.stream;
const lock: LinkRequest = { opcode: Opcode.channelLock, channel };
const unlock: LinkRequest = { opcode: Opcode.channelUnlock, channel };
const size: LinkRequest = { opcode: Opcode.channelSize, channel };
/** STREAM_CTRL(1) frees the buffer and forgets who had it last. */
const release: LinkRequest = {
  opcode: Opcode.channelIoctl,
  channel,
  payload: encodeIoctlRequest(StreamIoctl.ctrl, encodeWords([1])),
};
const options: RequestOptions = { priority: Priority.frame, repeat: 'safe' };

const empty: ReadOutcome = { kind: 'empty' };
const busy: ReadOutcome = { kind: 'busy' };
const broken: ReadOutcome = { kind: 'broken' };

const smallestFrameBytes = 21;
/** The largest buffer of a device is 1 MB; a size far beyond it is damage and would only cost memory. */
const largestFrameBytes = 64 * 1024 * 1024;
const fillRounds = 8;

export class FrameReader {
  readonly #link: Link;
  /** Counts the times that the buffer was emptied elsewhere. */
  #emptied = 0;

  constructor(link: Link) {
    this.#link = link;
  }

  /** The buffer was emptied, by STREAM_CTRL or by a restart: the data that is read now belongs to another frame. */
  noteEmptied(): void {
    this.#emptied++;
  }

  get #mayChain(): boolean {
    return !this.#link.acknowledges && !this.#link.lossy;
  }

  /** One trip needs a size to ask for, and nothing that forbids to chain. */
  possible(wanted: ReadSequence, expectedBytes: number): ReadSequence {
    return wanted === 'one-trip' && (expectedBytes === 0 || !this.#mayChain) ? 'lock-free' : wanted;
  }

  /** `expectedBytes`: how much one-trip reads, the size of the last frame with its header. */
  read(sequence: ReadSequence, expectedBytes: number): Promise<ReadOutcome> {
    if (sequence === 'reference') return this.#readReference();
    if (sequence === 'locked') return this.#readLocked();
    if (sequence === 'one-trip') return this.#readOneTrip(expectedBytes);
    return this.#readLockFree();
  }

  /** Gives the buffer back whatever state it is in; the device then fills it again. */
  async release(): Promise<void> {
    await this.#link.request(release, options);
  }

  /** Whether a frame waits. */
  async size(): Promise<number> {
    return sizeOf(await this.#link.request(size, options));
  }

  async #readReference(): Promise<ReadOutcome> {
    const locked = await this.#link.request(lock, options);
    if (locked.status !== Status.success) return busy;
    let outcome: ReadOutcome = empty;
    try {
      const length = await this.size();
      if (length >= smallestFrameBytes) outcome = await this.#readWhole(length);
    } finally {
      await this.#link.request(unlock, options);
    }
    return outcome;
  }

  async #readLocked(): Promise<ReadOutcome> {
    const [locked, sized] = await this.#link.batch([lock, size], options);
    if (locked!.status !== Status.success) return busy;
    const length = sizeOf(sized!);
    if (length < smallestFrameBytes || length > largestFrameBytes) {
      await this.#link.request(unlock, options);
      return length < smallestFrameBytes ? empty : broken;
    }
    return this.#readAndEnd(length, unlock);
  }

  async #readLockFree(): Promise<ReadOutcome> {
    const length = await this.size();
    if (length === 0) return empty;
    if (length < smallestFrameBytes || length > largestFrameBytes) {
      await this.release();
      return broken;
    }
    return this.#readAndEnd(length, release);
  }

  async #readOneTrip(length: number): Promise<ReadOutcome> {
    const bytes = new Uint8Array(length);
    const [answer] = await this.#link.batch([readRequest(0, length, bytes), release], options);
    if (answer!.status !== Status.success) return empty;
    return answer!.missing.length === 0 ? { kind: 'frame', bytes } : broken;
  }

  async #readAndEnd(length: number, end: LinkRequest): Promise<ReadOutcome> {
    if (this.#mayChain) {
      const bytes = new Uint8Array(length);
      const [answer] = await this.#link.batch([readRequest(0, length, bytes), end], options);
      if (answer!.status !== Status.success || answer!.missing.length > 0) return broken;
      return { kind: 'frame', bytes };
    }
    const outcome = await this.#readWhole(length);
    await this.#link.request(end, options);
    return outcome;
  }

  /** Reads without releasing; lost pieces are read again, since the frame stays until it is released. */
  async #readWhole(length: number): Promise<ReadOutcome> {
    if (length > largestFrameBytes) return broken;
    const emptied = this.#emptied;
    const bytes = new Uint8Array(length);
    const answer = await this.#link.request(readRequest(0, length, bytes), options);
    if (answer.status !== Status.success || answer.data.length !== length) return broken;
    const holes = [...answer.missing];
    for (let round = 0; holes.length > 0; round++) {
      if (round === fillRounds + answer.missing.length) return broken;
      const { start, end } = holes.pop()!;
      const part = await this.#link.request(readRequest(start, end - start, bytes.subarray(start, end)), options);
      if (part.status !== Status.success || part.data.length !== end - start || emptied !== this.#emptied)
        return broken;
      for (const hole of part.missing) holes.push({ start: start + hole.start, end: start + hole.end });
    }
    return { kind: 'frame', bytes };
  }
}

function readRequest(offset: number, length: number, target: Uint8Array): LinkRequest {
  const payload = encodeReadRequest(offset, length);
  return { opcode: Opcode.channelRead, channel, payload, read: { length, target, fixedPieces: true } };
}

function sizeOf(answer: Answer): number {
  return answer.status === Status.success && answer.data.length >= 4 ? decodeWord('size', answer.data) : 0;
}
