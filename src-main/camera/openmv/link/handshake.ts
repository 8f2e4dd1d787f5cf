// Putting numbers and capabilities right: the full synchronisation (SYNC, GET_CAPS, SET_CAPS; docs/protocol-v2.md §9.2)
// and the light one, which asks for the capabilities and learns the device's number from the answer or the refusal
// (§9.3). Under it: single packets. Over it: link.ts, which decides when, and hands in every packet that is not an
// event.

import { abortError } from '../../../../src-shared/lib/abort.ts';
import type { Clock } from '../../../../src-shared/lib/clock.ts';
import { Flag, minMaxPayload, Opcode } from '../../../../src-shared/openmv/constants.ts';
import type { PacketParser, ParsedPacket } from '../../../../src-shared/openmv/packet-parser.ts';
import { decodeCapabilities, encodeCapabilities, type Capabilities } from '../../../../src-shared/openmv/payloads.ts';
import { CameraError } from '../../camera-error.ts';
import {
  handshakeTimeoutMs,
  repeatCleanMs,
  repeatLossyMs,
  strayWatchMs,
  syncAttempts,
  syncRetryMs,
  syncTimeoutMs,
  type LinkSettings,
} from './link-settings.ts';
import { Watchdog } from '../../kit/watchdog.ts';

interface Reply {
  readonly flags: number;
  readonly payload: Uint8Array;
}

interface Expectation {
  readonly opcode: number;
  /** Any other answer shows that the device is at work: wait on. */
  readonly keepWaiting: boolean;
  readonly timeoutMs: number;
  readonly resolve: (reply: Reply | undefined) => void;
}

export interface HandshakeParts {
  readonly clock: Clock;
  readonly settings: LinkSettings;
  readonly parser: PacketParser;
  send(
    header: { seq: number; channel: number; flags: number; opcode: number },
    payload: Uint8Array,
    crc: boolean,
  ): Promise<void>;
  /** Looks for packets in what was taken for the payload of one that was cut off. */
  rescue(): void;
}

export interface SynchroniseOptions {
  /** Gives up after this long. */
  readonly limitMs: number;
  /** Waits for the first answers, when other than one second each. */
  readonly firstTimeoutsMs: readonly number[];
  readonly signal: AbortSignal | undefined;
  /** Whether anything came that only a camera sends. */
  readonly heard: () => boolean;
  /** The device is about to go back to its defaults. */
  readonly onDefaults: () => void;
}

export interface RelearnOptions {
  readonly capabilities: Capabilities;
  readonly lossy: boolean;
  /** The number the device is believed to expect; changes with every packet that comes. */
  readonly nextSeq: () => number;
  /** The number up to which everything was in order. */
  readonly baseSeq: number;
  /** How many packets the device may have counted since; more means that it has begun anew. */
  readonly allowance: number;
}

const noBytes = new Uint8Array(0);
/** Rounds in which the device answers, but not as it should. */
const maxOddRounds = 12;
const relearnAttempts = 6;
const relearnLargestMs = 500;
/** Above this a distance modulo 256 tells nothing. */
const largestAllowance = 200;

export class Handshake {
  readonly #parts: HandshakeParts;
  readonly #watchdog: Watchdog;
  #expectation: Expectation | undefined;
  #run = 0;

  constructor(parts: HandshakeParts) {
    this.#parts = parts;
    this.#watchdog = new Watchdog(parts.clock, () => this.#settle(undefined));
  }

  /** Ends what is under way; its promise resolves with undefined. */
  cancel(): void {
    this.#run++;
    this.#settle(undefined);
  }

  onPacket(packet: ParsedPacket): void {
    const expectation = this.#expectation;
    if (expectation === undefined) return;
    if (packet.opcode === expectation.opcode) {
      const end = packet.payloadStart + packet.payloadLength;
      this.#settle({ flags: packet.flags, payload: packet.bytes.slice(packet.payloadStart, end) });
    } else if (expectation.keepWaiting) this.#watchdog.set(expectation.timeoutMs);
  }

  /** Resolves with what was negotiated; afterwards the device expects number 2. Undefined when cancelled. */
  async synchronise(options: SynchroniseOptions): Promise<Capabilities | undefined> {
    const { clock, parser, settings } = this.#parts;
    const run = ++this.#run;
    const dueMs = clock.now() + options.limitMs;
    let oddRounds = 0;
    for (let attempt = 0; ; attempt++) {
      const leftMs = dueMs - clock.now();
      if (leftMs <= 1 || oddRounds > maxOddRounds) {
        throw noAnswer(options.heard(), options.limitMs);
      }
      const waitMs = options.firstTimeoutsMs[attempt] ?? (attempt < syncAttempts ? syncTimeoutMs : syncRetryMs);
      parser.reset();
      // A script's own transport may have checksums off by default; every third attempt listens for that.
      parser.crcEnabled = attempt % 3 !== 1;
      options.onDefaults();
      const reply = await this.#ask(
        Opcode.protoSync,
        0,
        noBytes,
        true,
        Math.min(waitMs, leftMs),
        false,
        options.signal,
      );
      if (run !== this.#run) return undefined;
      if (reply === undefined) continue;
      oddRounds++;
      if ((reply.flags & Flag.ack) === 0) continue;
      const strays = await this.#waitForStrays(run, options.signal);
      if (run !== this.#run) return undefined;
      if (strays) continue;
      const capabilities = await this.#negotiate(run, options.signal);
      if (run !== this.#run) return undefined;
      if (capabilities === undefined) continue;
      parser.crcEnabled = settings.crc;
      return capabilities;
    }
  }

  /**
   * True when the device still is in the session we know and its number is known again; false when it has begun anew
   * or does not answer. Undefined when cancelled.
   */
  async relearn(options: RelearnOptions): Promise<boolean | undefined> {
    const run = ++this.#run;
    const firstMs = options.lossy ? repeatLossyMs : repeatCleanMs;
    for (let attempt = 0; attempt < relearnAttempts; attempt++) {
      const timeoutMs = Math.min(relearnLargestMs, firstMs * 2 ** Math.max(0, attempt - (options.lossy ? 1 : 0)));
      const crc = options.capabilities.crc;
      const reply = await this.#ask(Opcode.protoGetCaps, options.nextSeq(), noBytes, crc, timeoutMs, true, undefined);
      // The numbers in the refusals that lie there are what the next attempt needs.
      if (reply === undefined && run === this.#run) this.#parts.rescue();
      if (run !== this.#run) return undefined;
      if (reply === undefined || (reply.flags & Flag.nak) !== 0 || reply.payload.length < 6) continue;
      const advanced = (options.nextSeq() - options.baseSeq) & 0xff;
      if (options.allowance < largestAllowance && advanced > options.allowance + attempt) return false;
      return sameCapabilities(decodeCapabilities(reply.payload), options.capabilities);
    }
    return false;
  }

  async #negotiate(run: number, signal: AbortSignal | undefined): Promise<Capabilities | undefined> {
    const { parser, settings } = this.#parts;
    const offer = await this.#ask(Opcode.protoGetCaps, 0, noBytes, true, handshakeTimeoutMs, false, signal);
    if (run !== this.#run || offer === undefined || offer.payload.length < 6) return undefined;
    const offered = decodeCapabilities(offer.payload);
    // No device means that; with less than the head of a write, writing would never come to an end.
    if (offered.maxPayload < minMaxPayload) return undefined;
    parser.crcEnabled = offered.crc;
    const wanted: Capabilities = {
      crc: settings.crc,
      seq: settings.seq,
      ack: settings.ack ?? false,
      events: settings.events,
      maxPayload: Math.max(minMaxPayload, Math.min(settings.maxPayload, offered.maxPayload)),
    };
    const payload = encodeCapabilities(wanted);
    const done = await this.#ask(Opcode.protoSetCaps, 1, payload, true, handshakeTimeoutMs, false, signal);
    return done !== undefined && (done.flags & Flag.ack) !== 0 ? wanted : undefined;
  }

  /**
   * A read that SYNC interrupted may go on after the SYNC answer, with the new numbers; it has to run out before
   * anything else is asked. The link acknowledges each piece.
   */
  async #waitForStrays(run: number, signal: AbortSignal | undefined): Promise<boolean> {
    let found = false;
    for (;;) {
      const stray = await this.#expect(Opcode.channelRead, strayWatchMs, false, signal);
      if (run !== this.#run || stray === undefined) return found;
      found = true;
    }
  }

  #ask(
    opcode: number,
    seq: number,
    payload: Uint8Array,
    crc: boolean,
    timeoutMs: number,
    keepWaiting: boolean,
    signal: AbortSignal | undefined,
  ): Promise<Reply | undefined> {
    const reply = this.#expect(opcode, timeoutMs, keepWaiting, signal);
    void this.#parts.send({ seq, channel: 0, flags: 0, opcode }, payload, crc);
    return reply;
  }

  #expect(
    opcode: number,
    timeoutMs: number,
    keepWaiting: boolean,
    signal: AbortSignal | undefined,
  ): Promise<Reply | undefined> {
    this.#settle(undefined);
    if (signal?.aborted === true) return Promise.reject(abortError(signal));
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#settle(undefined);
        reject(abortError(signal));
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#expectation = {
        opcode,
        keepWaiting,
        timeoutMs,
        resolve: (reply) => {
          signal?.removeEventListener('abort', onAbort);
          // The abort handler rejects first when it was the cause.
          if (signal?.aborted === true) reject(abortError(signal));
          else resolve(reply);
        },
      };
      this.#watchdog.set(timeoutMs);
    });
  }

  #settle(reply: Reply | undefined): void {
    const expectation = this.#expectation;
    this.#expectation = undefined;
    this.#watchdog.stop();
    expectation?.resolve(reply);
  }
}

function sameCapabilities(a: Capabilities, b: Capabilities): boolean {
  return (
    a.crc === b.crc && a.seq === b.seq && a.ack === b.ack && a.events === b.events && a.maxPayload === b.maxPayload
  );
}

function noAnswer(heardSomething: boolean, afterMs: number): CameraError {
  const facts = { request: Opcode.protoSync, afterMs };
  return heardSomething
    ? new CameraError('camera-silent', 'The camera sends, but does not answer.', { data: facts })
    : new CameraError('not-a-camera', 'Nothing on the port speaks the OpenMV protocol.', { data: facts });
}
