// Fuzz targets of this room; see src-shared/lib/testing/fuzz-target.ts.

import assert from 'node:assert/strict';
import { attempt, type FuzzTarget } from '../../lib/testing/fuzz-target.ts';
import { AccessUnitAssembler } from '../access-units.ts';
import { JpegDepacketizer } from '../jpeg-rtp.ts';
import { readJpegParts, writeJpegFile } from '../jpeg-file.ts';
import { MediaError } from '../media-error.ts';
import { h264, h265 } from '../nal.ts';
import { NalDepacketizer } from '../nal-depacketizer.ts';
import { packetizeNals } from '../nal-packetizer.ts';
import { PacketOrder } from '../packet-order.ts';
import { decodeRtcp, encodeReceiverReport } from '../rtcp.ts';
import { decodeRtpPacket, encodeRtpPacket } from '../rtp-packet.ts';
import { parseSdp, writeSdp } from '../sdp.ts';

/** Pieces that a length byte in front of each cuts from the input. */
function pieces(bytes: Uint8Array): Uint8Array[] {
  const list: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += 1 + bytes[at]!) list.push(bytes.subarray(at + 1, at + 1 + bytes[at]!));
  return list;
}

const withLengths = (...parts: Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [part.length, ...part]));

const packetOf = (sequence: number): Uint8Array =>
  encodeRtpPacket({ payloadType: 96, marker: true, sequence, timestamp: 9, ssrc: 1, payload: Uint8Array.of(0x65, 1) });

/** Input: packets with a length byte each. */
const rtpTarget: FuzzTarget = {
  name: 'rtp',
  share: 0.5,
  seeds: () => [withLengths(packetOf(1), packetOf(3), packetOf(2)), withLengths(encodeReceiverReport(1, []))],
  run(bytes) {
    let out = 0;
    const order = new PacketOrder({ window: 8, clockRate: 90_000 }, { packet: () => out++, gap: () => {} });
    for (const piece of pieces(bytes)) {
      attempt(MediaError, () => decodeRtcp(piece));
      const packet = attempt(MediaError, () => decodeRtpPacket(piece));
      if (packet === undefined) continue;
      order.push(packet, 0);
      assert(order.waitingPackets <= 8, 'The window is bounded.');
    }
    assert(out <= order.received, 'No packet is delivered twice.');
  },
};

/** Input: which codec, then payloads with a length byte each. */
const nalTarget: FuzzTarget = {
  name: 'nal-payloads',
  share: 0.5,
  seeds: () =>
    [h264, h265].map((codec, index) => {
      const unit = Uint8Array.of(index === 0 ? 0x65 : 0x26, 1, ...new Uint8Array(90).fill(0x81));
      return Uint8Array.of(index, ...withLengths(...packetizeNals(codec, [unit, unit], { maxBytes: 40 })));
    }),
  run(bytes) {
    const codec = (bytes[0] ?? 0) % 2 === 0 ? h264 : h265;
    let frameBytes = 0;
    const assembler = new AccessUnitAssembler(codec, { onUnit: ({ data }) => (frameBytes += data.length) });
    const depacketizer = new NalDepacketizer(codec, {
      unit: (nal) => assembler.push(nal, nal[nal.length - 1]! & 3),
      damaged: () => assembler.gap(),
    });
    for (const piece of pieces(bytes.subarray(1))) {
      depacketizer.push(piece);
      if ((piece[0] ?? 0) % 3 === 0) assembler.mark();
      assert(depacketizer.heldBytes <= bytes.length + 2, 'A unit is not larger than its packets.');
    }
    assert(frameBytes <= 8 * bytes.length * (1 + bytes.length), 'Frames are made of what came.');
  },
};

/** Input: payloads with a length byte each, or a file. */
const jpegTarget: FuzzTarget = {
  name: 'jpeg-payloads',
  share: 0.3,
  seeds: () => [
    withLengths(Uint8Array.of(0, 0, 0, 0, 1, 50, 4, 4, 1, 2, 3, 4), Uint8Array.of(0, 0, 0, 4, 1, 50, 4, 4, 5)),
  ],
  tokens: [Uint8Array.of(0xff, 0xd8, 0xff, 0xdb), Uint8Array.of(0xff, 0xc0, 0, 17, 8), Uint8Array.of(0xff, 0xda)],
  run(bytes) {
    const depacketizer = new JpegDepacketizer({
      frame(file) {
        // Every frame that is handed out is a file that can be taken apart again.
        readJpegParts(file);
      },
      dropped: () => {},
    });
    for (const piece of pieces(bytes)) depacketizer.push(piece, 0, piece.length % 2 === 1);
    const parts = attempt(MediaError, () => readJpegParts(bytes));
    if (parts !== undefined) assert.deepEqual(readJpegParts(writeJpegFile(parts)), parts);
  },
};

/** Input: text. */
const sdpTarget: FuzzTarget = {
  name: 'sdp',
  share: 0.3,
  seeds: () => [
    new TextEncoder().encode('v=0\r\ns=x\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:track1\r\n'),
  ],
  tokens: ['a=fmtp:96 sprop-parameter-sets=Z0IA,aM48;', 'm=audio 0 RTP/AVP 0\n', 'a=control:'].map((text) =>
    new TextEncoder().encode(text),
  ),
  run(bytes) {
    const description = attempt(MediaError, () => parseSdp(new TextDecoder().decode(bytes)));
    if (description === undefined) return;
    const again = parseSdp(writeSdp({ name: 'n', address: '127.0.0.1', id: 1, streams: description.streams }));
    assert.equal(again.streams.length, description.streams.length);
  },
};

export const fuzzTargets: readonly FuzzTarget[] = [rtpTarget, nalTarget, jpegTarget, sdpTarget];
