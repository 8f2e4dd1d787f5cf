// Brings host and device to the same numbers and capabilities: the full synchronization (SYNC, GET_CAPS, SET_CAPS;
// docs/protocol-v2.md §9.2) and the light one, which asks for the capabilities and learns the device's number from the
// answer or the refusal (§9.3). Below: handshake.ts. Above: recovery.ts, which decides when. Both end when `signal` aborts.

import type { Clock } from '../../../../src-shared/lib/clock.ts';
import { Flag, minMaxPayload, Opcode } from '../../../../src-shared/openmv/constants.ts';
import { decodeCapabilities, encodeCapabilities, type Capabilities } from '../../../../src-shared/openmv/payloads.ts';
import { CameraError } from '../../camera-error.ts';
import type { Handshake } from './handshake.ts';
import * as limits from './link-settings.ts';
import type { LinkState } from './link-state.ts';
import type { Receiver } from './receiver.ts';
import type { ReorderWindow } from './reorder-window.ts';
import type { ReplyTimeouts } from './reply-timeouts.ts';

export interface SynchronizationParts {
  readonly clock: Clock;
  readonly state: LinkState;
  readonly receiver: Receiver;
  readonly timeouts: ReplyTimeouts;
  readonly handshake: Handshake;
  /** Only for transports that may reorder packets. */
  readonly reorder: ReorderWindow | undefined;
}

export interface SynchronizeOptions {
  /** Gives up after this long. */
  readonly limitMs: number;
  /** Timeouts of the first attempts, if other than one second each. */
  readonly firstTimeoutsMs: readonly number[];
  readonly signal: AbortSignal;
}

export type Relearned =
  /** The device is in the known session, and its number is known again. */
  | 'same-session'
  /** It has begun a new session by itself, or another host has. */
  | 'restarted'
  | 'silent';

/** Attempts that the device answers with something unexpected. */
const maxUnexpectedAnswers = 12;
const relearnAttempts = 6;
const relearnLargestMs = 500;
/** A larger distance modulo 256 is meaningless. */
const largestAllowance = 200;

export class Synchronization {
  readonly #parts: SynchronizationParts;

  constructor(parts: SynchronizationParts) {
    this.#parts = parts;
  }

  /**
   * Negotiates a new session; afterwards the device expects number 2. Rejects with `not-a-camera` when nothing on the port
   * speaks the protocol, with `camera-silent` when something did before.
   */
  async synchronize({ limitMs, firstTimeoutsMs, signal }: SynchronizeOptions): Promise<void> {
    const { clock, state, handshake, reorder } = this.#parts;
    const { parser } = this.#parts.receiver;
    const dueMs = clock.now() + limitMs;
    let unexpected = 0;
    for (let attempt = 0; ; attempt++) {
      signal.throwIfAborted();
      const leftMs = dueMs - clock.now();
      if (leftMs <= 1 || unexpected > maxUnexpectedAnswers) {
        throw noAnswer(state.heard, limitMs, this.#parts.receiver.receivedBytes);
      }
      const usualMs = attempt < limits.syncAttempts ? limits.syncTimeoutMs : limits.syncRetryMs;
      const timeoutMs = Math.min(firstTimeoutsMs[attempt] ?? usualMs, leftMs);
      parser.reset();
      // A script's own transport may have checksums off by default; every third attempt listens for that.
      parser.crcEnabled = attempt % 3 !== 1;
      state.forgetCapabilities();
      reorder?.restart();
      const reply = await handshake.ask({ opcode: Opcode.protoSync, seq: 0, timeoutMs, signal });
      if (reply === undefined) continue;
      unexpected++;
      if ((reply.flags & Flag.ack) === 0 || (await this.#hadStrays(signal))) continue;
      const capabilities = await this.#negotiate(signal);
      if (capabilities === undefined) continue;
      signal.throwIfAborted();
      parser.crcEnabled = capabilities.crc;
      state.agreeOn(capabilities);
      return;
    }
  }

  /** Asks for the device's number. `allowance` is how many packets it may have counted since the confirmed number. */
  async relearn(known: Capabilities, allowance: number, signal: AbortSignal): Promise<Relearned> {
    const { state, handshake, receiver } = this.#parts;
    const { lossy } = this.#parts.timeouts;
    const firstMs = lossy ? limits.repeatLossyMs : limits.repeatCleanMs;
    for (let attempt = 0; attempt < relearnAttempts; attempt++) {
      const timeoutMs = Math.min(relearnLargestMs, firstMs * 2 ** Math.max(0, attempt - (lossy ? 1 : 0)));
      const reply = await handshake.ask({
        opcode: Opcode.protoGetCaps,
        seq: state.expectedSeq,
        crc: known.crc,
        timeoutMs,
        keepWaiting: true,
        signal,
      });
      // Refusals among the bytes of a packet that was cut off carry the number that the next attempt needs.
      if (reply === undefined) receiver.rescue();
      if (reply === undefined || (reply.flags & Flag.nak) !== 0 || reply.payload.length < 6) continue;
      const advanced = (state.expectedSeq - state.confirmedSeq) & 0xff;
      if (allowance < largestAllowance && advanced > allowance + attempt) return 'restarted';
      return sameCapabilities(decodeCapabilities(reply.payload), known) ? 'same-session' : 'restarted';
    }
    return 'silent';
  }

  async #negotiate(signal: AbortSignal): Promise<Capabilities | undefined> {
    const { state, handshake, receiver } = this.#parts;
    const timeoutMs = limits.handshakeTimeoutMs;
    const offer = await handshake.ask({ opcode: Opcode.protoGetCaps, seq: 0, timeoutMs, signal });
    if (offer === undefined || offer.payload.length < 6) return undefined;
    const offered = decodeCapabilities(offer.payload);
    // No device means that; with less than the head of a write, writing would never end.
    if (offered.maxPayload < minMaxPayload) return undefined;
    receiver.parser.crcEnabled = offered.crc;
    const { crc, seq, ack = false, events, maxPayload } = state.settings;
    const wanted: Capabilities = {
      crc,
      seq,
      ack,
      events,
      maxPayload: Math.max(minMaxPayload, Math.min(maxPayload, offered.maxPayload)),
    };
    const payload = encodeCapabilities(wanted);
    const done = await handshake.ask({ opcode: Opcode.protoSetCaps, seq: 1, payload, timeoutMs, signal });
    return done !== undefined && (done.flags & Flag.ack) !== 0 ? wanted : undefined;
  }

  /**
   * A read that SYNC interrupted may continue after the SYNC answer, with the new numbers; it has to end before anything
   * else is asked. The link acknowledges each piece.
   */
  async #hadStrays(signal: AbortSignal): Promise<boolean> {
    const { handshake } = this.#parts;
    const stray = { opcode: Opcode.channelRead, timeoutMs: limits.strayWatchMs, signal };
    for (let found = false; ; found = true) {
      if ((await handshake.expect(stray)) === undefined) return found;
    }
  }
}

function sameCapabilities(a: Capabilities, b: Capabilities): boolean {
  return (
    a.crc === b.crc && a.seq === b.seq && a.ack === b.ack && a.events === b.events && a.maxPayload === b.maxPayload
  );
}

function noAnswer(heard: boolean, afterMs: number, receivedBytes: number): CameraError {
  const data = { request: Opcode.protoSync, afterMs };
  return heard
    ? new CameraError('camera-silent', 'The camera sends, but does not answer.', { data })
    : new CameraError('not-a-camera', 'Nothing on the port speaks the OpenMV protocol.', {
        data: receivedBytes === 0 ? data : { ...data, receivedBytes },
      });
}
