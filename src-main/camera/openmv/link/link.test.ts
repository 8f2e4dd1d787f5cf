import { afterEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../../../../src-shared/lib/clock.ts';
import { ChannelId, Flag, Opcode, Status } from '../../../../src-shared/openmv/constants.ts';
import { encodePacket } from '../../../../src-shared/openmv/packet.ts';
import { encodeReadRequest, encodeWords } from '../../../../src-shared/openmv/payloads.ts';
import { recordedSession } from '../../../../src-shared/openmv/testing/recorded-session.ts';
import { toHex } from '../../../../src-shared/openmv/testing/hex.ts';
import type { ByteTransport } from '../../../transports/api/byte-transport.ts';
import { createMemoryTransport } from '../../../transports/testing/memory-transport.ts';
import { ScriptedDevice } from '../../testing/scripted-device.ts';
import { pass, passUntil, turns } from '../../testing/manual-time.ts';
import { DeviceCommands } from '../requests/device-commands.ts';
import { ChannelRegistry } from '../session/channel-registry.ts';
import type { LinkSettings } from './link-settings.ts';
import { Link, type DeviceEvent } from './link.ts';

interface Bench {
  readonly clock: ManualClock;
  readonly device: ScriptedDevice;
  readonly link: Link;
  readonly commands: DeviceCommands;
  readonly peer: ReturnType<typeof createMemoryTransport>['peer'];
  start(): Promise<void>;
}

let links: Link[] = [];
afterEach(() => {
  for (const link of links) link.dispose();
  links = [];
});

async function createBench(
  settings: Partial<LinkSettings> = {},
  kind: 'stream' | 'datagram' = 'stream',
  wrap: (transport: ByteTransport) => ByteTransport = (transport) => transport,
): Promise<Bench> {
  const clock = new ManualClock();
  const { transport: inner, peer } = createMemoryTransport(kind);
  const transport = wrap(inner);
  await transport.open();
  const device = new ScriptedDevice(peer);
  const link = new Link({ transport, clock, settings });
  links.push(link);
  return {
    clock,
    device,
    link,
    peer,
    commands: new DeviceCommands(link, clock, new ChannelRegistry()),
    async start() {
      const started = link.start();
      await passUntil(clock, started);
      await started;
      link.resume();
      device.received.length = 0;
      device.executed.length = 0;
    },
  };
}

const read = (channel: number, length: number, fixedPieces = false) => ({
  opcode: Opcode.channelRead,
  channel,
  payload: encodeReadRequest(0, length),
  read: { length, fixedPieces },
});
const pattern = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => (at * 13) & 0xff);

describe('the beginning', () => {
  test('negotiates acknowledgements off and the largest payload the device offers', async () => {
    const bench = await createBench();
    await bench.start();
    expect(bench.link.capabilities).toEqual({ crc: true, seq: true, ack: false, events: true, maxPayload: 4082 });
    expect(bench.device.capabilities).toEqual(bench.link.capabilities);
  });

  test('a port without an answer is not a camera, which is known after three seconds', async () => {
    const { link, device, clock } = await createBench();
    device.silent = true;
    const started = link.start();
    const outcome = expect(started).rejects.toMatchObject({ code: 'not-a-camera' });
    expect(await passUntil(clock, started)).toBeLessThanOrEqual(3100);
    await outcome;
  });

  test('a port that echoes is not a camera', async () => {
    const { link, device, peer, clock } = await createBench();
    device.silent = true;
    peer.onData((bytes) => peer.write(bytes));
    const started = link.start();
    const outcome = expect(started).rejects.toMatchObject({ code: 'not-a-camera' });
    await passUntil(clock, started);
    await outcome;
  });

  test('a device whose checksums are off by default is found all the same', async () => {
    const { link, device, clock } = await createBench();
    device.defaults = { crc: false, seq: true, ack: false, events: true, maxPayload: 1400 };
    device.capabilities = device.defaults;
    const started = link.start();
    await passUntil(clock, started);
    await started;
    expect(link.capabilities).toMatchObject({ crc: true, maxPayload: 1400 });
  });

  test('a device that takes less than the smallest payload of the protocol is given up', async () => {
    const { link, device, clock } = await createBench();
    device.defaults = { ...device.defaults, maxPayload: 8 };
    const started = link.start();
    const outcome = expect(started).rejects.toMatchObject({ code: 'camera-silent' });
    await passUntil(clock, started);
    await outcome;
  });

  test('junk and half a packet in front of the answer do no harm', async () => {
    const { link, device, peer, clock } = await createBench();
    device.onRequest = (request) => {
      if (request.opcode !== Opcode.protoSync) return 'default';
      peer.write(new TextEncoder().encode('MicroPython v1.29\r\n>>> '));
      peer.write(Uint8Array.of(0xaa, 0xd5, 0x07));
      return 'default';
    };
    const started = link.start();
    await passUntil(clock, started);
    await started;
    expect(link.phase).toBe('up');
  });

  test('fragments that go on after SYNC are acknowledged until they end, and SYNC is repeated', async () => {
    const { link, device, clock } = await createBench();
    let stray = 3;
    device.onArrival = ({ flags, opcode, seq }) => {
      // Each acknowledgement sets the next stray fragment free, as the device's interrupted loop does.
      if ((flags & Flag.ack) !== 0 && opcode === Opcode.channelRead && seq < 2) sendStray(seq + 1);
      return 'default';
    };
    const sendStray = (seq: number): void => {
      const more = seq < 2 ? Flag.fragment : 0;
      stray--;
      device.sendRaw({ seq, channel: 2, flags: Flag.ackReq | more, opcode: Opcode.channelRead }, pattern(512));
    };
    let first = true;
    device.onRequest = ({ opcode }) => {
      if (opcode !== Opcode.protoSync || !first) return 'default';
      first = false;
      device.sendRaw({ seq: 0, channel: 0, flags: Flag.ack, opcode });
      sendStray(0);
      return 'handled';
    };
    const started = link.start();
    await passUntil(clock, started);
    await started;
    expect(stray).toBe(0);
    expect(device.received.filter(({ opcode, flags }) => opcode === Opcode.protoSync && flags === 0)).toHaveLength(2);
  });

  test('cancelling rejects at once', async () => {
    const { link, device } = await createBench();
    device.silent = true;
    const cancel = new AbortController();
    const started = link.start(cancel.signal);
    const outcome = expect(started).rejects.toMatchObject({ name: 'AbortError' });
    await turns();
    cancel.abort();
    await outcome;
  });
});

test('the recorded session goes over the wire as recorded', async () => {
  const { transport, peer } = createMemoryTransport();
  await transport.open();
  const clock = new ManualClock();
  const link = new Link({ transport, clock, settings: { ack: true, maxPayload: 4096 } });
  links.push(link);
  const script = recordedSession.slice(
    0,
    recordedSession.findIndex(({ name }) => name === 'stdout after boot'),
  );
  const sent: string[] = [];
  let at = 0;
  const answer = (): void => {
    while (script[at]?.from === 'device') peer.write(script[at++]!.bytes);
  };
  peer.onData((bytes) => {
    // Acknowledgements arrive apart from the requests that follow them.
    sent.push(toHex(bytes));
    at++;
    answer();
  });
  const events: DeviceEvent[] = [];
  link.onEvent((event) => events.push(event));
  const started = link.start();
  await passUntil(clock, started);
  link.resume();
  const commands = new DeviceCommands(link, clock, new ChannelRegistry());
  const session = (async () => {
    await commands.channelList();
    await commands.versions();
    await commands.systemInfo();
    await commands.channelIoctl(3, 1, encodeWords([1]));
    await commands.channelIoctl(3, 0, encodeWords([1]));
    await commands.channelIoctl(1, 3);
    await commands.channelWrite(1, new TextEncoder().encode('#wh=4,2 #fms=40 x'));
    await commands.channelIoctl(1, 2);
    expect(await commands.poll()).toBe(0x0e);
    expect(await commands.channelLock(3)).toBe(true);
    expect(await commands.channelSize(3)).toBe(48);
    expect(await commands.channelShape(3)).toEqual([4, 2, 2]);
    const frame = await commands.channelRead(3, 0, 48, { fixedPieces: true });
    expect(toHex(frame.subarray(32))).toBe('000102030405060708090a0b0c0d0e0f');
    await commands.channelUnlock(3);
    await commands.channelIoctl(1, 1);
  })();
  await passUntil(clock, session);
  await session;
  await turns();
  expect(sent).toEqual(script.filter(({ from }) => from === 'host').map(({ bytes }) => toHex(bytes)));
  expect(events).toEqual([
    { channel: 1, code: 1 },
    { channel: 3, code: 0xffff },
    { channel: 2, code: 0xffff },
    { channel: 1, code: 0 },
    { channel: 0, code: 2 },
  ]);
});

describe('acknowledgements', () => {
  test('copy number, channel and opcode of the packet, events included', async () => {
    const bench = await createBench({ ack: true });
    await bench.start();
    bench.device.sendRaw(
      { seq: 9, channel: 5, flags: Flag.event | Flag.ackReq, opcode: Opcode.channelEvent },
      Uint8Array.of(0xaa, 0),
    );
    await turns();
    expect(bench.device.received[0]).toEqual({
      seq: 9,
      channel: 5,
      flags: Flag.ack,
      opcode: Opcode.channelEvent,
      payload: new Uint8Array(0),
    });
  });

  test('go out before the event loop turns', async () => {
    let delivering = false;
    const insideDelivery: boolean[] = [];
    const bench = await createBench({ ack: true, maxPayload: 498 }, 'stream', (transport) => ({
      name: transport.name,
      kind: transport.kind,
      open: () => transport.open(),
      close: () => transport.close(),
      onClose: (listener) => transport.onClose(listener),
      onData: (listener) =>
        transport.onData((chunk) => {
          delivering = true;
          listener(chunk);
          delivering = false;
        }),
      write: (bytes) => {
        if (bytes[4] === Flag.ack) insideDelivery.push(delivering);
        return transport.write(bytes);
      },
    }));
    await bench.start();
    insideDelivery.length = 0;
    const file = pattern(498 * 40);
    bench.device.onRequest = (request) => {
      if (request.opcode !== Opcode.channelRead) return 'default';
      bench.device.data(request, file);
      return 'handled';
    };
    const { data } = await bench.link.request(read(ChannelId.stream, file.length, true));
    expect(data).toEqual(file);
    expect(insideDelivery).toEqual(Array.from({ length: 40 }, () => true));
  });

  test('a repeated packet is acknowledged again and used once', async () => {
    const bench = await createBench({ ack: true });
    await bench.start();
    const { device } = bench;
    device.onRequest = (request) => {
      if (request.opcode !== Opcode.channelRead) return 'default';
      const seq = device.seq;
      const flags = Flag.ackReq | Flag.fragment;
      device.sendRaw({ ...request, seq, flags }, pattern(100).subarray(0, 60));
      device.sendRaw({ ...request, seq, flags: flags | Flag.rtx }, pattern(100).subarray(0, 60));
      device.seq = (seq + 1) & 0xff;
      device.send(request, Flag.ackReq, pattern(100).subarray(60));
      return 'handled';
    };
    const answer = await bench.commands.channelRead(2, 0, 100);
    expect(answer).toEqual(pattern(100));
    await turns();
    const acks = device.received.filter(({ flags }) => flags === Flag.ack).map(({ seq }) => seq);
    expect(acks).toEqual([2, 2, 3]);
  });
});

describe('reading', () => {
  test('a refusal behind fragments is a short read', async () => {
    const bench = await createBench();
    await bench.start();
    bench.device.onRequest = (request) => {
      if (request.opcode !== Opcode.channelRead) return 'default';
      bench.device.send(request, Flag.fragment, pattern(32));
      bench.device.nak(request, Status.failed);
      return 'handled';
    };
    expect(await bench.link.request(read(2, 100))).toEqual({ status: Status.failed, data: pattern(32), missing: [] });
    expect(await bench.commands.channelRead(2, 0, 100)).toEqual(pattern(32));
    expect(bench.link.counters.resyncs).toBe(0);
  });

  test('a batch is numbered by the packets its answers take', async () => {
    const bench = await createBench();
    await bench.start();
    const { device, link } = bench;
    device.onRequest = (request) => {
      if (request.opcode !== Opcode.channelRead) return 'default';
      device.data(request, pattern(10_000));
      return 'handled';
    };
    const first = device.seq;
    const [data, done] = await link.batch([read(3, 10_000, true), { opcode: Opcode.channelUnlock, channel: 3 }]);
    expect(data!.data).toEqual(pattern(10_000));
    expect(done!.status).toBe(Status.success);
    expect(device.received.map(({ seq }) => seq - first)).toEqual([0, 3]);
  });

  test('what follows a read that fails early is refused, and the link goes on without a pause', async () => {
    const bench = await createBench();
    await bench.start();
    const [data, done] = await bench.link.batch([read(3, 10_000, true), { opcode: Opcode.channelUnlock, channel: 3 }]);
    expect([data!.status, done!.status]).toEqual([Status.failed, Status.sequence]);
    expect(await bench.commands.poll()).toBe(0);
    expect(bench.link.counters.sequenceErrors).toBe(0);
  });

  test('a lost piece leaves a hole of which the place is known, and it is read again', async () => {
    const bench = await createBench();
    await bench.start();
    const { device } = bench;
    let lose = true;
    device.onRequest = (request) => {
      if (request.opcode !== Opcode.channelRead) return 'default';
      const view = new DataView(request.payload.buffer);
      const offset = view.getUint32(0, true);
      const bytes = pattern(10_000).slice(offset, offset + view.getUint32(4, true));
      if (lose) {
        device.send(request, Flag.fragment, bytes.slice(0, 4082));
        device.seq++;
        device.send(request, 0, bytes.slice(8164));
        lose = false;
      } else device.data(request, bytes);
      return 'handled';
    };
    expect(await bench.commands.channelRead(3, 0, 10_000, { fixedPieces: true })).toEqual(pattern(10_000));
    expect(device.executed).toHaveLength(2);
  });

  test('a read that breaks off is not a short read', async () => {
    const bench = await createBench();
    await bench.start();
    bench.device.onRequest = (request) => {
      if (request.opcode !== Opcode.channelRead) return 'default';
      bench.device.send(request, Flag.fragment, pattern(32));
      return 'handled';
    };
    const reading = bench.commands.channelRead(5, 0, 100);
    const outcome = expect(reading).rejects.toMatchObject({ code: 'out-of-sync', data: { channel: 5 } });
    await passUntil(bench.clock, reading);
    await outcome;
    expect(await bench.commands.poll()).toBe(0);
  });

  test('events in between neither end nor prolong an answer', async () => {
    const bench = await createBench();
    await bench.start();
    bench.device.onRequest = (request) => {
      if (request.opcode !== Opcode.channelRead) return 'default';
      bench.device.send(request, Flag.fragment, pattern(50));
      bench.device.event(ChannelId.stdout);
      bench.device.send(request, 0, pattern(50));
      return 'handled';
    };
    expect((await bench.commands.channelRead(2, 0, 100)).length).toBe(100);
  });
});

describe('when packets get lost', () => {
  test('a lost request is repeated under its number and executed once', async () => {
    const bench = await createBench();
    await bench.start();
    let lost = 0;
    bench.device.onArrival = ({ opcode }) => (opcode === Opcode.channelIoctl && lost++ === 0 ? 'handled' : 'default');
    const done = bench.commands.channelIoctl(5, 1, Uint8Array.of(1, 2, 3, 4));
    expect(await passUntil(bench.clock, done)).toBeLessThan(200);
    await done;
    expect(bench.device.executed.filter(({ opcode }) => opcode === Opcode.channelIoctl)).toHaveLength(1);
  });

  test('a lost answer is asked for again where that is harmless', async () => {
    const bench = await createBench();
    await bench.start();
    let lost = 0;
    bench.device.onRequest = ({ opcode }) => {
      if (opcode !== Opcode.channelPoll || lost++ > 0) return 'default';
      bench.device.seq++;
      return 'handled';
    };
    const done = bench.commands.poll();
    expect(await passUntil(bench.clock, done)).toBeLessThan(400);
    expect(await done).toBe(0);
    expect(bench.link.counters.resyncs).toBe(0);
  });

  test('a lost answer to what must not be repeated is reported, and the link goes on', async () => {
    const bench = await createBench();
    await bench.start();
    let lost = 0;
    bench.device.onRequest = ({ opcode }) => {
      if (opcode !== Opcode.channelWrite || lost++ > 0) return 'default';
      bench.device.seq++;
      return 'handled';
    };
    const write = bench.commands.channelWrite(5, Uint8Array.of(1));
    const outcome = expect(write).rejects.toMatchObject({ code: 'out-of-sync' });
    await passUntil(bench.clock, write);
    await outcome;
    const poll = bench.commands.poll();
    await passUntil(bench.clock, poll);
    expect(await poll).toBe(0);
    expect(bench.device.executed.filter(({ opcode }) => opcode === Opcode.channelWrite)).toHaveLength(1);
  });

  test('events without end do not keep a lost answer waiting', async () => {
    const bench = await createBench();
    await bench.start();
    bench.device.onArrival = () => 'handled';
    const poll = bench.commands.poll();
    const flood = (): void => {
      bench.device.event(ChannelId.stdout);
      bench.clock.after(20, flood);
    };
    flood();
    await pass(bench.clock, 400);
    bench.device.onArrival = () => 'default';
    expect(await passUntil(bench.clock, poll)).toBeLessThan(2000);
    expect(await poll).toBe(0);
  });

  test('a refusal that may be that of a copy, behind the execution, is no reason to send again', async () => {
    const bench = await createBench();
    await bench.start();
    bench.device.onRequest = (request) => {
      if (request.opcode !== Opcode.channelWrite) return 'default';
      // It came twice; the answer to the first is lost, and the second has a number that is spent.
      bench.device.seq++;
      bench.device.nak(request, Status.sequence);
      return 'handled';
    };
    const write = bench.commands.channelWrite(5, Uint8Array.of(1));
    const outcome = expect(write).rejects.toMatchObject({ code: 'out-of-sync' });
    await passUntil(bench.clock, write);
    await outcome;
    expect(bench.device.executed.filter(({ opcode }) => opcode === Opcode.channelWrite)).toHaveLength(1);
  });

  test('a packet cut off in front of what tells the number does not swallow it', async () => {
    const bench = await createBench();
    await bench.start();
    const { device, peer } = bench;
    let disturbed = false;
    device.onRequest = (request) => {
      if (request.opcode !== Opcode.channelPoll || disturbed) return 'default';
      disturbed = true;
      device.seq += 3;
      device.nak(request, Status.sequence);
      return 'handled';
    };
    let cut = false;
    device.onArrival = ({ opcode }) => {
      if (opcode === Opcode.protoGetCaps && !cut) {
        cut = true;
        const header = { seq: device.seq, channel: ChannelId.stream, flags: Flag.fragment, opcode: Opcode.channelRead };
        peer.write(encodePacket(header, pattern(4000)).subarray(0, 100));
      }
      return 'default';
    };
    const poll = bench.commands.poll();
    expect(await passUntil(bench.clock, poll)).toBeLessThan(150);
    expect(await poll).toBe(0);
    expect([cut, bench.link.counters.resyncs]).toEqual([true, 0]);
  });

  test('a request that the device received damaged is sent again', async () => {
    const bench = await createBench();
    await bench.start();
    let damaged = 0;
    bench.device.onRequest = (request) => {
      if (request.opcode !== Opcode.channelWrite || damaged++ > 0) return 'default';
      bench.device.nak(request, Status.checksum);
      return 'handled';
    };
    const write = bench.commands.channelWrite(5, Uint8Array.of(1));
    await passUntil(bench.clock, write);
    await write;
  });

  test('a request that arrives damaged time and again fails with checksum-failed', async () => {
    const bench = await createBench({ maxRetry: 2 });
    await bench.start();
    let damaged = 0;
    bench.device.onRequest = (request) => {
      if (request.opcode !== Opcode.channelWrite) return 'default';
      damaged++;
      bench.device.nak(request, Status.checksum);
      return 'handled';
    };
    const write = bench.commands.channelWrite(5, Uint8Array.of(1));
    const outcome = expect(write).rejects.toMatchObject({ code: 'checksum-failed' });
    await passUntil(bench.clock, write);
    await outcome;
    await pass(bench.clock, 50);
    expect([damaged, bench.link.phase]).toEqual([3, 'up']);
  });

  test('late refusals of repeated requests do no harm', async () => {
    const bench = await createBench();
    await bench.start();
    // Busy for half a second: answers the first copy and refuses the others.
    const held: (() => void)[] = [];
    bench.device.onArrival = (request) => {
      if (request.opcode !== Opcode.channelSize) return 'default';
      held.push(() => {
        if (request.seq === bench.device.seq) bench.device.data(request, encodeWords([7]));
        else bench.device.nak(request, Status.sequence);
      });
      return 'handled';
    };
    const size = bench.commands.channelSize(3);
    await pass(bench.clock, 500);
    bench.device.onArrival = () => 'default';
    for (const answer of held) answer();
    await passUntil(bench.clock, size);
    expect(await size).toBe(7);
    const poll = bench.commands.poll();
    expect(await passUntil(bench.clock, poll)).toBeLessThan(500);
    expect(held.length).toBeGreaterThan(1);
    expect(bench.link.counters.resyncs).toBe(0);
  });
});

describe('when the device restarts', () => {
  test.each(['numbers and capabilities', 'numbers only'])(
    'unannounced, with %s reset, the session is set up again',
    async (what) => {
      const bench = await createBench();
      await bench.start();
      for (let index = 0; index < 60; index++) await bench.commands.poll();
      const steps: string[] = [];
      bench.link.onResync((step) => {
        steps.push(step);
        if (step === 'done') bench.link.resume();
      });
      const negotiated = bench.device.capabilities;
      bench.device.reboot();
      if (what === 'numbers only') bench.device.capabilities = negotiated;
      const poll = bench.commands.poll();
      expect(await passUntil(bench.clock, poll)).toBeLessThan(1500);
      expect(await poll).toBe(0);
      expect(steps).toEqual(['started-after-restart', 'done']);
      expect(bench.device.capabilities).toEqual(bench.link.capabilities);
    },
  );

  test('an event under another number is enough to notice', async () => {
    const bench = await createBench();
    await bench.start();
    for (let index = 0; index < 5; index++) await bench.commands.poll();
    bench.device.reboot();
    const resynced = new Promise((resolve) => bench.link.onResync((step) => step === 'done' && resolve(undefined)));
    bench.device.event(ChannelId.stdout);
    await passUntil(bench.clock, resynced);
    expect(bench.device.capabilities.ack).toBe(false);
  });

  test('while it is held nothing goes out, and what waits goes out afterwards', async () => {
    const bench = await createBench();
    await bench.start();
    bench.link.hold();
    bench.device.reboot();
    const poll = bench.commands.poll();
    await pass(bench.clock, 1000);
    expect(bench.device.received).toEqual([]);
    const restarted = bench.link.restart(10_000);
    await passUntil(bench.clock, restarted);
    bench.link.resume();
    await passUntil(bench.clock, poll);
    expect(await poll).toBe(0);
  });
});

describe('when the camera falls silent', () => {
  test('the link ends with camera-silent and everything that waits rejects', async () => {
    const bench = await createBench();
    await bench.start();
    const lost = new Promise<Error>((resolve) => bench.link.onLost(resolve));
    bench.device.silent = true;
    const poll = bench.commands.poll();
    const write = bench.commands.channelWrite(5, Uint8Array.of(1));
    const outcomes = Promise.all([
      expect(poll).rejects.toMatchObject({ code: 'camera-silent' }),
      expect(write).rejects.toMatchObject({ code: 'camera-silent' }),
    ]);
    const afterMs = await passUntil(bench.clock, lost);
    expect(await lost).toMatchObject({ code: 'camera-silent' });
    expect(afterMs).toBeLessThan(13_000);
    await outcomes;
    expect(bench.link.phase).toBe('closed');
  });

  test('and speaks again in time, the request is answered', async () => {
    const bench = await createBench();
    await bench.start();
    bench.link.onResync((step) => step === 'done' && bench.link.resume());
    bench.device.silent = true;
    const poll = bench.commands.poll();
    await pass(bench.clock, 4000);
    bench.device.silent = false;
    await passUntil(bench.clock, poll);
    expect(await poll).toBe(0);
  });

  test('an unplugged port rejects everything with port-lost', async () => {
    const bench = await createBench();
    await bench.start();
    bench.device.silent = true;
    const waiting = [
      bench.commands.poll(),
      bench.commands.channelSize(3),
      bench.commands.channelWrite(5, pattern(9000)),
    ];
    const outcomes = waiting.map((each) => expect(each).rejects.toMatchObject({ code: 'port-lost' }));
    await turns();
    bench.peer.unplug();
    await Promise.all(outcomes);
    await expect(bench.commands.poll()).rejects.toMatchObject({ code: 'not-connected' });
  });
});

test('an aborted request rejects at once and its late answer is dropped', async () => {
  const bench = await createBench();
  await bench.start();
  let answer = (): void => {};
  bench.device.onRequest = (request) => {
    if (request.opcode !== Opcode.channelSize) return 'default';
    answer = () => bench.device.data(request, encodeWords([1]));
    return 'handled';
  };
  const cancel = new AbortController();
  const size = bench.commands.channelSize(3, { signal: cancel.signal });
  const outcome = expect(size).rejects.toMatchObject({ name: 'AbortError' });
  await turns();
  cancel.abort();
  await outcome;
  const poll = bench.commands.poll();
  answer();
  expect(await poll).toBe(0);
  expect(bench.link.counters.resyncs).toBe(0);
});

test('stop goes out before what was asked earlier', async () => {
  const bench = await createBench();
  await bench.start();
  const order: string[] = [];
  const first = bench.commands.poll().then(() => order.push('first'));
  const stats = bench.commands.channelSize(3, { priority: 4 }).then(() => order.push('background'));
  const stop = bench.commands.channelIoctl(1, 1, undefined, { priority: 0 }).then(() => order.push('stop'));
  await Promise.all([first, stats, stop]);
  expect(order).toEqual(['first', 'stop', 'background']);
});
