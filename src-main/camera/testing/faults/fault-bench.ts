// The engine over the virtual camera with a fault transport between them, all in one process and on a clock that the
// bench moves: a second of camera life takes some milliseconds, and a seed gives the same run every time.
// The bench knows what the camera really sent and what the script really showed, and judges everything that arrives.

import { ManualClock } from '../../../../src-shared/lib/clock.ts';
import { ChannelId, Flag, Opcode } from '../../../../src-shared/openmv/constants.ts';
import { PacketParser } from '../../../../src-shared/openmv/packet-parser.ts';
import { FaultTransport } from '../../../transports/wrap/fault-transport.ts';
import type { FaultPlan } from '../../../transports/wrap/fault-plan.ts';
import type { OpenMvCamera, OpenMvSettings } from '../../openmv/openmv-camera.ts';
import { createSimulatedCamera, type SimulatedCamera, type SimulatedCameraOptions } from '../simulated-camera.ts';
import { FrameSource } from './frame-source.ts';
import type { WireTap } from './wire-tap.ts';

export interface FaultBenchOptions {
  readonly plan: FaultPlan;
  readonly kind?: 'stream' | 'datagram';
  readonly settings?: Partial<OpenMvSettings>;
  readonly device?: SimulatedCameraOptions['device'];
  readonly profileSource?: SimulatedCameraOptions['profileSource'];
  readonly tap?: WireTap;
}

/** What arrived, judged. */
export interface Verdict {
  frames: number;
  /** Frames whose bytes are not those of the frame they claim to be. */
  wrongFrames: number;
  /** Frames that were delivered before, or after a later one. */
  repeatedFrames: number;
  textBytes: number;
  /** Pieces that the camera never sent, or not in this order. */
  wrongText: number;
}

export interface Settled<T> {
  readonly value?: T;
  readonly error?: unknown;
  readonly afterMs: number;
}

/** Turns of the event loop in one millisecond: a packet needs one each way. */
const turnsInMs = 4;

export class FaultBench {
  readonly clock = new ManualClock();
  readonly simulated: SimulatedCamera;
  readonly camera: OpenMvCamera;
  readonly source = new FrameSource();
  readonly verdict: Verdict = { frames: 0, wrongFrames: 0, repeatedFrames: 0, textBytes: 0, wrongText: 0 };
  /** Runs every millisecond while a script runs. */
  script: () => void = () => {};
  #faults: FaultTransport | undefined;
  #sentText = '';
  #readTo = 0;
  #lastPicture = -1;
  #lines = 0;

  constructor(options: FaultBenchOptions) {
    const truth = new PacketParser(({ opcode, channel, flags, bytes, payloadStart, payloadLength }) => {
      if (opcode !== Opcode.channelRead || channel !== ChannelId.stdout || (flags & (Flag.nak | Flag.rtx)) !== 0)
        return;
      this.#sentText += latin(bytes.subarray(payloadStart, payloadStart + payloadLength));
    });
    this.simulated = createSimulatedCamera({
      clock: this.clock,
      ...(options.kind && { kind: options.kind }),
      ...(options.settings && { settings: options.settings }),
      ...(options.profileSource && { profileSource: options.profileSource }),
      device: { rebootMs: 20, ...options.device },
      toHost: (bytes) => {
        truth.push(bytes);
        return options.tap?.take('camera', bytes) ?? [bytes];
      },
      toDevice: (bytes) => options.tap?.take('host', bytes) ?? [bytes],
      wrap: (transport) =>
        (this.#faults = new FaultTransport(transport, options.plan, { clock: this.clock, enabled: false })),
    });
    this.camera = this.simulated.camera;
    this.camera.onText((bytes) => this.#judgeText(latin(bytes)));
    this.camera.onFrame((frame) => this.#judgeFrame(frame));
  }

  get faults(): FaultTransport {
    return this.#faults!;
  }

  /** Text that the camera sent and that did not arrive: it was taken out of its ring by an answer that got lost. */
  get lostTextBytes(): number {
    return this.#sentText.length - this.verdict.textBytes;
  }

  /** Prints a line that occurs once. */
  print(): void {
    this.simulated.engine.print(`<${(this.#lines++).toString(36).padStart(6, '0')}>\r\n`);
  }

  async pass(durationMs: number): Promise<void> {
    for (let passed = 0; passed < durationMs; passed++) await this.#millisecond();
  }

  /** Lets time pass until it settles, or until `limitMs` have passed: then it throws. */
  async settle<T>(promise: Promise<T>, limitMs = 30_000): Promise<Settled<T>> {
    const startMs = this.clock.now();
    let outcome: { value: T } | { error: unknown } | undefined;
    promise.then(
      (value) => (outcome = { value }),
      (error: unknown) => (outcome = { error }),
    );
    for (;;) {
      if (outcome !== undefined) return { ...outcome, afterMs: this.clock.now() - startMs };
      if (this.clock.now() - startMs > limitMs) throw new Error(`Nothing settled within ${limitMs} ms.`);
      await this.#millisecond();
    }
  }

  /** Lets time pass until it is true; resolves with the milliseconds, or throws after `limitMs`. */
  async until(what: string, condition: () => boolean, limitMs = 15_000): Promise<number> {
    const startMs = this.clock.now();
    while (!condition()) {
      if (this.clock.now() - startMs > limitMs) {
        throw new Error(`Not within ${limitMs} ms: ${what} (the camera is ${this.camera.state}).`);
      }
      await this.#millisecond();
    }
    return this.clock.now() - startMs;
  }

  async dispose(): Promise<void> {
    this.faults.enabled = false;
    this.script = () => {};
    await this.settle(this.simulated.dispose());
  }

  async #millisecond(): Promise<void> {
    for (let turn = 0; turn < turnsInMs; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
    if (this.simulated.engine.running) this.script();
    this.clock.advance(1);
  }

  #judgeText(piece: string): void {
    const at = this.#sentText.indexOf(piece, this.#readTo);
    if (at === -1) this.verdict.wrongText++;
    else this.#readTo = at + piece.length;
    this.verdict.textBytes += piece.length;
  }

  #judgeFrame(frame: Parameters<FrameSource['judge']>[0]): void {
    this.verdict.frames++;
    const index = this.source.judge(frame);
    if (index === undefined) this.verdict.wrongFrames++;
    else if (index <= this.#lastPicture) this.verdict.repeatedFrames++;
    else this.#lastPicture = index;
  }
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
