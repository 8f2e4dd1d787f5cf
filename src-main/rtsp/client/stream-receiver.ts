// Packets of one stream into frames or audio: order, payload format, access units, and the figures that receiver reports
// and the viewer show.

import { concatBytes } from '../../../src-shared/lib/bytes.ts';
import { AccessUnitAssembler } from '../../../src-shared/media/access-units.ts';
import { decodeG711, type G711Law } from '../../../src-shared/media/g711.ts';
import { JpegDepacketizer } from '../../../src-shared/media/jpeg-rtp.ts';
import { MediaError } from '../../../src-shared/media/media-error.ts';
import { h264, h265 } from '../../../src-shared/media/nal.ts';
import { NalDepacketizer } from '../../../src-shared/media/nal-depacketizer.ts';
import { PacketOrder } from '../../../src-shared/media/packet-order.ts';
import { decodeRtcp, encodeDescription, encodeReceiverReport } from '../../../src-shared/media/rtcp.ts';
import { decodeRtpPacket, type RtpPacket } from '../../../src-shared/media/rtp-packet.ts';
import type { MediaStream } from '../../../src-shared/media/sdp.ts';

/** One frame of a stream. */
export interface ReceivedFrame {
  readonly encoding: 'h264' | 'h265' | 'jpeg';
  /** Annex B or a JPEG file; owned by the receiver. */
  readonly data: Uint8Array;
  readonly keyFrame: boolean;
  /** In ticks of 90 kHz; 32 bits. */
  readonly timestamp: number;
  /** The sender's wall clock, in milliseconds since 1970; undefined before its first report. */
  readonly senderTimeMs: number | undefined;
  /** Frames that were dropped since the previous one. */
  readonly droppedBefore: number;
}

export interface ReceiverSink {
  frame(frame: ReceivedFrame): void;
  /** 16-bit samples, 8 kHz, mono. */
  audio(samples: Int16Array): void;
}

export interface StreamFigures {
  readonly packets: number;
  readonly bytes: number;
  readonly lostPackets: number;
  readonly frames: number;
  readonly droppedFrames: number;
  /** Milliseconds. */
  readonly jitterMs: number;
  /** Frames from one key frame to the next; undefined before the second. */
  readonly keyFrameDistance: number | undefined;
}

export interface StreamReceiverOptions {
  readonly stream: MediaStream;
  /** Packets to wait for a late one: 0 where the transport keeps the order. */
  readonly reorderWindow: number;
  /** Hand out damaged frames; default false. */
  readonly keepDamaged?: boolean;
  readonly sink: ReceiverSink;
}

export class StreamReceiver {
  readonly stream: MediaStream;
  readonly #order: PacketOrder;
  readonly #sink: ReceiverSink;
  #take: (packet: RtpPacket) => void = () => {};
  #gap: () => void = () => {};
  #ssrc = 0;
  #bytes = 0;
  #frames = 0;
  #dropped = 0;
  #droppedBefore = 0;
  #sinceKeyFrame = 0;
  #keyFrameDistance: number | undefined;
  #senderReport: { wallClockMs: number; rtpTimestamp: number; ntpMiddle: number; arrivedAtMs: number } | undefined;
  #reported = { received: 0, lost: 0 };

  constructor({ stream, reorderWindow, keepDamaged = false, sink }: StreamReceiverOptions) {
    this.stream = stream;
    this.#sink = sink;
    this.#order = new PacketOrder(
      { window: reorderWindow, clockRate: stream.clockRate },
      { packet: (packet) => this.#take(packet), gap: () => this.#gap() },
    );
    const { encoding } = stream;
    if (encoding === 'h264' || encoding === 'h265') this.#receiveVideo(encoding, keepDamaged);
    else if (encoding === 'jpeg') this.#receiveJpeg();
    else this.#receiveAudio(encoding);
  }

  get figures(): StreamFigures {
    const { received, lost, jitter } = this.#order;
    return {
      packets: received,
      bytes: this.#bytes,
      lostPackets: lost,
      frames: this.#frames,
      droppedFrames: this.#dropped,
      jitterMs: (jitter * 1000) / this.stream.clockRate,
      keyFrameDistance: this.#keyFrameDistance,
    };
  }

  /** A packet of the stream; bytes that are not one are ignored, as any socket may receive them. */
  rtp(bytes: Uint8Array, arrivedAtMs: number): void {
    const packet = ignoreUnreadable(() => decodeRtpPacket(bytes));
    if (packet === undefined || packet.payloadType !== this.stream.payloadType) return;
    this.#ssrc = packet.ssrc;
    this.#bytes += bytes.length;
    // A copy: packets can wait in the window, and the transport reuses its buffer.
    this.#order.push({ ...packet, payload: packet.payload.slice() }, arrivedAtMs);
  }

  rtcp(bytes: Uint8Array, arrivedAtMs: number): void {
    for (const packet of ignoreUnreadable(() => decodeRtcp(bytes)) ?? []) {
      if (packet.kind === 'sender-report') this.#senderReport = { ...packet, arrivedAtMs };
    }
  }

  /** A receiver report of this stream. */
  report(ownSsrc: number, nowMs: number): Uint8Array {
    const { received, lost, jitter, highestSequence = 0 } = this.#order;
    const expectedSince = received + lost - this.#reported.received - this.#reported.lost;
    const lostSince = lost - this.#reported.lost;
    this.#reported = { received, lost };
    const report = encodeReceiverReport(ownSsrc, [
      {
        ssrc: this.#ssrc,
        fractionLost: expectedSince > 0 ? Math.floor((256 * lostSince) / expectedSince) : 0,
        packetsLost: lost,
        highestSequence,
        jitter,
        lastSenderReport: this.#senderReport?.ntpMiddle ?? 0,
        delaySinceSenderReport:
          this.#senderReport === undefined ? 0 : Math.round((nowMs - this.#senderReport.arrivedAtMs) * 65.536),
      },
    ]);
    const name = encodeDescription(ownSsrc, 'viewfinder');
    return concatBytes(report, name);
  }

  #receiveVideo(encoding: 'h264' | 'h265', keepDamaged: boolean): void {
    const codec = encoding === 'h264' ? h264 : h265;
    const assembler = new AccessUnitAssembler(codec, {
      parameterSets: this.stream.parameterSets,
      keepDamaged,
      onUnit: ({ data, keyFrame, timestamp }) => this.#deliver(encoding, { data, keyFrame, timestamp }),
      onDropped: () => this.#countDropped(),
    });
    let timestamp = 0;
    const depacketizer = new NalDepacketizer(codec, {
      unit: (nal) => assembler.push(nal, timestamp),
      damaged: () => assembler.gap(),
    });
    this.#take = (packet) => {
      timestamp = packet.timestamp;
      depacketizer.push(packet.payload);
      if (packet.marker) assembler.mark();
    };
    this.#gap = () => {
      depacketizer.gap();
      assembler.gap();
    };
  }

  #receiveJpeg(): void {
    const depacketizer = new JpegDepacketizer({
      frame: (data, timestamp) => this.#deliver('jpeg', { data, keyFrame: true, timestamp }),
      dropped: () => this.#countDropped(),
    });
    this.#take = ({ payload, timestamp, marker }) => depacketizer.push(payload, timestamp, marker);
    this.#gap = () => depacketizer.gap();
  }

  #receiveAudio(law: G711Law): void {
    this.#take = ({ payload }) => this.#sink.audio(decodeG711(law, payload));
  }

  #deliver(
    encoding: ReceivedFrame['encoding'],
    frame: { readonly data: Uint8Array; readonly keyFrame: boolean; readonly timestamp: number },
  ): void {
    this.#frames++;
    if (frame.keyFrame) {
      if (this.#sinceKeyFrame > 0) this.#keyFrameDistance = this.#sinceKeyFrame;
      this.#sinceKeyFrame = 0;
    }
    this.#sinceKeyFrame++;
    const droppedBefore = this.#droppedBefore;
    this.#droppedBefore = 0;
    this.#sink.frame({ encoding, ...frame, senderTimeMs: this.#senderTime(frame.timestamp), droppedBefore });
  }

  #countDropped(): void {
    this.#dropped++;
    this.#droppedBefore++;
  }

  #senderTime(timestamp: number): number | undefined {
    if (this.#senderReport === undefined) return undefined;
    // The difference of two 32-bit counters, as a signed number.
    const ticks = (timestamp - this.#senderReport.rtpTimestamp) | 0;
    return this.#senderReport.wallClockMs + (ticks * 1000) / this.stream.clockRate;
  }
}

function ignoreUnreadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof MediaError) return undefined;
    throw error;
  }
}
