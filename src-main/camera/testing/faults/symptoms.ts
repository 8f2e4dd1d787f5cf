// One thing that goes wrong while a script shows a frame every 5 ms and prints: how long until the next frame comes, or
// until the engine knows what the camera does.

import { ChannelId, Flag, Opcode, StdinEvent } from '../../../../src-shared/openmv/constants.ts';
import { encodePacket } from '../../../../src-shared/openmv/packet.ts';
import type { FaultRule } from '../../../transports/wrap/fault-plan.ts';
import { FaultBench, type FaultBenchOptions } from './fault-bench.ts';
import { answerTo, nth, stdinReport, type PacketMatch } from './packet-matches.ts';
import { mustWork } from './play-scenario.ts';
import { restartAt } from './restart-at.ts';
import { loopSource } from './scenarios.ts';
import { WireTap } from './wire-tap.ts';

export interface Symptom {
  readonly name: string;
  /** Milliseconds; `index` chooses the packet that is hit. */
  measure(index: number, options: Omit<FaultBenchOptions, 'plan'>): Promise<number>;
}

const loop = new TextEncoder().encode(loopSource);
/** Packets of each direction that connecting and starting a script take; hits begin behind them. */
const firstPlace = 200;
const placesApart = 7;

interface Stage {
  readonly bench: FaultBench;
  readonly tap: WireTap;
}

/** Sets the stage, with the script running and frames coming, and clears it away afterwards. */
async function withPictures(
  options: Omit<FaultBenchOptions, 'plan'>,
  rules: readonly FaultRule[],
  act: (stage: Stage) => Promise<number>,
): Promise<number> {
  const tap = new WireTap();
  const bench = new FaultBench({ ...options, plan: { rules }, tap });
  try {
    await mustWork(bench, bench.camera.connect());
    bench.script = () => {
      const now = bench.clock.now();
      if (now % 5 === 0) bench.simulated.engine.snapshot(bench.source.jpeg());
      if (now % 20 === 0) bench.print();
    };
    await mustWork(bench, bench.camera.run(loop));
    await bench.until('frames', () => bench.verdict.frames > 8);
    return await act({ bench, tap });
  } finally {
    await bench.dispose();
  }
}

function untilPicture(bench: FaultBench): Promise<number> {
  const { frames } = bench.verdict;
  return bench.until('the next frame', () => bench.verdict.frames > frames);
}

function oneFault(name: string, rule: FaultRule): Symptom {
  return {
    name,
    measure(index, options) {
      const fromPacket = firstPlace + placesApart * index;
      const rules = [{ ...rule, fromPacket, toPacket: fromPacket + 1 }];
      return withPictures(options, rules, async ({ bench }) => {
        bench.faults.enabled = true;
        await bench.until('the fault', () => bench.faults.counts[rule.kind] > 0);
        if (rule.kind === 'stall') await bench.pass(rule.durationMs ?? 0);
        return untilPicture(bench);
      });
    },
  };
}

function lostReport(name: string, match: PacketMatch): Symptom {
  return {
    name,
    measure: (index, options) =>
      withPictures(options, [], async ({ bench, tap }) => {
        await bench.pass(index);
        const picked = nth(1, match);
        let lost = false;
        tap.onPacket = (packet) => {
          if (!picked(packet)) return [packet.bytes];
          lost = true;
          return [];
        };
        await bench.until('the report', () => lost);
        return untilPicture(bench);
      }),
  };
}

function restart(name: string, announced: boolean): Symptom {
  return {
    name,
    measure: (index, options) =>
      withPictures(options, [], async ({ bench, tap }) => {
        await bench.pass(index);
        const at = nth(1, answerTo(Opcode.channelRead, ChannelId.stream));
        await bench.until('the restart', restartAt(bench, tap, { at, packetPasses: true, announced }));
        return bench.until('rest', () => bench.camera.state === 'idle');
      }),
  };
}

const streamReport: PacketMatch = ({ channel, flags }) => channel === ChannelId.stream && (flags & Flag.event) !== 0;

const lostStart: Symptom = {
  name: 'the report of a script that starts is lost: Run is done after',
  measure: (index, options) =>
    withPictures(options, [], async ({ bench, tap }) => {
      await mustWork(bench, bench.camera.stop());
      await bench.until('rest', () => bench.camera.state === 'idle');
      await bench.pass(index);
      const report = stdinReport(StdinEvent.started);
      tap.onPacket = (packet) => (report(packet) ? [] : [packet.bytes]);
      return (await bench.settle(bench.camera.run(loop))).afterMs;
    }),
};

const otherHost: Symptom = {
  name: 'another host synchronizes in the middle of a frame: next frame after',
  measure: (index, options) =>
    withPictures(options, [], async ({ bench, tap }) => {
      await bench.pass(index);
      const at = nth(2, answerTo(Opcode.channelRead, ChannelId.stream));
      let taken = false;
      tap.onPacket = (packet) => {
        if (!at(packet)) return [packet.bytes];
        taken = true;
        const header = { seq: 0, channel: ChannelId.transport, flags: 0, opcode: Opcode.protoSync };
        setImmediate(() => bench.simulated.sendToDevice(encodePacket(header)));
        return [];
      };
      await bench.until('the other host', () => taken);
      return untilPicture(bench);
    }),
};

export const symptoms: readonly Symptom[] = [
  oneFault('a packet to the camera is lost: next frame after', { kind: 'drop', direction: 'out' }),
  oneFault('a packet of the camera is lost: next frame after', { kind: 'drop', direction: 'in' }),
  oneFault('a packet to the camera is damaged: next frame after', { kind: 'corrupt', direction: 'out' }),
  oneFault('a packet of the camera is damaged: next frame after', { kind: 'corrupt', direction: 'in' }),
  oneFault('a packet is cut off on its way to the camera: next frame after', { kind: 'truncate', direction: 'out' }),
  oneFault('a packet is cut off on its way from the camera: next frame after', { kind: 'truncate', direction: 'in' }),
  oneFault('a packet comes twice: next frame after', { kind: 'duplicate' }),
  oneFault('a packet lies inside another: next frame after', { kind: 'interleave', direction: 'in' }),
  lostReport('the report of a frame is lost: next frame after', streamReport),
  oneFault('the line stands still for 3 s: next frame behind that after', { kind: 'stall', durationMs: 3000 }),
  oneFault('the line stands still for 7 s: next frame behind that after', { kind: 'stall', durationMs: 7000 }),
  lostStart,
  restart('the camera restarts and says so: at rest after', true),
  restart('the camera restarts without a word: at rest after', false),
  otherHost,
];
