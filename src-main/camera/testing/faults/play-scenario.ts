// One scenario under one plan of faults, then the proof that nothing of it stayed: without faults the camera works as
// on the first day.

import type { FaultPlan } from '../../../transports/wrap/fault-plan.ts';
import { FaultBench, type FaultBenchOptions, type Verdict } from './fault-bench.ts';
import { RecoveryWatch } from './recovery-watch.ts';
import { loopSource, profileSource, type Scenario, type ScenarioReport } from './scenarios.ts';

const promptMs = 20;

export interface Played extends Verdict, ScenarioReport {
  /** Scripts that were started and are not the one that was sent. */
  readonly wrongScripts: number;
  /** Faults that were done. */
  readonly faults: number;
  readonly lostTextBytes: number;
  readonly resyncs: number;
  /** Each time from losing the thread, or the port, to a camera at rest or at work. */
  readonly recoveriesMs: readonly number[];
  /** Milliseconds of camera life. */
  readonly durationMs: number;
}

/** Throws when anything but a coded refusal happens, or when the camera does not recover. */
export async function playScenario(
  scenario: Scenario,
  plan: FaultPlan,
  options: Omit<FaultBenchOptions, 'plan'> = {},
): Promise<Played> {
  const bench = new FaultBench({
    ...options,
    plan,
    profileSource,
    device: { profileChannel: true, pmuCounters: 8, ...options.device },
    settings: { stream: { enabled: true, raw: scenario.raw === true }, ...options.settings },
  });
  const recoveries = new RecoveryWatch(bench.camera, bench.clock);
  const report: ScenarioReport = { calls: 0, refusals: 0, stopMs: [], pictureGapMs: 0 };
  try {
    if (scenario.connects !== true) await mustWork(bench, bench.camera.connect());
    bench.faults.enabled = true;
    await scenario.play(bench, report);
    // What runs is what was sent, byte for byte.
    const wrongScripts = bench.simulated.engine.sources.filter((source) => source !== loopSource).length;
    bench.faults.enabled = false;
    await recover(bench);
    await proveHealth(bench, scenario.raw === true);
    // The prompt of the last restart is on its way.
    await bench.pass(promptMs);
    return {
      ...bench.verdict,
      ...report,
      wrongScripts,
      faults: Object.values(bench.faults.counts).reduce((sum, count) => sum + count, 0),
      lostTextBytes: bench.lostTextBytes,
      resyncs: bench.camera.counters.resyncs,
      recoveriesMs: recoveries.recoveriesMs,
      durationMs: bench.clock.now(),
    };
  } finally {
    await bench.dispose();
  }
}

async function recover(bench: FaultBench): Promise<void> {
  const settled = (): boolean => ['idle', 'running', 'disconnected'].includes(bench.camera.state);
  await bench.until('a settled state', settled);
  if (bench.camera.state === 'disconnected') await mustWork(bench, bench.camera.connect());
}

/** Run, frames, text and Stop work, and the camera comes to rest. */
export async function proveHealth(bench: FaultBench, raw = false): Promise<void> {
  const { camera, verdict } = bench;
  let tick = 0;
  bench.script = () => {
    if (++tick % 10 !== 0) return;
    bench.simulated.engine.snapshot(raw ? bench.source.raw() : bench.source.jpeg());
    bench.print();
  };
  await mustWork(bench, camera.run(new TextEncoder().encode('after the faults')));
  const { frames, textBytes } = verdict;
  await bench.until('frames and text again', () => verdict.frames > frames + 3 && verdict.textBytes > textBytes + 30);
  await mustWork(bench, camera.stop());
  await bench.until('idle', () => camera.state === 'idle');
}

/** Lets time pass until it resolves. */
export async function mustWork(bench: FaultBench, promise: Promise<unknown>): Promise<void> {
  const { error } = await bench.settle(promise);
  if (error !== undefined) throw error;
}
