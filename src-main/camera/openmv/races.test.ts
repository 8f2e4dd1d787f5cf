// Calls that overlap: with each other, with a resynchronization, with a restart of the device.

import { afterEach, expect, test } from 'vitest';
import type { CameraError } from '../camera-error.ts';
import { ChannelFlag, ChannelId, Flag, Opcode, StdinIoctl, SystemEvent } from '../../../src-shared/openmv/constants.ts';
import { behaveLikeFirmware, createCameraBench, isStdin, restart, type CameraBench } from '../testing/camera-bench.ts';
import { pass, passUntil, turns } from '../testing/manual-time.ts';
import type { DeviceRequest } from '../testing/scripted-device.ts';

let benches: CameraBench[] = [];
afterEach(() => {
  for (const { camera } of benches) if (camera.state !== 'disconnected') void camera.disconnect();
  benches = [];
});

async function createBench(): Promise<CameraBench> {
  const bench = createCameraBench();
  benches.push(bench);
  behaveLikeFirmware(bench);
  await bench.connect();
  return bench;
}

const source = (text: string): Uint8Array => new TextEncoder().encode(text);

async function runningBench(): Promise<CameraBench> {
  const bench = await createBench();
  await passUntil(bench.clock, bench.camera.run(source('first\n')));
  expect(bench.camera.state).toBe('running');
  return bench;
}

/** The scripts that the device started, as it received them. */
function startedScripts({ device }: CameraBench): string[] {
  const scripts: string[] = [];
  let uploaded = '';
  for (const { opcode, channel, payload } of device.executed) {
    if (channel !== ChannelId.stdin) continue;
    if (opcode === Opcode.channelWrite) uploaded += new TextDecoder().decode(payload.subarray(8));
    else if (opcode === Opcode.channelIoctl && payload[0] === StdinIoctl.reset) uploaded = '';
    else if (opcode === Opcode.channelIoctl && payload[0] === StdinIoctl.exec) scripts.push(uploaded);
  }
  return scripts;
}

test.each(['first', 'second'])(
  'a stop() beside a resync(), called %s, resolves when the script has ended',
  async (order) => {
    const bench = await runningBench();
    const { camera, device, clock } = bench;
    const early = order === 'first' ? camera.stop() : undefined;
    const resync = camera.resync();
    resync.catch(() => {});
    const stop = early ?? camera.stop();
    await passUntil(clock, stop);
    await stop;
    expect(device.running).toBe(false);
  },
);

test('run() over a running script survives a resynchronization that begins with it', async () => {
  const bench = await runningBench();
  const run = bench.camera.run(source('second\n'));
  const resync = bench.camera.resync();
  resync.catch(() => {});
  await passUntil(bench.clock, run);
  await run;
  await passUntil(
    bench.clock,
    resync.catch(() => {}),
  );
  expect(startedScripts(bench)).toEqual(['first\n', 'second\n']);
  expect([bench.device.running, bench.camera.state]).toEqual([true, 'running']);
});

test('two calls of run() at once start both scripts whole, one after the other', async () => {
  const bench = await createBench();
  const [one, two] = ['a', 'b'].map((letter) => letter.repeat(9000));
  const runs = Promise.all([bench.camera.run(source(one!)), bench.camera.run(source(two!))]);
  await passUntil(bench.clock, runs);
  await runs;
  expect(startedScripts(bench)).toEqual([one, two]);
  expect(bench.camera.state).toBe('running');
});

test('stop() during run() leaves no script running', async () => {
  const bench = await createBench();
  const calls = Promise.allSettled([bench.camera.run(source('x'.repeat(9000))), bench.camera.stop()]);
  await passUntil(bench.clock, calls);
  expect((await calls).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  expect(bench.device.running).toBe(false);
});

function addChannel({ device }: CameraBench): void {
  device.channels = [
    ...device.channels,
    { id: 5, flags: ChannelFlag.read | ChannelFlag.write | ChannelFlag.dynamic, name: 'data' },
  ];
}

test('large writes to one channel at once arrive one after the other', async () => {
  const bench = await createBench();
  addChannel(bench);
  await passUntil(bench.clock, bench.camera.refreshChannels());
  const writes = Promise.all([1, 2].map((value) => bench.camera.channels.write(5, new Uint8Array(9000).fill(value))));
  await passUntil(bench.clock, writes);
  const order = bench.device.executed
    .filter(({ opcode }) => opcode === Opcode.channelWrite)
    .map(({ payload }) => payload[8]);
  expect(order).toEqual([1, 1, 1, 2, 2, 2]);
});

const toChannel = (request: DeviceRequest): boolean => request.channel === 5 && (request.flags & Flag.ack) === 0;

test.each([
  ['read', (bench: CameraBench) => bench.camera.channels.read(5, { size: 4 })],
  ['sized read', (bench: CameraBench) => bench.camera.channels.read(5)],
  ['write', (bench: CameraBench) => bench.camera.channels.write(5, Uint8Array.of(1))],
  ['typed request', (bench: CameraBench) => bench.camera.commands.channelSize(5)],
])('a %s that waits while the device restarts does not reach the channel of the next script', async (_, call) => {
  const bench = await runningBench();
  addChannel(bench);
  await passUntil(bench.clock, bench.camera.refreshChannels());
  const { device, camera } = bench;
  // The request arrives while the device is busy, so it waits behind this one.
  device.onArrival = () => 'handled';
  const busy = camera.channels.ready();
  busy.catch(() => {});
  await turns();
  const waiting = call(bench);
  const outcome = expect(waiting).rejects.toMatchObject({ code: 'camera-rebooted' });
  device.onArrival = () => 'default';
  device.endScript();
  restart(bench, 100);
  bench.clock.after(105, () => addChannel(bench));
  await passUntil(bench.clock, waiting);
  await outcome;
  await passUntil(bench.clock, camera.refreshChannels());
  expect(device.executed.filter(toChannel)).toEqual([]);
});

test('disconnect() ends connect() with one error code, at whatever moment', async () => {
  for (let moment = 0; moment < 40; moment++) {
    const { camera } = createCameraBench();
    const connected = camera.connect().then(
      () => 'connected',
      (error: unknown) => (error as CameraError).code,
    );
    await turns(moment);
    await camera.disconnect();
    expect([await connected, camera.state]).toEqual([
      expect.stringMatching(moment < 10 ? /^not-connected$/ : /^(not-)?connected$/),
      'disconnected',
    ]);
  }
});

test('connect() after a disconnect() that is not awaited connects again', async () => {
  const bench = await runningBench();
  const { camera, clock } = bench;
  const ended = camera.disconnect();
  const again = camera.connect({ stopRunning: false });
  await passUntil(clock, again);
  await Promise.all([ended, again]);
  expect(camera.state).toBe('running');
});

test('a flood of events neither delays stop() nor is kept for later', async () => {
  const bench = await runningBench();
  const { camera, clock, device } = bench;
  addChannel(bench);
  let seen = 0;
  camera.channels.onEvent(() => seen++);
  let sent = 0;
  const flood = (): void => {
    if (!device.running) return;
    for (let count = 0; count < 200; count++, sent++) device.event(5, 1);
    clock.after(1, flood);
  };
  flood();
  await pass(clock, 100);
  const stop = camera.stop();
  expect(await passUntil(clock, stop)).toBeLessThanOrEqual(50);
  await stop;
  await turns();
  expect(sent).toBeGreaterThan(1000);
  expect(seen).toBe(sent);
});

test('without events a script that ended before the first poll counts as started: the device has restarted', async () => {
  const bench = createCameraBench({ events: false });
  benches.push(bench);
  const { device, camera, clock } = bench;
  device.onRequest = (request) => {
    if (!isStdin(request, StdinIoctl.exec)) return 'default';
    device.ack(request);
    clock.after(1, () => device.reboot());
    return 'handled';
  };
  await bench.connect();
  const run = camera.run(source('print("one")\n'));
  expect(await passUntil(clock, run)).toBeLessThan(2000);
  await run;
});

test('an upload that a restart of the device interrupts is sent again from its beginning', async () => {
  const bench = await createBench();
  const { device, camera, clock } = bench;
  const { onRequest } = device;
  let writes = 0;
  device.onRequest = (request) => {
    if (request.opcode !== Opcode.channelWrite || ++writes !== 2) return onRequest(request);
    device.event(ChannelId.transport, SystemEvent.softReboot);
    restart(bench, 100);
    return 'handled';
  };
  const text = Array.from({ length: 2000 }, (_, line) => `${line}\n`).join('');
  const run = camera.run(source(text));
  await passUntil(clock, run);
  await run;
  expect(startedScripts(bench)).toEqual([text]);
});
