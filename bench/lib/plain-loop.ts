// The least that fetches pictures from a camera: prepared requests, and a count of the bytes that come. Nothing is
// checked, joined or handed on. What it gets from a camera is what the camera and the line can give.

import { RawHost } from '../../src-main/simulator/testing/raw-host.ts';
import { transportFor } from '../../src-main/transports/open-transport.ts';
import { delay } from '../../src-shared/lib/abort.ts';
import { systemClock } from '../../src-shared/lib/clock.ts';
import { ChannelId, Opcode, StreamIoctl } from '../../src-shared/openmv/constants.ts';
import { encodePacket, packetSize } from '../../src-shared/openmv/packet.ts';
import {
  encodeCapabilities,
  encodeIoctlRequest,
  encodeReadRequest,
  encodeWords,
} from '../../src-shared/openmv/payloads.ts';
import { streamHeaderSize } from '../../src-shared/openmv/stream-frame.ts';

const channel = ChannelId.stream;
/** An acknowledgement, and the event that announces the next picture: neither has a payload. */
const closingBytes = 2 * packetSize(0);

/** Megabytes of raw pictures a second, for a script that prints nothing. */
export async function fetchPlainly(
  address: string,
  options: { readonly script: string; readonly pictureBytes: number; readonly maxPayload: number },
): Promise<number> {
  const { script, pictureBytes, maxPayload } = options;
  const transport = transportFor(address);
  await transport.open();
  const host = new RawHost({
    write: (bytes) => void transport.write(bytes),
    onData: (listener) => transport.onData(listener),
  });
  await host.connect();
  const capabilities = { crc: true, seq: false, ack: false, events: true, maxPayload };
  await host.request(Opcode.protoSetCaps, 0, encodeCapabilities(capabilities));
  await host.ioctl(channel, StreamIoctl.rawCfg, 320, 240);
  await host.ioctl(channel, StreamIoctl.rawCtrl, 1);
  await host.exec(script);
  await host.textWith('>>> ');
  await host.ioctl(channel, StreamIoctl.ctrl, 1);
  await host.event(channel, undefined);

  const total = streamHeaderSize + pictureBytes;
  const header = { seq: 0, channel, flags: 0 };
  const request = Buffer.concat([
    encodePacket({ ...header, opcode: Opcode.channelRead }, encodeReadRequest(0, total)),
    encodePacket({ ...header, opcode: Opcode.channelIoctl }, encodeIoctlRequest(StreamIoctl.ctrl, encodeWords([1]))),
  ]);
  const packets = Math.ceil(total / maxPayload);
  const cycleBytes = total + packets * (packetSize(1) - 1) + closingBytes;
  let received = 0;
  let pictures = 0;
  const listening = transport.onData((bytes) => {
    received += bytes.length;
    if (received < cycleBytes) return;
    received -= cycleBytes;
    pictures++;
    void transport.write(request);
  });
  void transport.write(request);
  await delay(systemClock, 1000);
  const before = pictures;
  const startMs = performance.now();
  await delay(systemClock, 4000);
  const rate = ((pictures - before) * pictureBytes) / 1e3 / (performance.now() - startMs);
  listening.dispose();
  await transport.close();
  return rate;
}
