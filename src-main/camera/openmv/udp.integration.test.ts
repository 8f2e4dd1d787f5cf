// The engine over a real UDP socket on which datagrams get lost, come late and overtake each other (docs/protocol-v2.md
// §18).

import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { systemClock } from '../../../src-shared/lib/clock.ts';
import { Flag, Opcode } from '../../../src-shared/openmv/constants.ts';
import { encodePacket } from '../../../src-shared/openmv/packet.ts';
import { PixelFormat } from '../../../src-shared/picture/pixel-format.ts';
import { exposeOnUdp } from '../../simulator/expose/expose-udp.ts';
import { ScriptedEngine } from '../../simulator/testing/scripted-engine.ts';
import { transportFor } from '../../transports/open-transport.ts';
import type { CameraState } from '../../../src-shared/device/state.ts';
import type { Frame } from '../../../src-shared/picture/frame.ts';
import { OpenMvCamera } from './openmv-camera.ts';

const flashFolder = mkdtempSync(path.join(tmpdir(), 'viewfinder-udp-'));
const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
afterAll(() => rmSync(flashFolder, { recursive: true, force: true }));

test.each([
  ['lost', 'drop=3%,seed=5', 0],
  ['overtaking each other', 'delay=15%/3,seed=6', 0],
  ['lost, doubled, overtaking and damaged', 'drop=1%,duplicate=2%,delay=5%/3,corrupt=1%,seed=7', 3],
])('with datagrams %s every frame is whole and the session lasts', async (_what, faults, resyncLimit) => {
  const engine = new ScriptedEngine();
  const exposed = await exposeOnUdp({
    simulator: { flashFolder, board: 'RT1062' },
    createEngine: () => engine,
    port: 0,
  });
  closers.push(() => exposed.close());
  const camera = new OpenMvCamera({
    transport: transportFor(`fault(${faults}):udp://${exposed.address}`),
    clock: systemClock,
    settings: { stream: { enabled: true, raw: true } },
  });
  closers.push(() => camera.disconnect());
  await camera.connect();
  const frames: Frame[] = [];
  camera.onFrame((frame) => frames.push(frame));
  await camera.run(new TextEncoder().encode('loop'));
  // 28 datagrams each.
  const data = Uint8Array.from({ length: 160 * 120 * 2 }, (_, at) => (at * 7 + (at >> 8)) & 0xff);
  const timer = setInterval(() => {
    if (engine.running) engine.snapshot({ width: 160, height: 120, format: PixelFormat.rgb565, data });
  }, 4);
  closers.push(() => clearInterval(timer));
  await expect.poll(() => frames.length, { timeout: 15_000 }).toBeGreaterThan(60);
  for (const frame of frames) expect(Buffer.compare(frame.data, data)).toBe(0);
  expect(camera.counters.resyncs).toBeLessThanOrEqual(resyncLimit);
  await camera.stop();
  expect(engine.running).toBe(false);
});

/** A camera's network address that can go away and come back while the camera lives on. */
class Relay {
  readonly port: number;
  readonly #camera: string;
  #front: Socket;
  readonly #back: Socket;
  #host: RemoteInfo | undefined;

  private constructor(camera: string, front: Socket, back: Socket) {
    this.#camera = camera;
    this.#front = front;
    this.#back = back;
    this.port = front.address().port;
    this.#forward();
    back.on('message', (bytes) => {
      if (this.#host !== undefined) this.#front.send(bytes, this.#host.port, this.#host.address, () => undefined);
    });
  }

  static async start(camera: string): Promise<Relay> {
    return new Relay(camera, await bound(0), await bound(0));
  }

  /** Nothing listens any more: the system tells everybody who sends. */
  leave(): void {
    this.#host = undefined;
    this.#front.close();
  }

  async comeBack(): Promise<void> {
    this.#front = await bound(this.port);
    this.#forward();
  }

  close(): void {
    if (this.#host !== undefined) this.#front.close();
    this.#back.close();
  }

  #forward(): void {
    const [address, port] = this.#camera.split(':');
    this.#front.on('message', (bytes, from) => {
      this.#host = from;
      this.#back.send(bytes, Number(port), address);
    });
  }
}

async function bound(port: number): Promise<Socket> {
  const socket = createSocket('udp4').bind(port, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

async function connectedOver(address: (exposed: string) => Promise<string> | string) {
  const engine = new ScriptedEngine();
  const exposed = await exposeOnUdp({
    simulator: { flashFolder, board: 'RT1062' },
    createEngine: () => engine,
    port: 0,
  });
  closers.push(() => exposed.close());
  const camera = new OpenMvCamera({
    transport: transportFor(`udp://${await address(exposed.address)}`),
    clock: systemClock,
  });
  closers.push(() => camera.disconnect());
  const states: CameraState[] = [];
  camera.onStateChange(({ state }) => states.push(state));
  await camera.connect();
  return { camera, engine, states, deviceAddress: exposed.address };
}

test('while a restarting camera reopens its transport nothing listens, and afterwards the session continues', async () => {
  let relay: Relay | undefined;
  const { camera, engine, states } = await connectedOver(async (exposed) => {
    relay = await Relay.start(exposed);
    closers.push(() => relay!.close());
    return `127.0.0.1:${relay.port}`;
  });
  await camera.run(new TextEncoder().encode('loop'));
  relay!.leave();
  engine.end();
  // A request is made in the meantime, and time for several attempts passes.
  const asked = camera.commands.versions();
  const back = systemClock.after(2500, () => void relay!.comeBack());
  closers.push(() => back.dispose());
  expect((await asked).protocol).toEqual([1, 0, 2]);
  await camera.run(new TextEncoder().encode('again'));
  expect(engine.sources).toEqual(['loop', 'again']);
  expect(states).not.toContain('disconnected');
});

test('another computer that takes the camera over loses it again to the one that goes on asking', async () => {
  const { camera, engine, states, deviceAddress } = await connectedOver((exposed) => exposed);
  await camera.run(new TextEncoder().encode('loop'));
  const intruder = await bound(0);
  closers.push(() => void intruder.close());
  const [address, port] = deviceAddress.split(':');
  const answer = once(intruder, 'message');
  intruder.send(encodePacket({ seq: 0, channel: 0, flags: 0, opcode: Opcode.protoSync }), Number(port), address);
  const [bytes] = (await answer) as [Buffer];
  expect(bytes[4]).toBe(Flag.ack);
  const text: string[] = [];
  camera.onText((chunk) => text.push(Buffer.from(chunk).toString()));
  engine.print('still here');
  await expect.poll(() => text.join(''), { timeout: 8000 }).toContain('still here');
  expect(states).not.toContain('disconnected');
  expect(engine.running).toBe(true);
  await camera.stop();
});
