import { expect, test } from 'vitest';
import { Deferred } from '../../../src-shared/lib/deferred.ts';
import { Flag, Opcode } from '../../../src-shared/openmv/constants.ts';
import { encodePacket } from '../../../src-shared/openmv/packet.ts';
import { encodeReadRequest } from '../../../src-shared/openmv/payloads.ts';
import { PixelFormat } from '../../../src-shared/picture/pixel-format.ts';
import { CameraBench, outcome, turn } from '../testing/camera-bench.ts';

const started = '1 29 20 0100';
const stopped = '1 29 20 0000';
const softReboot = '0 13 20 0200';
const stdoutNotify = '2 29 20 ';
const banner = /OpenMV v5\.0\.0; .*\r\nType "help\(\)" for more information\.\r\n>>> $/;

/** Waits until a reboot is over and drops the packets received until then. */
async function passReboot(bench: CameraBench): Promise<void> {
  bench.clock.advance(100);
  await turn();
  bench.takePackets();
  bench.seq = 0;
}

async function isRunning(bench: CameraBench): Promise<boolean> {
  const [packet] = await bench.request(Opcode.channelPoll);
  return (packet!.payload[0]! & 2) !== 0;
}

test('a camera at its prompt has printed the banner', async () => {
  const bench = await CameraBench.create();
  expect(await bench.drainStdout()).toMatch(banner);
});

test('EXEC is acknowledged, then the started event follows, and the script arrives byte for byte', async () => {
  const bench = await CameraBench.createQuiet();
  const source = 'x = "#1"\r\n\tprint("温度")';
  await bench.ioctl(1, 3);
  await bench.write(1, 0, source.slice(0, 8));
  await bench.write(1, 8, source.slice(8));
  bench.send(Opcode.channelIoctl, 1, Uint8Array.of(2, 0, 0, 0));
  await turn();
  expect(bench.takeSummary()).toEqual(['1 28 01 ', started]);
  expect(bench.engine.sources).toEqual([source]);
});

test('a script that ends is followed by stopped, SOFT_REBOOT, a deaf pause, a counter at 0 and the prompt', async () => {
  const bench = await CameraBench.createQuiet();
  await bench.exec('pass');
  bench.engine.end('finished');
  expect(bench.takeSummary()).toEqual([stopped, softReboot]);

  bench.send(Opcode.channelPoll);
  bench.clock.advance(99);
  await turn();
  expect(bench.takeSummary()).toEqual([]);

  bench.clock.advance(1);
  await turn();
  bench.clock.advance(50);
  expect(bench.takeSummary()).toEqual([stdoutNotify]);
  bench.seq = 0;
  const text = await bench.drainStdout();
  expect(text).toMatch(/^MPY: soft reboot\r\n/);
  expect(text).toMatch(banner);
  expect(bench.engine.restarts).toBe(1);
});

test('a script that ends in the middle of an acknowledged response reboots behind it', async () => {
  const bench = await CameraBench.create();
  await bench.ioctl(3, 2, 320, 240);
  await bench.ioctl(3, 1, 1);
  await bench.ioctl(3, 0, 1);
  await bench.exec('run');
  const data = new Uint8Array(10_000);
  bench.engine.snapshot({ width: 100, height: 100, format: PixelFormat.grayscale, data });
  bench.takePackets();
  bench.send(Opcode.channelRead, 3, encodeReadRequest(0, 10_032));
  bench.engine.end();
  const opcodes: number[] = [];
  for (let packets = bench.takePackets(); packets.length > 0; packets = bench.takePackets()) {
    opcodes.push(...packets.map((packet) => packet.opcode));
    const last = packets.at(-1)!;
    bench.host.write(encodePacket({ ...last, flags: Flag.ack }));
    await turn();
  }
  const { channelRead, channelEvent, sysEvent } = Opcode;
  expect(opcodes).toEqual([channelRead, channelRead, channelRead, channelEvent, sysEvent]);
  await passReboot(bench);
  expect(await isRunning(bench)).toBe(false);
});

test('the pause lasts until the fresh interpreter is there', async () => {
  const bench = await CameraBench.createQuiet();
  bench.engine.restartGate = new Deferred<void>();
  await bench.exec('pass');
  bench.engine.end();
  bench.takePackets();
  bench.clock.advance(5000);
  await turn();
  expect(bench.takeSummary()).toEqual([]);
  bench.engine.restartGate.resolve();
  await turn();
  bench.seq = 0;
  expect(outcome(await bench.request(Opcode.protoVersion))).toBe('data 16 00');
});

test('a reboot restores the default capabilities', async () => {
  const bench = await CameraBench.create();
  await bench.request(Opcode.protoSetCaps, 0, Uint8Array.of(0x0b, 0, 0, 0, 100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  await bench.exec('pass');
  bench.engine.end();
  await passReboot(bench);
  const [packet] = await bench.request(Opcode.protoGetCaps);
  expect([packet!.payload[0], packet!.payload[4]! | (packet!.payload[5]! << 8)]).toEqual([0x0f, 4082]);
});

test('STOP interrupts the script and its traceback can be read after the reboot', async () => {
  const bench = await CameraBench.createQuiet();
  await bench.exec('while True: pass');
  bench.takePackets();
  expect(await isRunning(bench)).toBe(true);
  bench.send(Opcode.channelIoctl, 1, Uint8Array.of(1, 0, 0, 0));
  await turn();
  expect(bench.takeSummary()).toEqual(['1 28 01 ', stopped, softReboot]);
  await passReboot(bench);
  expect(await bench.drainStdout()).toMatch(/KeyboardInterrupt: \r\nMPY: soft reboot\r\n/);
  expect(await isRunning(bench)).toBe(false);
});

test('STOP at the prompt prints the banner again and reboots nothing', async () => {
  const bench = await CameraBench.createQuiet();
  await bench.ioctl(1, 1);
  expect(await bench.drainStdout()).toMatch(banner);
  expect(bench.engine.restarts).toBe(0);
});

test('EXEC while a script runs interrupts it and loses the new script', async () => {
  const bench = await CameraBench.createQuiet();
  await bench.exec('first');
  await bench.exec('second');
  await passReboot(bench);
  bench.clock.advance(1000);
  expect(bench.engine.sources).toEqual(['first']);
  expect(outcome(await bench.ioctl(1, 2))).toBe('nak 1');
});

test('a script that is uploaded after the reboot runs', async () => {
  const bench = await CameraBench.createQuiet();
  await bench.exec('first');
  bench.engine.end();
  await passReboot(bench);
  await bench.exec('second');
  expect(bench.engine.sources).toEqual(['first', 'second']);
});

test('EXEC before the interpreter is ready waits for it', async () => {
  const bench = await CameraBench.createQuiet();
  bench.engine.restartGate = new Deferred<void>();
  bench.send(Opcode.sysReset);
  await turn();
  bench.clock.advance(100);
  bench.engine.restartGate.resolve();
  await turn();
  bench.seq = 0;
  await bench.exec('later');
  expect(bench.engine.sources).toEqual(['later']);
});

test('a script beyond what the camera takes is refused at the write that crosses the limit', async () => {
  const bench = await CameraBench.createQuiet({ settings: { scriptLimitBytes: 10 } });
  expect(outcome(await bench.write(1, 0, '123456'))).toBe('ack');
  expect(outcome(await bench.write(1, 6, '78901'))).toBe('nak 1');
});

test('streaming stays on over a soft reboot, raw settings do not', async () => {
  const bench = await CameraBench.createQuiet();
  const frame = { width: 4, height: 2, format: PixelFormat.grayscale, data: new Uint8Array(8) };
  const sizes: number[] = [];
  await bench.ioctl(3, 2, 320, 240);
  await bench.ioctl(3, 1, 1);
  await bench.ioctl(3, 0, 1);
  for (let run = 0; run < 2; run++) {
    await bench.exec('run');
    bench.engine.snapshot(frame);
    sizes.push(await bench.size(3));
    bench.engine.end();
    await passReboot(bench);
  }
  // Raw: 32 + 8. The fake encoder at quality 70: 32 + 6.
  expect(sizes).toEqual([40, 38]);
});

test('SYS_RESET is not answered, ends the script and starts the statistics over', async () => {
  const bench = await CameraBench.createQuiet();
  await bench.exec('run');
  await bench.ioctl(3, 0, 1);
  bench.takePackets();
  bench.send(Opcode.sysReset);
  await turn();
  expect(bench.takeSummary()).toEqual([]);
  await passReboot(bench);
  expect([await isRunning(bench), bench.engine.frameWanted, bench.camera.stats.received]).toEqual([false, false, 1]);
});

test('with events off nothing is announced, and everything happens all the same', async () => {
  const bench = await CameraBench.createQuiet({ settings: { defaults: { events: false } } });
  await bench.exec('run');
  bench.engine.end();
  await turn();
  expect(bench.takeSummary()).toEqual([]);
  bench.clock.advance(100);
  await turn();
  bench.seq = 0;
  expect(await bench.drainStdout()).toMatch(banner);
});
