// A whole OpenMvCamera against a device that does what the input says: sound answers, wrong ones, none, events, noise, and
// a port that goes away; while the host asks for this and that. A byte or more decides each step, so that small changes of
// the input are small changes of the story. Bytes that are 0 are a device as it should be.

import assert from 'node:assert/strict';
import { isAbortError } from '../../../src-shared/lib/abort.ts';
import { ManualClock } from '../../../src-shared/lib/clock.ts';
import { CodedError } from '../../../src-shared/lib/coded-error.ts';
import type { FuzzTarget } from '../../../src-shared/lib/testing/fuzz-target.ts';
import type { Frame } from '../../../src-shared/picture/frame.ts';
import { OpenMvCamera } from '../openmv/openmv-camera.ts';
import { FuzzDevice } from './fuzz-device.ts';
import { InputReader } from './input-reader.ts';
import { createMemoryTransport } from '../../transports/testing/memory-transport.ts';
import { turns } from './manual-time.ts';

const readSequences = [undefined, 'reference', 'locked', 'lock-free', 'one-trip'] as const;
const connectSteps = 60;
const mostSteps = 60;
const scriptChannel = 5;

type HostCall = (camera: OpenMvCamera, input: InputReader) => Promise<unknown> | undefined;

const hostCalls: readonly HostCall[] = [
  (camera) => camera.stop(),
  (camera, input) => camera.run(input.take(input.next())),
  (camera) => camera.channels.read(scriptChannel),
  (camera, input) => camera.channels.read(scriptChannel, { size: input.nextWord() & 0xffff, once: true }),
  (camera, input) => camera.channels.write(scriptChannel, input.take(input.next())),
  (camera) => camera.refreshChannels(),
  (camera, input) => camera.preview.configure({ enabled: input.next() % 2 === 0, raw: input.next() % 2 === 0 }),
  (camera) => camera.resync(),
  (camera) => camera.profiler?.read(),
  (camera) => camera.profiler?.counterCount(),
  (camera) => camera.commands.deviceStats(),
  (camera) => camera.commands.memory(),
  (camera) => camera.commands.readProfile(),
  (camera) => camera.disconnect(),
];

export const openMvCameraTarget: FuzzTarget = {
  name: 'openmv-camera',
  share: 0.04,
  seeds: () => hostCalls.map((_, index) => story(index)),
  async run(bytes) {
    const complaints = recordComplaints();
    try {
      await play(new InputReader(bytes));
    } finally {
      complaints.stop();
    }
    assert.deepEqual(complaints.list, [], 'No listener fails.');
  },
};

const firstCall = 0xa0;
const behindCalls = 0xf0;

/** Connects, starts a script, announces a frame and text, then makes one call; the device is as it should be. */
function story(call: number): Uint8Array {
  return Uint8Array.of(4 * call, ...new Uint8Array(20), 2, 0, 1, 0, 0, 0, 0, firstCall + call, ...new Uint8Array(30));
}

async function play(input: InputReader): Promise<void> {
  const options = input.next();
  const clock = new ManualClock();
  const { transport, peer } = createMemoryTransport((options & 1) === 0 ? 'stream' : 'datagram');
  const device = new FuzzDevice(peer, input);
  const camera = new OpenMvCamera({
    transport,
    clock,
    settings: { ack: (options & 2) !== 0, readSequence: readSequences[(options >> 2) % readSequences.length] },
  });
  camera.onFrame(checkFrame);
  const calls = new OpenCalls();
  calls.add('connect', () => camera.connect({ stopRunning: (options & 0x80) === 0 }));
  for (let step = 0; step < connectSteps && camera.state === 'connecting'; step++) {
    await turns(3);
    clock.advance(10);
  }
  for (let step = 0; step < mostSteps && !input.isOver; step++) {
    const what = input.next();
    if (what < 0x60) device.act(what);
    else if (what < firstCall) clock.advance(1 << (what & 0x0f));
    else if (what < behindCalls) {
      const index = (what - firstCall) % hostCalls.length;
      calls.add(`call ${index}`, async () => hostCalls[index]!(camera, input));
    } else peer.unplug();
    await turns(4);
  }
  calls.add('disconnect', () => camera.disconnect());
  for (let step = 0; step < 12; step++) {
    await turns(4);
    clock.advance(40);
  }
  assert.equal(camera.state, 'disconnected');
  clock.advance(60_000);
  await turns(6);
  calls.checkEnded();
}

function checkFrame({ width, height, data }: Frame): void {
  assert(width > 0 && height > 0 && data.length > 0, 'A frame has a size and data.');
}

/** What the host asked for: everything comes to an end, and fails with nothing but an error of ours. */
class OpenCalls {
  readonly #open = new Set<string>();
  readonly #strange: unknown[] = [];
  #count = 0;

  add(name: string, start: () => Promise<unknown>): void {
    const id = `${name} (${this.#count++})`;
    this.#open.add(id);
    start()
      .catch((error: unknown) => {
        if (!(error instanceof CodedError) && !isAbortError(error)) this.#strange.push(error);
      })
      .finally(() => this.#open.delete(id));
  }

  checkEnded(): void {
    if (this.#strange.length > 0) throw this.#strange[0];
    assert.deepEqual([...this.#open], [], 'Every call comes to an end.');
  }
}

/** The emitter reports listeners that throw, and goes on. */
function recordComplaints(): { readonly list: unknown[]; stop(): void } {
  const list: unknown[] = [];
  const original = console.error;
  console.error = (...words: unknown[]) => list.push(...words);
  return {
    list,
    stop: () => {
      console.error = original;
    },
  };
}
