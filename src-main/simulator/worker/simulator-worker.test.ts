// The whole simulated camera in its thread: protocol, real MicroPython, frames. The built worker is used, as in the app.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Opcode } from '../../../src-shared/openmv/constants.ts';
import { decodeChannelList, decodeSystemInfo } from '../../../src-shared/openmv/payloads.ts';
import { PixelFormat } from '../../../src-shared/picture/pixel-format.ts';
import { decodeStreamHeader } from '../../../src-shared/openmv/stream-frame.ts';
import { builtFile } from '../../lib/product-files.ts';
import type { SimulatorWorkerData } from '../simulator-options.ts';
import { readPort } from './port-stream.ts';
import { RawHost } from '../testing/raw-host.ts';

let host: RawHost;
let flashFolder: string;
let end: () => Promise<void>;

beforeEach(async () => {
  flashFolder = mkdtempSync(path.join(tmpdir(), 'viewfinder-sim-'));
  const { port1, port2 } = new MessageChannel();
  const workerData: SimulatorWorkerData = { options: { flashFolder, settings: { rebootMs: 10 } }, port: port2 };
  const worker = new Worker(builtFile('simulator.worker.js'), { workerData, transferList: [port2] });
  const exited = new Promise<number>((resolve) => worker.once('exit', resolve));
  host = new RawHost({
    write: (bytes) => port1.postMessage(bytes),
    onData: (listener) => readPort(port1, listener),
  });
  end = async () => {
    port1.close();
    await exited;
    rmSync(flashFolder, { recursive: true, force: true });
  };
  await host.connect();
});

afterEach(() => end());

test('a script prints, ends, and the prompt of a fresh interpreter follows', async () => {
  await host.exec('print("温度", 6 * 7)\nopen("/flash/note.txt", "w").write("kept")');
  await host.event(1, 0);
  await host.event(0, 2);
  await host.connect();
  expect(await host.textWith('MPY: soft reboot')).toContain('温度 42\r\n');
  expect(readFileSync(path.join(flashFolder, 'note.txt'), 'utf8')).toBe('kept');
});

test('an exception leaves a traceback that names the line', async () => {
  await host.exec('x = 1\nx / 0\n');
  await host.event(0, 2);
  await host.connect();
  const text = await host.textWith('MPY: soft reboot');
  expect(text).toMatch(
    /Traceback \(most recent call last\):\r\n {2}File "<stdin>", line 2, in <module>\r\nZeroDivisionError/,
  );
});

const snapshotLoop = [
  'import csi',
  'c = csi.CSI()',
  'c.reset()',
  'c.pixformat(csi.RGB565)',
  'c.framesize(csi.QVGA)',
  'while True:',
  '    c.snapshot()',
].join('\n');

test.each([
  ['an endless loop', 'while True: pass'],
  ['a print flood', 'while True: print("flood")'],
  ['a snapshot loop', snapshotLoop],
])('Stop ends %s and the next script runs', async (_name, source) => {
  await host.exec(source);
  await host.ioctl(1, 1);
  await host.event(1, 0);
  await host.connect();
  host.text = '';
  await host.exec('print("next")');
  await host.event(0, 2);
  await host.connect();
  await host.textWith('next');
});

test('frames arrive raw and as JPEG, as the host asks for them', async () => {
  await host.ioctl(3, 0, 1);
  await host.exec(snapshotLoop);
  const raw = await host.frame();
  const rawHeader = decodeStreamHeader(raw);
  await host.ioctl(3, 1, 0);
  await host.ioctl(3, 0, 1);
  const jpeg = await host.frame();
  expect([rawHeader.width, rawHeader.height, rawHeader.format, raw.length]).toEqual([
    320,
    240,
    PixelFormat.rgb565,
    32 + 320 * 240 * 2,
  ]);
  expect([decodeStreamHeader(jpeg).format, jpeg[32], jpeg[33]]).toEqual([PixelFormat.jpeg, 0xff, 0xd8]);
  const second = await host.frame();
  expect(second).not.toEqual(jpeg);
});

test('a channel of the script is read and written while it spins', async () => {
  const script = [
    'import protocol',
    'class Echo:',
    '    def __init__(self): self.data = b"empty"',
    '    def size(self): return len(self.data)',
    '    def read(self, offset, length): return self.data[offset:offset + length]',
    '    def write(self, offset, data):',
    '        self.data = bytes(data)',
    '        return len(data)',
    'channel = protocol.register(name="echo", backend=Echo())',
    'channel.send_event(7)',
    'while True: pass',
  ].join('\n');
  await host.exec(script);
  await host.event(0, 0);
  const list = decodeChannelList(await host.request(Opcode.channelList));
  const { id, flags } = list.find(({ name }) => name === 'echo')!;
  await host.event(id, 7);
  const before = Buffer.from(await host.read(id, 0, await host.size(id))).toString();
  await host.write(id, 0, new TextEncoder().encode('hello'));
  const after = Buffer.from(await host.read(id, 0, await host.size(id))).toString();
  expect([flags, before, after]).toEqual([0x23, 'empty', 'hello']);
});

test('the camera says what it is', async () => {
  const info = decodeSystemInfo(await host.request(Opcode.sysInfo));
  expect([info.usbVendorId, info.usbProductId, info.streamBufferSizeKb]).toEqual([0x37c5, 0x1206, 1024]);
});
