// Bytes that are not text on their way through the host: script, printed text and names of channels, with the real engine over
// the virtual camera.

import { expect, test } from 'vitest';
import { ChannelFlag } from '../../src-shared/openmv/constants.ts';
import type { Camera } from '../camera/camera.ts';
import { WireTap } from '../camera/testing/faults/wire-tap.ts';
import { allBytes, mixedText, oddNames, renameChannels } from '../camera/testing/arbitrary-bytes.ts';
import { createSimulatedCamera, type SimulatedCamera } from '../camera/testing/simulated-camera.ts';
import type { CameraSource } from './camera-source.ts';
import { simulatedEntry } from './testing/fake-camera-source.ts';
import { collect, createTestHost } from './testing/test-host.ts';

/** One camera, always there. */
class SingleCameraSource implements CameraSource {
  readonly found = [simulatedEntry];
  readonly onChange = () => ({ dispose: () => {} });
  readonly #camera: Camera;

  constructor(camera: Camera) {
    this.#camera = camera;
  }

  refresh = () => Promise.resolve(this.found);
  entry = () => simulatedEntry;
  open = () => Promise.resolve(this.#camera);
  ownElf = () => undefined;
  dispose = () => {};
}

async function connect() {
  const tap = new WireTap();
  tap.onPacket = renameChannels;
  const sim: SimulatedCamera = createSimulatedCamera({ toHost: (bytes) => tap.take('camera', bytes) });
  const { openPage } = await createTestHost({ cameraSource: new SingleCameraSource(sim.camera) });
  const { host } = openPage();
  await host.camera.connect({ id: 'sim' });
  return { host, sim };
}

test('a script reaches the camera byte for byte, and what it prints reaches the page so, with its traceback', async () => {
  const { host, sim } = await connect();
  const text: Uint8Array[] = [];
  host.script.on('text', ({ bytes }) => text.push(bytes));
  const tracebacks = collect<{ line: number; type: string }>((listener) =>
    host.script.on('traceback', ({ traceback }) => listener(traceback)),
  );
  const source = allBytes(3000);
  await host.script.run({ source, document: 'doc' });
  expect(Buffer.compare(sim.engine.uploads.at(-1)!, source)).toBe(0);
  const traceback = 'Traceback (most recent call last):\r\n  File "<stdin>", line 7, in <module>\r\nValueError: \u6f22';
  const printed = Buffer.concat([mixedText, Buffer.from(`\r\n${traceback}`), Uint8Array.of(0xe6, 0x0d, 0x0a)]);
  for (let at = 0; at < printed.length; at += 301) sim.engine.print(printed.subarray(at, at + 301));
  expect(await tracebacks.until(() => true)).toMatchObject({ line: 7, type: 'ValueError' });
  await expect.poll(() => Buffer.concat(text).includes(printed)).toBe(true);
  expect(Buffer.from((await host.script.recall(undefined)).text).includes(printed)).toBe(true);
});

test('channels with names that repeat or are no UTF-8 are listed and read by their ids', async () => {
  const { host, sim } = await connect();
  await host.script.run({ source: new TextEncoder().encode('channels'), document: 'doc' });
  for (const [index] of oddNames.entries()) {
    sim.engine.register({
      name: 'odd',
      flags: ChannelFlag.read,
      methods: ['size', 'read'],
      answer: ({ op }) =>
        op === 'read' ? { kind: 'bytes', bytes: Uint8Array.of(index) } : { kind: 'value', value: 1 },
    });
  }
  const dynamic = async () => (await host.channels.list(undefined)).filter((each) => each.dynamic);
  await expect.poll(async () => (await dynamic()).length).toBe(oddNames.length);
  const listed = await dynamic();
  expect(listed.map(({ name }) => name)).toEqual(oddNames.map(({ shown }) => shown));
  for (const [index, { id }] of listed.entries()) {
    expect([...(await host.channels.read({ id }))]).toEqual([index]);
  }
});
