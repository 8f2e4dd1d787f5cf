// One question at a time outside the request queue: sends a packet and waits for the packet that answers it. Below: the
// packet writer. Above: synchronization.ts. The link hands in every packet that is not an event while it synchronizes.

import { abortError } from '../../../../src-shared/lib/abort.ts';
import type { Clock } from '../../../../src-shared/lib/clock.ts';
import { ChannelId } from '../../../../src-shared/openmv/constants.ts';
import type { ParsedPacket } from '../../../../src-shared/openmv/packet-parser.ts';
import { Watchdog } from '../../kit/watchdog.ts';
import type { PacketWriter } from './packet-writer.ts';

export interface Reply {
  readonly flags: number;
  readonly payload: Uint8Array;
}

export interface Expectation {
  readonly opcode: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Any other answer restarts the timeout, since it shows that the device is busy. */
  readonly keepWaiting?: boolean;
}

export interface Question extends Expectation {
  readonly seq: number;
  readonly payload?: Uint8Array;
  /** Default true. */
  readonly crc?: boolean;
}

interface Waiting {
  readonly expectation: Expectation;
  readonly resolve: (reply: Reply | undefined) => void;
}

const noBytes = new Uint8Array(0);

export class Handshake {
  readonly #writer: PacketWriter;
  readonly #timeout: Watchdog;
  #waiting: Waiting | undefined;

  constructor(clock: Clock, writer: PacketWriter) {
    this.#writer = writer;
    this.#timeout = new Watchdog(clock, () => this.#settle(undefined));
  }

  onPacket(packet: ParsedPacket): void {
    const expectation = this.#waiting?.expectation;
    if (expectation === undefined) return;
    if (packet.opcode === expectation.opcode) {
      const end = packet.payloadStart + packet.payloadLength;
      this.#settle({ flags: packet.flags, payload: packet.bytes.slice(packet.payloadStart, end) });
    } else if (expectation.keepWaiting === true) this.#timeout.set(expectation.timeoutMs);
  }

  /** Sends the question; resolves with undefined when no answer arrives in time. */
  ask(question: Question): Promise<Reply | undefined> {
    const reply = this.expect(question);
    const { seq, opcode, payload = noBytes, crc = true } = question;
    if (!question.signal.aborted) {
      void this.#writer.send({ seq, channel: ChannelId.transport, flags: 0, opcode }, payload, crc);
    }
    return reply;
  }

  /** The next packet with that opcode; undefined after the timeout. */
  expect(expectation: Expectation): Promise<Reply | undefined> {
    this.#settle(undefined);
    const { signal, timeoutMs } = expectation;
    if (signal.aborted) return Promise.reject(abortError(signal));
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        reject(abortError(signal));
        this.#settle(undefined);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting = {
        expectation,
        resolve: (reply) => {
          signal.removeEventListener('abort', onAbort);
          resolve(reply);
        },
      };
      this.#timeout.set(timeoutMs);
    });
  }

  dispose(): void {
    this.#timeout.dispose();
  }

  #settle(reply: Reply | undefined): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.#timeout.stop();
    waiting?.resolve(reply);
  }
}
