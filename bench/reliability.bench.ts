// How long each single thing that goes wrong is felt; then every scenario under every fault over every link, with many seeds:
// what arrived, what was lost, how long Stop and recovery took. Camera, engine and faults share a clock that the bench moves,
// so times are those of the camera's life and the same on every computer. Anything wrong makes the benchmark fail.
// `VIEWFINDER_FAULT_SEEDS=3 npm run bench -- reliability` plays fewer seeds.

import {
  faultPlans,
  isHeavy,
  linksUnderTest,
  stopLimitMs,
  type LinkUnderTest,
} from '../src-main/camera/testing/faults/fault-matrix.ts';
import { playScenario, type Played } from '../src-main/camera/testing/faults/play-scenario.ts';
import { scenarios } from '../src-main/camera/testing/faults/scenarios.ts';
import { symptoms } from '../src-main/camera/testing/faults/symptoms.ts';
import { parseFaultPlan } from '../src-main/transports/wrap/fault-plan.ts';
import { percentile, printFigure } from './lib/figure.ts';

const seedCount = Number(process.env['VIEWFINDER_FAULT_SEEDS'] ?? 20);
const seeds = Array.from({ length: seedCount }, (_, index) => index + 1);

/** What came of many plays. */
class Tally {
  readonly played: Played[] = [];
  failures = 0;

  add(other: Tally): void {
    this.played.push(...other.played);
    this.failures += other.failures;
  }

  get wrong(): number {
    return this.#sum((each) => each.wrongFrames + each.repeatedFrames + each.wrongText + each.wrongScripts);
  }

  print(figure: string, stopTargetMs: number): void {
    const { played } = this;
    const stops = played.flatMap((each) => each.stopMs);
    const recoveries = played.flatMap((each) => each.recoveriesMs);
    printFigure('reliability', figure, this.wrong, 'wrong', {
      target: 0,
      failures: this.failures,
      plays: played.length,
      seconds: Math.round(this.#sum((each) => each.durationMs) / 1000),
      faults: this.#sum((each) => each.faults),
      pictures: this.#sum((each) => each.frames),
      wrongPictures: this.#sum((each) => each.wrongFrames),
      repeatedPictures: this.#sum((each) => each.repeatedFrames),
      longestPictureGapMs: Math.max(0, ...played.map((each) => each.pictureGapMs)),
      textBytes: this.#sum((each) => each.textBytes),
      lostTextBytes: this.#sum((each) => each.lostTextBytes),
      wrongText: this.#sum((each) => each.wrongText),
      wrongScripts: this.#sum((each) => each.wrongScripts),
      calls: this.#sum((each) => each.calls),
      refusals: this.#sum((each) => each.refusals),
      stops: stops.length,
      ...times('stop', stops),
      stopTargetMs,
      resyncs: this.#sum((each) => each.resyncs),
      recoveries: recoveries.length,
      ...times('recovery', recoveries),
    });
  }

  #sum(of: (each: Played) => number): number {
    return this.played.reduce((total, each) => total + of(each), 0);
  }
}

function times(name: string, values: readonly number[]): Record<string, number> {
  if (values.length === 0) return {};
  return {
    [`${name}MedianMs`]: percentile(values, 0.5),
    [`${name}P95Ms`]: percentile(values, 0.95),
    [`${name}LongestMs`]: Math.max(...values),
  };
}

async function play(link: LinkUnderTest, plan: string): Promise<Tally> {
  const tally = new Tally();
  for (const scenario of scenarios) {
    for (const seed of seeds) {
      try {
        tally.played.push(await playScenario(scenario, { ...parseFaultPlan(plan), seed }, link.options));
      } catch (error) {
        tally.failures++;
        console.error(`${scenario.name}, ${link.name}, ${plan}, seed ${seed}:`, error);
      }
    }
  }
  return tally;
}

const defaultLinks = linksUnderTest.filter(({ isDefault }) => isDefault);
for (const { name, options } of defaultLinks) {
  for (const symptom of symptoms) {
    const timesMs: number[] = [];
    for (const seed of seeds) timesMs.push(await symptom.measure(seed, options));
    const facts = { p95: percentile(timesMs, 0.95), longest: Math.max(...timesMs), times: timesMs.length };
    printFigure('reliability', `${name}, ${symptom.name}`, percentile(timesMs, 0.5), 'ms', facts);
  }
}

const all = new Tally();
const usual = new Tally();
for (const link of linksUnderTest) {
  for (const plan of faultPlans) {
    const startMs = performance.now();
    const tally = await play(link, plan);
    tally.print(`${link.name}, ${plan}`, stopLimitMs(link, plan));
    all.add(tally);
    if (link.isDefault && !isHeavy(plan)) usual.add(tally);
    console.error(`${link.name}, ${plan}: ${Math.round((performance.now() - startMs) / 1000)} s`);
  }
}
usual.print('default links, all faults but drop=10%', 1000);
all.print('all links, all faults', Math.max(...linksUnderTest.map((link) => link.heavyStopLimitMs)));
process.exitCode = all.failures + all.wrong === 0 ? 0 : 1;
