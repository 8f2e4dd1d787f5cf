// Limits of the link with their reasons (docs/protocol-v2.md §19.4), and what a caller may change.

export interface LinkSettings {
  readonly crc: boolean;
  readonly seq: boolean;
  /** undefined: off. The transports we open are lossless, or lose too much for a device that freezes at each loss. */
  readonly ack: boolean | undefined;
  readonly events: boolean;
  /** Largest payload to ask for; the device's own limit bounds it. Bytes. */
  readonly maxPayload: number;
  /** Repetitions of a safe request after a disturbance. */
  readonly maxRetry: number;
  /** Silence after which a request is given up and the link resynchronized, while no script runs. */
  readonly idleTimeoutMs: number;
  /** The same while a script runs: C code that does not poll (inference, file I/O) answers late. */
  readonly busyTimeoutMs: number;
  /** Silence after which the camera counts as gone. */
  readonly silenceLimitMs: number;
}

export const defaultLinkSettings: LinkSettings = {
  crc: true,
  seq: true,
  ack: undefined,
  events: true,
  maxPayload: 0xffff - 14,
  maxRetry: 3,
  idleTimeoutMs: 1000,
  busyTimeoutMs: 5000,
  silenceLimitMs: 10_000,
};

/** Timeout of one SYNC; three without an answer mean that there is no camera on the port. */
export const syncTimeoutMs = 1000;
export const syncAttempts = 3;
/** The first ones to a camera that has answered before. */
export const resyncTimeoutsMs: readonly number[] = [250, 500];
/** After the first three, a SYNC every two seconds. */
export const syncRetryMs = 2000;
/** Answers in the set-up of a session; the device is not busy then, so a longer silence is a loss. */
export const handshakeTimeoutMs = 300;
/** Stray fragments of an interrupted read follow the SYNC answer within this time (§9.2). */
export const strayWatchMs = 20;
/**
 * First repetition of an unanswered packet: on a clean link, after recent loss, and when the device itself repeats.
 */
export const repeatCleanMs = 100;
export const repeatLossyMs = 25;
export const repeatAckMs = 600;
export const repeatLargestMs = 1000;
/** Payloads above this are repeated late: the copies would fill the ring of a device that is only busy. */
export const smallPayloadBytes = 64;
/** Loss is remembered this long. */
export const lossMemoryMs = 5000;
/**
 * Between fragments: the device gives up a write after 1.5 s, and repeats after 0.5, 1 and 2 s what is not
 * acknowledged.
 */
export const fragmentTimeoutMs = 2000;
export const fragmentAckTimeoutMs = 2500;
/** The same after recent loss: the piece is lost rather than late. */
export const fragmentLossyMs = 500;
/** The same while something urgent waits behind it. */
export const fragmentUrgentMs = 250;
/** The device repeats an unacknowledged packet after 0.5 s; its next repetition is not waited for. */
export const ackUrgentMs = 600;
/** Pause behind STOP and EXEC unless stdin reports sooner. */
export const barrierMs = 30;
/** Whole life of a request, queueing and recovery included. */
export const requestLimitMs = 15_000;

/** Bytes of one packet follow each other without a longer pause than this. */
export const packetGapMs = 20;
