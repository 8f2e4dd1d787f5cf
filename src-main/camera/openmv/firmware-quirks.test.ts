// What today's firmware does and its documentation does not say (docs/protocol-v2.md §8, §12, §21), as far as no other
// test meets it.

import { afterEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../../../src-shared/lib/clock.ts';
import { ChannelId, Flag, Opcode, Status, StreamIoctl } from '../../../src-shared/openmv/constants.ts';
import { encodePacket } from '../../../src-shared/openmv/packet.ts';
import { encodeWords } from '../../../src-shared/openmv/payloads.ts';
import { PixelFormat } from '../../../src-shared/picture/pixel-format.ts';
import { encodeStreamHeader } from '../../../src-shared/openmv/stream-frame.ts';
import type { Frame } from '../../../src-shared/picture/frame.ts';
import { createMemoryTransport } from '../../transports/testing/memory-transport.ts';
import { ScriptedDevice, type DeviceRequest } from '../testing/scripted-device.ts';
import { pass, passUntil, turns } from '../testing/manual-time.ts';
import { OpenMvCamera, type OpenMvSettings } from './openmv-camera.ts';

const cameras: OpenMvCamera[] = [];
afterEach(() => {
  // Not awaited: an unanswered request would wait for time that does not pass.
  for (const camera of cameras.splice(0)) void camera.disconnect();
});

async function connected(
  settings: Partial<OpenMvSettings> = {},
  prepare: (device: ScriptedDevice) => void = () => undefined,
) {
  const clock = new ManualClock();
  const { transport, peer } = createMemoryTransport();
  const device = new ScriptedDevice(peer);
  prepare(device);
  const camera = new OpenMvCamera({ transport, clock, settings });
  cameras.push(camera);
  const connecting = camera.connect();
  await passUntil(clock, connecting);
  await connecting;
  await turns();
  const ioctls = (): number[][] =>
    device.executed
      .filter(({ opcode, channel }) => opcode === Opcode.channelIoctl && channel === ChannelId.stream)
      .map(({ payload }) => [...new Uint32Array(payload.slice().buffer)]);
  return { clock, peer, device, camera, ioctls };
}

const isRequest = ({ opcode, channel }: DeviceRequest, wanted: number, of?: number): boolean =>
  opcode === wanted && (of === undefined || channel === of);

describe('packets', () => {
  test('without checksums a packet that is sent again is not marked so, and is acknowledged again all the same', async () => {
    const { clock, device, camera } = await connected({ crc: false, ack: true });
    let answers = 0;
    device.onRequest = (request) => {
      if (!isRequest(request, Opcode.channelSize, 9)) return 'default';
      const { seq } = device;
      device.data(request, encodeWords([++answers]));
      // Its acknowledgement came late: the camera has sent the answer twice.
      device.sendRaw({ seq, channel: 9, flags: Flag.ackReq, opcode: Opcode.channelSize }, encodeWords([answers]));
      return 'handled';
    };
    const sizes = [camera.commands.channelSize(9), camera.commands.channelSize(9), camera.commands.channelSize(9)];
    await passUntil(clock, Promise.all(sizes));
    expect(await Promise.all(sizes)).toEqual([1, 2, 3]);
    // What must not be done twice does not fail because of it either.
    await passUntil(clock, camera.commands.channelWrite(9, Uint8Array.of(1)));
    const acknowledged = device.received.filter(({ channel, flags }) => channel === 9 && flags === Flag.ack);
    expect(acknowledged).toHaveLength(6);
    expect(camera.counters.resyncs).toBe(0);
  });

  test('an event may be repeated as well: it is acknowledged and handed on', async () => {
    const { device, camera } = await connected({ ack: true });
    const codes: number[] = [];
    camera.onEvent(({ code }) => codes.push(code));
    const { seq } = device;
    for (const flags of [Flag.event | Flag.ackReq, Flag.event | Flag.ackReq | Flag.rtx]) {
      device.sendRaw({ seq, channel: 5, flags, opcode: Opcode.channelEvent }, Uint8Array.of(0xaa, 0));
    }
    await turns();
    expect(codes).toEqual([0xaa, 0xaa]);
    expect(
      device.received.filter(({ opcode, flags }) => opcode === Opcode.channelEvent && flags === Flag.ack),
    ).toHaveLength(2);
  });

  test('the host never sends a NAK: a damaged answer is left to the repetition', async () => {
    const { clock, peer, device, camera } = await connected({ ack: true });
    let spoiled = false;
    device.onRequest = (request) => {
      if (!isRequest(request, Opcode.channelSize, 9) || spoiled) return 'default';
      spoiled = true;
      const packet = encodePacket(
        { seq: device.seq, channel: 9, flags: Flag.ackReq, opcode: Opcode.channelSize },
        encodeWords([7]),
      );
      packet[12]! ^= 1;
      peer.write(packet);
      const rest = { seq: device.seq, channel: 9, flags: Flag.ackReq | Flag.rtx, opcode: Opcode.channelSize };
      clock.after(501, () => {
        device.sendRaw(rest, encodeWords([7]));
        device.seq++;
      });
      return 'handled';
    };
    const size = camera.commands.channelSize(9);
    await passUntil(clock, size);
    expect(await size).toBe(7);
    expect(device.received.filter(({ flags }) => (flags & Flag.nak) !== 0)).toEqual([]);
  });

  test('an answer of no bytes is an answer', async () => {
    const { device, camera } = await connected();
    device.onRequest = (request) => {
      if (!isRequest(request, Opcode.channelShape)) return 'default';
      device.data(request, new Uint8Array(0));
      return 'handled';
    };
    expect(await camera.commands.channelShape(9)).toEqual([]);
  });

  test('events between SYNC and the agreement do not count as an answer to either', async () => {
    const { camera } = await connected({}, (device) => {
      device.onRequest = (request) => {
        if (isRequest(request, Opcode.protoSync)) device.event(ChannelId.stdout);
        if (isRequest(request, Opcode.protoGetCaps)) device.event(ChannelId.stream);
        return 'default';
      };
    });
    expect([camera.state, camera.counters.resyncs]).toEqual(['idle', 0]);
  });

  test('a payload limit below what the device takes is raised to that', async () => {
    const { camera, device } = await connected({ maxPayload: 10 });
    expect([camera.state, device.capabilities.maxPayload]).toEqual(['idle', 50]);
  });
});

describe('channels', () => {
  test("a script's channel that is called profile, under the profiler's number, is not the profiler", async () => {
    const { camera } = await connected({}, (device) => {
      device.channels.push({ id: ChannelId.profile, flags: 0x21, name: 'profile' });
    });
    expect(camera.channels.list.at(-1)).toMatchObject({ id: ChannelId.profile, dynamic: true });
    expect(camera.profiler).toBeUndefined();
  });

  test('LOCK and UNLOCK of a channel that is not there are refused as busy, everything else as invalid', async () => {
    const { device, camera } = await connected();
    device.onRequest = (request) => {
      const isLock = isRequest(request, Opcode.channelLock) || isRequest(request, Opcode.channelUnlock);
      device.nak(request, isLock ? Status.busy : Status.invalid);
      return 'handled';
    };
    expect([await camera.commands.channelLock(9), await camera.commands.channelUnlock(9)]).toEqual([false, false]);
    await expect(camera.commands.channelSize(9)).rejects.toMatchObject({
      code: 'request-refused',
      data: { request: 'CHANNEL_SIZE', channel: 9, status: Status.invalid },
    });
    expect(camera.counters.resyncs).toBe(0);
  });

  test('text that shrank between SIZE and READ comes as far as it is there, with the refusal behind it', async () => {
    const { clock, device, camera } = await connected();
    const text: string[] = [];
    camera.onText((bytes) => text.push(new TextDecoder().decode(bytes)));
    let reads = 0;
    device.onRequest = (request) => {
      if (request.channel !== ChannelId.stdout) return 'default';
      if (isRequest(request, Opcode.channelSize)) device.data(request, encodeWords([reads === 0 ? 100 : 0]));
      else {
        reads++;
        // "Op" read as a status is what ends the official client.
        device.send(request, Flag.fragment, new TextEncoder().encode('OpenMV'));
        device.nak(request, Status.failed);
      }
      return 'handled';
    };
    device.event(ChannelId.stdout);
    await pass(clock, 100);
    expect([text.join(''), camera.state, camera.counters.resyncs]).toEqual(['OpenMV', 'idle', 0]);
  });
});

describe('the stream', () => {
  const header = { width: 2, height: 1, format: PixelFormat.grayscale, size: 1, dataOffset: 32, fps: 0 };

  test('its settings are sent again after every restart, which forgets them', async () => {
    const stream = { enabled: true, raw: true, rawSize: { width: 64, height: 48 }, sensorChipId: 0x7936 };
    const { clock, device, camera, ioctls } = await connected({ stream });
    device.executed.length = 0;
    device.startScript();
    await turns();
    device.endScript();
    device.reboot();
    device.event(ChannelId.stdout);
    await pass(clock, 1000);
    expect(camera.state).toBe('idle');
    expect(ioctls()).toEqual([
      [StreamIoctl.rawCfg, 64, 48],
      [StreamIoctl.rawCtrl, 1],
      [StreamIoctl.source, 0x7936],
      [StreamIoctl.ctrl, 1],
    ]);
  });

  test('the choice of a sensor is not told to firmware that does not know it', async () => {
    const stream = { enabled: true, raw: false, sensorChipId: 0x7936 };
    const { ioctls } = await connected({ stream }, (device) => {
      device.versions = { ...device.versions, protocol: [1, 0, 0] };
    });
    expect(ioctls().map(([request]) => request)).toEqual([StreamIoctl.rawCtrl, StreamIoctl.ctrl]);
  });

  test('a frame that the camera announces but could not store counts as dropped, and the next one arrives', async () => {
    const { clock, device, camera, ioctls } = await connected();
    const frames: Frame[] = [];
    camera.onFrame((frame) => frames.push(frame));
    const frame = Uint8Array.from([...encodeStreamHeader(header), 8, 9]);
    let there = false;
    device.onRequest = (request) => {
      if (isRequest(request, Opcode.channelSize, ChannelId.stream)) {
        device.data(request, encodeWords([there ? frame.length : 0]));
      } else if (isRequest(request, Opcode.channelRead)) device.data(request, frame);
      else return 'default';
      return 'handled';
    };
    device.startScript();
    device.event(ChannelId.stream);
    await pass(clock, 50);
    device.executed.length = 0;
    // It may wait for the release of the frame that it could not store.
    await pass(clock, 400);
    expect(ioctls()).toContainEqual([StreamIoctl.ctrl, 1]);
    there = true;
    device.event(ChannelId.stream);
    await pass(clock, 50);
    expect(frames.map(({ data, droppedBefore }) => [...data, droppedBefore])).toEqual([[8, 9, 1]]);
  });

  test('a header without the rate, as documented, is read by the place of its data', async () => {
    const { clock, device, camera } = await connected();
    const frames: Frame[] = [];
    camera.onFrame((frame) => frames.push(frame));
    const short = encodeStreamHeader({ ...header, dataOffset: 20 }).subarray(0, 20);
    const frame = Uint8Array.from([...short, 8, 9]);
    device.onRequest = (request) => {
      if (isRequest(request, Opcode.channelSize, ChannelId.stream)) device.data(request, encodeWords([frame.length]));
      else if (isRequest(request, Opcode.channelRead)) device.data(request, frame);
      else return 'default';
      return 'handled';
    };
    device.event(ChannelId.stream);
    await pass(clock, 50);
    expect(frames[0]).toMatchObject({ width: 2, cameraFps: 0, data: Uint8Array.of(8, 9) });
  });
});
