// As many channels as possible, empty and repeated names, and bytes that are not text: what the engine and
// the library make of them. The host's part is in src-main/host/wrong-utf8.integration.test.ts.

import { afterEach, expect, test } from 'vitest';
import { ChannelFlag, ChannelId, Opcode } from '../../../src-shared/openmv/constants.ts';
import { allBytes, mixedText, oddNames, renameChannels } from '../testing/arbitrary-bytes.ts';
import { FaultBench, type FaultBenchOptions } from '../testing/faults/fault-bench.ts';
import { datagramOptions } from '../testing/faults/fault-matrix.ts';
import { answerTo } from '../testing/faults/packet-matches.ts';
import { mustWork } from '../testing/faults/play-scenario.ts';
import { WireTap } from '../testing/faults/wire-tap.ts';
import { Camera } from '../../library/camera.ts';
import { createSimulatedCamera, type SimulatedCamera } from '../testing/simulated-camera.ts';
import type { ByteTransport } from '../../transports/api/byte-transport.ts';

const script = new TextEncoder().encode('while True: pass\n');

let current: { dispose(): Promise<void> } | undefined;
afterEach(async () => {
  await current?.dispose();
  current = undefined;
});

async function runScript(options: Omit<FaultBenchOptions, 'plan'> = {}): Promise<FaultBench> {
  const bench = new FaultBench({ ...options, plan: { rules: [] } });
  current = bench;
  await mustWork(bench, bench.camera.connect());
  await mustWork(bench, bench.camera.run(script));
  return bench;
}

/** The channel tells its number when it is read. */
function register({ engine }: SimulatedCamera, name: string, number: number): void {
  engine.register({
    name,
    flags: ChannelFlag.read,
    methods: ['size', 'read'],
    answer: ({ op }) => (op === 'read' ? { kind: 'bytes', bytes: Uint8Array.of(number) } : { kind: 'value', value: 1 }),
  });
}

const links: readonly (readonly [string, Omit<FaultBenchOptions, 'plan'>])[] = [
  ['a stream', {}],
  ['packets of 50 bytes', { settings: { maxPayload: 50 } }],
  ['acknowledged packets of 50 bytes', { settings: { maxPayload: 50, ack: true } }],
  ['datagrams', datagramOptions],
];

test.each(links)('32 channels are listed, reached, and gone after the script, over %s', async (_link, options) => {
  const tap = new WireTap();
  const bench = await runScript({ ...options, tap });
  const { camera, simulated } = bench;
  let packets = 0;
  tap.onPacket = (packet) => {
    if (answerTo(Opcode.channelList)(packet)) packets++;
    return [packet.bytes];
  };
  const own = camera.channels.list.length;
  const names = Array.from({ length: 32 - own }, (_, index) => `channel_${index}`.padEnd(13, '.'));
  for (const [index, name] of [...names, 'one too many'].entries()) register(simulated, name, index);
  await bench.until('all channels', () => camera.channels.list.length === 32);
  await bench.pass(100);
  expect(camera.channels.list.map(({ id }) => id)).toEqual(Array.from({ length: 32 }, (_, id) => id));
  expect(camera.channels.list.slice(own).map(({ name }) => name)).toEqual(names);
  // A list for each of the 28 reports would be 308 packets.
  expect(packets).toBeLessThan(60);
  for (const [index] of names.entries()) {
    const { value } = await bench.settle(camera.channels.read(own + index));
    expect(value).toEqual(Uint8Array.of(index));
  }
  await mustWork(bench, camera.stop());
  await bench.until('idle', () => camera.state === 'idle');
  expect(camera.channels.list).toHaveLength(own);
});

test('names that repeat, that are wrong UTF-8, that fill their field or are empty: each channel is reached by its id', async () => {
  const tap = new WireTap();
  const bench = await runScript({ tap });
  tap.onPacket = renameChannels;
  for (const [index] of oddNames.entries()) register(bench.simulated, 'odd', index);
  await bench.until('all channels', () => bench.camera.channels.list.length === 4 + oddNames.length);
  expect(bench.camera.channels.list.slice(4).map(({ name }) => name)).toEqual(oddNames.map(({ shown }) => shown));
  for (const [index] of oddNames.entries()) {
    expect((await bench.settle(bench.camera.channels.read(4 + index))).value).toEqual(Uint8Array.of(index));
  }
  expect(bench.camera.profiler).toBeUndefined();
});

test.each(links)('text that is no UTF-8 comes as it was printed, over %s', async (_link, options) => {
  const bench = await runScript(options);
  await bench.pass(100);
  const received: Uint8Array[] = [];
  bench.camera.onText((bytes) => received.push(bytes.slice()));
  // Cut anywhere, also inside characters.
  for (let at = 0; at < mixedText.length; at += 301) bench.simulated.engine.print(mixedText.subarray(at, at + 301));
  await bench.until('all text', () => received.reduce((sum, each) => sum + each.length, 0) >= mixedText.length);
  expect(Buffer.compare(Buffer.concat(received), mixedText)).toBe(0);
  expect(bench.verdict.wrongText).toBe(0);
});

test.each(links)('a script that is no UTF-8 arrives byte for byte, over %s', async (_link, options) => {
  const bench = await runScript(options);
  const source = allBytes(5000);
  await mustWork(bench, bench.camera.run(source));
  expect(Buffer.compare(bench.simulated.engine.uploads.at(-1)!, source)).toBe(0);
});

async function connectLibrary(): Promise<{ readonly camera: Camera; readonly sim: SimulatedCamera }> {
  const tap = new WireTap();
  tap.onPacket = renameChannels;
  let transport: ByteTransport | undefined;
  const sim = createSimulatedCamera({
    wrap: (inner) => (transport = inner),
    toHost: (bytes) => tap.take('camera', bytes),
  });
  const camera = new Camera(transport!);
  current = {
    async dispose() {
      await camera.disconnect();
      await sim.dispose();
    },
  };
  await camera.connect();
  return { camera, sim };
}

test('the library finds the first channel of a name, and joins characters that were cut', async () => {
  const { camera, sim } = await connectLibrary();
  const source = allBytes(2000);
  await camera.exec(source);
  expect(Buffer.compare(sim.engine.uploads.at(-1)!, source)).toBe(0);
  for (const [index] of oddNames.entries()) register(sim, 'odd', index);
  await expect.poll(() => camera.channels.length).toBe(4 + oddNames.length);
  expect(await camera.getChannel('stdin')).toBe(ChannelId.stdin);
  for (const { shown } of oddNames.filter((each) => each.shown !== 'stdin')) {
    const first = oddNames.findIndex((each) => each.shown === shown);
    expect([shown, await camera.channelRead(shown)]).toEqual([shown, Uint8Array.of(first)]);
  }
  await camera.readStdout();
  for (let at = 0; at < mixedText.length; at += 301) sim.engine.print(mixedText.subarray(at, at + 301));
  const expected = new TextDecoder().decode(mixedText);
  let text = '';
  await expect
    .poll(async () => (text += (await camera.readStdout()) ?? '').length)
    .toBeGreaterThanOrEqual(expected.length);
  expect(text).toBe(expected);
});
