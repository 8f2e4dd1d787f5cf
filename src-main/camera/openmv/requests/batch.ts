// Requests that go out in one write and are answered in order; the unit of the link's queue.

import { abortError } from '../../../../src-shared/lib/abort.ts';
import { Deferred } from '../../../../src-shared/lib/deferred.ts';
import { headerSize } from '../../../../src-shared/openmv/constants.ts';
import { packetSize, sealPacket } from '../../../../src-shared/openmv/packet.ts';
import { isRepeatable, PendingRequest, Priority } from './link-request.ts';
import type { Answer, LinkRequest, RequestOptions } from './link-request.ts';

export class Batch {
  readonly pending: readonly PendingRequest[];
  readonly options: RequestOptions;
  readonly priority: Priority;
  readonly dueMs: number;
  readonly #deferred = new Deferred<Answer[]>();
  #stopListening: (() => void) | undefined;
  settled = false;
  /** Which of `pending` is being answered. */
  index = 0;
  /** The bytes sent, and where in them each request begins. */
  bytes: Uint8Array = new Uint8Array(0);
  starts: readonly number[] = [];
  firstSentMs = 0;
  /** Time of the last transmission, or of the last packet of an answer. */
  progressMs = 0;
  /** Times it went out with the same numbers. */
  transmissions = 0;
  /** Times it was begun again after a disturbance. */
  attempts = 0;

  constructor(requests: readonly LinkRequest[], options: RequestOptions, dueMs: number) {
    this.pending = requests.map((request) => new PendingRequest(request));
    this.options = options;
    this.priority = options.priority ?? Priority.channel;
    this.dueMs = dueMs;
    // A rejection before the caller awaits the answers (an abort, a lost port) must not count as unhandled.
    this.#deferred.promise.catch(() => {});
    const { signal } = options;
    if (signal === undefined) return;
    const onAbort = (): void => this.reject(abortError(signal));
    if (signal.aborted) onAbort();
    else {
      signal.addEventListener('abort', onAbort, { once: true });
      this.#stopListening = () => signal.removeEventListener('abort', onAbort);
    }
  }

  get answers(): Promise<Answer[]> {
    return this.#deferred.promise;
  }

  get current(): PendingRequest | undefined {
    return this.pending[this.index];
  }

  get repeatable(): boolean {
    if (this.pending.length > 1) return false;
    return (
      this.options.repeat === 'safe' ||
      (this.options.repeat === undefined && isRepeatable(this.pending[0]!.request.opcode))
    );
  }

  /**
   * Numbers the requests by the packets their answers will take, from `firstSeq` on, and writes them into one buffer.
   */
  encode(firstSeq: number, maxPayload: number, crc: boolean): void {
    let size = 0;
    for (const each of this.pending) size += packetSize(each.request.payload?.length ?? 0);
    const bytes = new Uint8Array(size);
    const starts: number[] = [];
    let at = 0;
    let seq = firstSeq;
    for (const each of this.pending) {
      const { channel, opcode, payload } = each.request;
      each.seq = seq;
      starts.push(at);
      if (payload !== undefined) bytes.set(payload, at + headerSize);
      at += sealPacket(bytes, at, { seq, channel, flags: 0, opcode }, payload?.length ?? 0, crc);
      seq = (seq + each.answerPackets(maxPayload)) & 0xff;
    }
    this.bytes = bytes;
    this.starts = starts;
  }

  /** Packets of all answers, when none is a refusal. */
  answerPackets(maxPayload: number): number {
    let packets = 0;
    for (const each of this.pending) packets += each.answerPackets(maxPayload);
    return packets;
  }

  restart(): void {
    this.index = 0;
    this.transmissions = 0;
    this.attempts++;
    for (const each of this.pending) each.restart();
  }

  resolve(): void {
    this.#settle();
    this.#deferred.resolve(this.pending.map((each) => each.answer!));
  }

  reject(error: Error): void {
    this.#settle();
    this.#deferred.reject(error);
  }

  #settle(): void {
    this.settled = true;
    this.#stopListening?.();
    this.#stopListening = undefined;
  }
}
