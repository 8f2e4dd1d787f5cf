// RTCP (RFC 3550, section 6): the sender reports that relate RTP time to wall-clock time, and the receiver reports that keep
// a session alive.

import { MediaError } from './media-error.ts';

const packetType = { senderReport: 200, receiverReport: 201, description: 202, bye: 203 } as const;
const version = 0x80;
/** Seconds from 1900 (NTP) to 1970. */
const ntpEpochOffsetS = 2_208_988_800;

/** What a receiver reports about one source (RFC 3550, section 6.4.1). */
export interface ReceptionReport {
  readonly ssrc: number;
  /** Lost since the last report, in 1/256. */
  readonly fractionLost: number;
  /** Since the beginning; 24 bits. */
  readonly packetsLost: number;
  readonly highestSequence: number;
  /** In ticks of the format's clock. */
  readonly jitter: number;
  /** Middle 32 bits of the last sender report's time; 0 before the first. */
  readonly lastSenderReport: number;
  /** Since that report, in 1/65536 s. */
  readonly delaySinceSenderReport: number;
}

export interface SenderReport {
  readonly kind: 'sender-report';
  readonly ssrc: number;
  /** Milliseconds since 1970. */
  readonly wallClockMs: number;
  /** Middle 32 bits of the NTP time, to be returned in receiver reports. */
  readonly ntpMiddle: number;
  readonly rtpTimestamp: number;
  readonly packetCount: number;
  readonly octetCount: number;
}

export type RtcpPacket =
  | SenderReport
  | { readonly kind: 'receiver-report'; readonly ssrc: number; readonly reports: readonly ReceptionReport[] }
  | { readonly kind: 'bye'; readonly ssrc: number }
  | { readonly kind: 'other'; readonly type: number };

const reportSize = 24;

export function encodeReceiverReport(ssrc: number, reports: readonly ReceptionReport[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8 + reportSize * reports.length);
  const view = new DataView(bytes.buffer);
  writeHeader(view, reports.length, packetType.receiverReport);
  view.setUint32(4, ssrc >>> 0);
  reports.forEach((report, index) => {
    const at = 8 + reportSize * index;
    view.setUint32(at, report.ssrc >>> 0);
    view.setUint32(at + 4, ((report.fractionLost & 0xff) << 24) | (report.packetsLost & 0xff_ffff));
    view.setUint32(at + 8, report.highestSequence >>> 0);
    view.setUint32(at + 12, report.jitter >>> 0);
    view.setUint32(at + 16, report.lastSenderReport >>> 0);
    view.setUint32(at + 20, report.delaySinceSenderReport >>> 0);
  });
  return bytes;
}

export function encodeSenderReport(report: Omit<SenderReport, 'kind' | 'ntpMiddle'>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(28);
  const view = new DataView(bytes.buffer);
  writeHeader(view, 0, packetType.senderReport);
  const seconds = report.wallClockMs / 1000 + ntpEpochOffsetS;
  view.setUint32(4, report.ssrc >>> 0);
  view.setUint32(8, Math.floor(seconds) >>> 0);
  view.setUint32(12, Math.floor((seconds % 1) * 2 ** 32) >>> 0);
  view.setUint32(16, report.rtpTimestamp >>> 0);
  view.setUint32(20, report.packetCount >>> 0);
  view.setUint32(24, report.octetCount >>> 0);
  return bytes;
}

/** SDES with a canonical name; every compound packet carries one. */
export function encodeDescription(ssrc: number, name: string): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(name).subarray(0, 255);
  // At least one NUL ends the list of items, and the chunk ends at a word.
  const size = 8 + 4 * Math.ceil((2 + text.length + 1) / 4);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  writeHeader(view, 1, packetType.description);
  view.setUint32(4, ssrc >>> 0);
  view.setUint8(8, 1);
  view.setUint8(9, text.length);
  bytes.set(text, 10);
  return bytes;
}

export function encodeBye(ssrc: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  writeHeader(view, 1, packetType.bye);
  view.setUint32(4, ssrc >>> 0);
  return bytes;
}

function writeHeader(view: DataView, count: number, type: number): void {
  view.setUint8(0, version | count);
  view.setUint8(1, type);
  view.setUint16(2, view.byteLength / 4 - 1);
}

/** The packets of a compound packet. Throws `bad-rtp-packet`. */
export function decodeRtcp(bytes: Uint8Array): RtcpPacket[] {
  const packets: RtcpPacket[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length;) {
    const size = bytes.length < at + 4 ? Infinity : 4 * (view.getUint16(at + 2) + 1);
    if (at + size > bytes.length || bytes[at]! >> 6 !== version >> 6) {
      throw new MediaError('bad-rtp-packet', `${bytes.length} bytes are not an RTCP packet.`, {
        data: { have: bytes.length },
      });
    }
    packets.push(decodeOne(new DataView(bytes.buffer, bytes.byteOffset + at, size)));
    at += size;
  }
  return packets;
}

function decodeOne(view: DataView): RtcpPacket {
  const type = view.getUint8(1);
  if (type === packetType.senderReport && view.byteLength >= 28) {
    const seconds = view.getUint32(8) - ntpEpochOffsetS + view.getUint32(12) / 2 ** 32;
    return {
      kind: 'sender-report',
      ssrc: view.getUint32(4),
      wallClockMs: 1000 * seconds,
      ntpMiddle: view.getUint32(10),
      rtpTimestamp: view.getUint32(16),
      packetCount: view.getUint32(20),
      octetCount: view.getUint32(24),
    };
  }
  if (type === packetType.receiverReport && view.byteLength >= 8) {
    const count = Math.min(view.getUint8(0) & 0x1f, Math.floor((view.byteLength - 8) / reportSize));
    const reports = Array.from({ length: count }, (_, index) => decodeReport(view, 8 + reportSize * index));
    return { kind: 'receiver-report', ssrc: view.getUint32(4), reports };
  }
  if (type === packetType.bye && view.byteLength >= 8) return { kind: 'bye', ssrc: view.getUint32(4) };
  return { kind: 'other', type };
}

function decodeReport(view: DataView, at: number): ReceptionReport {
  return {
    ssrc: view.getUint32(at),
    fractionLost: view.getUint8(at + 4),
    packetsLost: view.getUint32(at + 4) & 0xff_ffff,
    highestSequence: view.getUint32(at + 8),
    jitter: view.getUint32(at + 12),
    lastSenderReport: view.getUint32(at + 16),
    delaySinceSenderReport: view.getUint32(at + 20),
  };
}
