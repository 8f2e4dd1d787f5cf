// One stream on its way to one client: numbers, time stamps and reports are the client's own, so that a slow client loses
// frames alone. Overflow rule: beyond the limit of unsent bytes all frames up to the next key frame are dropped.

import { concatBytes } from '../../../src-shared/lib/bytes.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import type { Disposable } from '../../../src-shared/lib/disposable.ts';
import { encodeDescription, encodeSenderReport } from '../../../src-shared/media/rtcp.ts';
import { encodeRtpPacket } from '../../../src-shared/media/rtp-packet.ts';
import type { PacketizedFrame, ServedStream } from './served-stream.ts';

/** Where a track's packets go. */
export interface PacketSink {
  /** Bytes that were written but not sent. */
  readonly unsentBytes: number;
  sendRtp(packet: Uint8Array): void;
  sendRtcp(packet: Uint8Array): void;
}

export interface ClientTrackOptions {
  readonly stream: ServedStream;
  readonly sink: PacketSink;
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  /** 32 random bits. */
  readonly randomWord: () => number;
}

/** Half a second of a 16 Mbit/s stream. */
const maxUnsentBytes = 1024 * 1024;
const senderReportMs = 5000;

export class ClientTrack implements Disposable {
  readonly ssrc: number;
  readonly #options: ClientTrackOptions;
  readonly #timestampOffset: number;
  #sequence: number;
  #needsKeyFrame = true;
  #lastTimestamp = 0;
  #packets = 0;
  #octets = 0;
  #isPlaying = false;
  #reportTimer: Disposable | undefined;
  #stopListening: (() => void) | undefined;
  droppedFrames = 0;

  constructor(options: ClientTrackOptions) {
    this.#options = options;
    this.ssrc = options.randomWord();
    this.#timestampOffset = options.randomWord();
    this.#sequence = options.randomWord() & 0xffff;
  }

  get stream(): ServedStream {
    return this.#options.stream;
  }

  /** Sequence number of the next packet, for RTP-Info. */
  get nextSequence(): number {
    return this.#sequence;
  }

  play(): void {
    if (this.#isPlaying) return;
    this.#isPlaying = true;
    this.#needsKeyFrame = true;
    this.#stopListening = this.stream.listen((frame) => this.#send(frame));
    this.#scheduleReport();
  }

  pause(): void {
    this.#isPlaying = false;
    this.#stopListening?.();
    this.#reportTimer?.dispose();
  }

  dispose(): void {
    this.pause();
  }

  #send(frame: PacketizedFrame): void {
    if (this.#options.sink.unsentBytes > maxUnsentBytes) this.#needsKeyFrame = true;
    if (this.#needsKeyFrame && (!frame.keyFrame || this.#options.sink.unsentBytes > maxUnsentBytes)) {
      this.droppedFrames++;
      return;
    }
    this.#needsKeyFrame = false;
    const timestamp = (frame.timestamp + this.#timestampOffset) >>> 0;
    const last = frame.payloads.length - 1;
    frame.payloads.forEach((payload, index) =>
      this.#sendPacket(payload, timestamp, !this.stream.isAudio && index === last),
    );
    const isFirst = this.#packets === frame.payloads.length;
    this.#lastTimestamp = timestamp;
    if (isFirst) this.#report();
  }

  #sendPacket(payload: Uint8Array, timestamp: number, marker: boolean): void {
    const { payloadType } = this.stream;
    const packet = { payloadType, marker, sequence: this.#sequence, timestamp, ssrc: this.ssrc, payload };
    this.#options.sink.sendRtp(encodeRtpPacket(packet));
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#packets++;
    this.#octets += payload.length;
  }

  #scheduleReport(): void {
    this.#reportTimer = this.#options.clock.after(senderReportMs, () => {
      if (this.#packets > 0) this.#report();
      this.#scheduleReport();
    });
  }

  #report(): void {
    const report = encodeSenderReport({
      ssrc: this.ssrc,
      wallClockMs: this.#options.wallClock(),
      rtpTimestamp: this.#lastTimestamp,
      packetCount: this.#packets,
      octetCount: this.#octets,
    });
    const name = encodeDescription(this.ssrc, 'viewfinder');
    this.#options.sink.sendRtcp(concatBytes(report, name));
  }
}
