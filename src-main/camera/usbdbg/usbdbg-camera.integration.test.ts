// The driver over the simulated boards with firmware 4: the test plays the script.

import { afterEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../../src-shared/lib/clock.ts';
import type { Frame } from '../../../src-shared/picture/frame.ts';
import { PixelFormat } from '../../../src-shared/picture/pixel-format.ts';
import { Opcode } from '../../../src-shared/usbdbg/constants.ts';
import { usbdbgBoards } from '../../simulator/boards/openmv/usbdbg/boards.ts';
import { UsbdbgDevice, type UsbdbgBoard } from '../../simulator/boards/openmv/usbdbg/usbdbg-device.ts';
import { createMemoryStreamPair } from '../../simulator/testing/memory-stream.ts';
import { ScriptedEngine } from '../../simulator/testing/scripted-engine.ts';
import { createMemoryTransport } from '../../transports/testing/memory-transport.ts';
import type { RunEvent } from '../camera.ts';
import { UsbdbgCamera } from './usbdbg-camera.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function jpegOf(bytes: number): Uint8Array {
  const data = new Uint8Array(Math.max(40, bytes)).fill(0x55);
  // A frame header of 320 × 240 in three components, then the end.
  data.set([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 240, 1, 64, 3, 1, 0x21, 0, 2, 0x11, 1, 3, 0x11, 1]);
  data.set([0xff, 0xd9], data.length - 2);
  return data;
}

function setUp(board: UsbdbgBoard) {
  const engine = new ScriptedEngine();
  const pair = createMemoryStreamPair();
  const { transport, peer } = createMemoryTransport();
  pair.host.onData((bytes) => peer.write(bytes));
  peer.onData((bytes) => pair.host.write(bytes));
  const jpeg = { encode: (pixels: Uint8Array) => jpegOf(Math.ceil(pixels.length / 12)) };
  const device = new UsbdbgDevice({ stream: pair.device, engine, clock: systemClock, board, jpeg, rebootMs: 20 });
  const camera = new UsbdbgCamera({ transport, clock: systemClock });
  let text = '';
  const decoder = new TextDecoder();
  const frames: Frame[] = [];
  const runs: RunEvent[] = [];
  const problems: string[] = [];
  camera.onText((bytes) => (text += decoder.decode(bytes, { stream: true })));
  camera.onFrame((frame) => void frames.push(frame));
  camera.onRun((event) => void runs.push(event));
  camera.onFrameProblem((error) => void problems.push((error as { code?: string }).code ?? error.message));
  cleanUps.push(async () => {
    await camera.disconnect();
    device.dispose();
    engine.dispose();
  });
  return { camera, device, engine, peer, frames, runs, problems, text: () => text };
}

const source = (text: string): Uint8Array => new TextEncoder().encode(text);
const coded = (code: string): unknown => expect.objectContaining({ code });
const grayscale = (width: number, height: number) => ({
  width,
  height,
  format: PixelFormat.grayscale,
  data: new Uint8Array(width * height).fill(9),
});

describe.each(Object.entries(usbdbgBoards))('a camera %s', (_name, board) => {
  test('tells who it is', async () => {
    const { camera } = setUp(board);
    const { major, minor, patch } = board.version;
    await expect(camera.connect()).resolves.toMatchObject({
      board: `OpenMV ${board.type}`,
      firmware: `${major}.${minor}.${patch}`,
      protocol: 'usbdbg',
      serial: board.uniqueId,
      simulated: true,
    });
    expect(camera.state).toBe('idle');
  });

  test('runs a script, passes its text on, and reports the end after the last of it', async () => {
    const { camera, engine, runs, text } = setUp(board);
    await camera.connect();
    await camera.run(source('print(1)'));
    expect(engine.sources.map((each) => each.trimEnd())).toEqual(['print(1)']);
    await vi.waitFor(() => expect(camera.state).toBe('running'));
    engine.print('héllo 世界\n'.repeat(50));
    engine.end('finished');
    await vi.waitFor(() => expect(runs).toEqual([{ kind: 'started' }, { kind: 'ended', reason: 'finished' }]));
    expect(text()).toContain('héllo 世界\n'.repeat(50));
    expect(text()).toContain('MPY: soft reboot');
    expect(camera.state).toBe('idle');
  });

  test('runs a script that ends before the camera is asked about it', async () => {
    const { camera, engine, runs } = setUp(board);
    engine.onRun = () => engine.end('finished');
    await camera.connect();
    await camera.run(source('pass'));
    await vi.waitFor(() => expect(runs.at(-1)).toEqual({ kind: 'ended', reason: 'finished' }));
    expect(engine.sources).toHaveLength(1);
  });

  test('stops a script, also in a flood of text', async () => {
    const { camera, engine, runs } = setUp(board);
    await camera.connect();
    await camera.run(source('while True: print(1)'));
    for (let round = 0; round < 200; round++) engine.print('0123456789'.repeat(100));
    await camera.stop();
    expect(engine.running).toBe(false);
    await vi.waitFor(() => expect(runs.at(-1)).toEqual({ kind: 'ended', reason: 'stopped' }));
    await camera.stop();
  });

  test('a second run ends the first, and two at once follow one another', async () => {
    const { camera, engine } = setUp(board);
    await camera.connect();
    await Promise.all([camera.run(source('first')), camera.run(source('second'))]);
    expect(engine.sources.map((each) => each.trimEnd())).toEqual(['first', 'second']);
    expect(engine.running).toBe(true);
  });

  test('gives frames, and the camera is free for the next one after each', async () => {
    const { camera, engine, frames, problems } = setUp(board);
    await camera.connect();
    await camera.run(source('snapshot'));
    for (let count = 1; count <= 5; count++) {
      await vi.waitFor(() => {
        if (engine.frameWanted) engine.snapshot(grayscale(320, 240));
        expect(frames.length).toBeGreaterThanOrEqual(count);
      });
    }
    expect(frames[0]).toMatchObject({ sequence: 1, encoding: 'jpeg', width: 320, height: 240, keyFrame: true });
    expect(frames[4]!.data).toEqual(jpegOf(6400));
    expect(problems).toEqual([]);
  });

  test('is left alone by a host that only attaches', async () => {
    const { camera, engine, device } = setUp(board);
    await camera.connect();
    await camera.run(source('x'));
    await camera.disconnect();
    await camera.connect({ stopRunning: false });
    expect(camera.state).toBe('running');
    expect(device.answered.get(Opcode.scriptStop)).toBeUndefined();
    await camera.disconnect();
    await camera.connect();
    expect(engine.running).toBe(false);
  });

  test('that is unplugged ends everything that waits', async () => {
    const { camera, peer, device } = setUp(board);
    await camera.connect();
    const asked = device.answered.get(Opcode.scriptRunning)!;
    const running = camera.run(source('x'));
    await vi.waitFor(() => expect(device.answered.get(Opcode.scriptRunning)).toBeGreaterThan(asked));
    peer.unplug();
    await expect(running).rejects.toEqual(coded('port-lost'));
    expect(camera.state).toBe('disconnected');
    await expect(camera.stop()).rejects.toEqual(coded('not-connected'));
  });

  test('resets its hardware, which ends the connection', async () => {
    const { camera, device } = setUp(board);
    await camera.connect();
    await camera.reset();
    expect(camera.state).toBe('disconnected');
    expect(device.answered.get(Opcode.sysReset)).toBe(1);
  });
});

test('a frame that does not fit the preview of firmware 4.5 comes through the text', async () => {
  const { camera, engine, frames, text } = setUp(usbdbgBoards['M7@4.5']);
  await camera.connect();
  await camera.run(source('x'));
  const large = jpegOf(40_000);
  await vi.waitFor(() => {
    if (engine.frameWanted) engine.snapshot({ width: 320, height: 240, format: PixelFormat.jpeg, data: large });
    expect(frames.length).toBeGreaterThan(0);
  });
  engine.print('after\n');
  await vi.waitFor(() => expect(text()).toContain('after\n'));
  expect(frames[0]!.data).toEqual(large);
});

test('a frame that does not fit the preview of firmware 4.8 is a problem, and its mark is not text', async () => {
  const { camera, engine, problems, text } = setUp(usbdbgBoards['H7@4.8']);
  await camera.connect();
  await camera.run(source('x'));
  await vi.waitFor(() => {
    if (engine.frameWanted)
      engine.snapshot({ width: 320, height: 240, format: PixelFormat.jpeg, data: jpegOf(40_000) });
    expect(problems).toContain('preview-overflow');
  });
  expect(text()).not.toContain('[40O');
});

test('firmware 5 is refused by its version', async () => {
  const { camera } = setUp({ ...usbdbgBoards['H7@4.8'], version: { major: 5, minor: 0, patch: 0 } });
  await expect(camera.connect()).rejects.toEqual(coded('unsupported-protocol'));
});

test('a port that answers nothing is reported as silent', async () => {
  const { transport } = createMemoryTransport();
  const camera = new UsbdbgCamera({ transport, clock: systemClock });
  await expect(camera.connect()).rejects.toEqual(coded('camera-silent'));
  expect(camera.state).toBe('disconnected');
});
