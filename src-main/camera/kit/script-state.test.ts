import { expect, it } from 'vitest';
import { ManualClock } from '../../../src-shared/lib/clock.ts';
import { ScriptState } from './script-state.ts';

function createBench() {
  const clock = new ManualClock();
  const script = new ScriptState(clock);
  const changes: string[] = [];
  script.onChange((change) => changes.push(change));
  return { clock, script, changes };
}

it('a wait for a start resolves at the report, and with false after its limit', async () => {
  const { clock, script } = createBench();
  script.track(false);
  const { starts } = script;
  const seen = script.waitUntil(() => script.starts > starts, 100);
  script.reportStart();
  const missed = script.waitUntil(() => script.starts > 1, 100);
  clock.advance(100);
  expect([await seen, await missed, script.starts]).toEqual([true, false, 1]);
});

it('an end without a start counts as both: the report of the start was lost', () => {
  const { script, changes } = createBench();
  script.track(false);
  script.reportEnd();
  expect([script.starts, script.running, changes]).toEqual([1, false, ['ended']]);
});

it('a difference found by asking counts as a report', () => {
  const { script, changes } = createBench();
  script.track(false);
  for (const running of [false, true, true, false]) script.observe(running);
  expect([changes, script.starts]).toEqual([['started', 'ended'], 1]);
});

it('reports are ignored while nothing is certain, and a script counts as running until more is known', async () => {
  const { clock, script, changes } = createBench();
  script.track(true);
  script.suspend();
  script.reportEnd();
  const ended = script.waitForEnd(100);
  clock.advance(50);
  script.track(false);
  expect([await ended, changes]).toEqual([true, []]);
});

it('a restart of the device ends the script, and its boot scripts do not count', async () => {
  const { script } = createBench();
  script.track(true);
  const ended = script.waitForEnd(100);
  script.noteRestart();
  script.reportStart();
  expect([await ended, script.running, script.starts, script.restarts]).toEqual([true, false, 0, 1]);
});

it('the end of the connection ends every wait', async () => {
  const { script } = createBench();
  script.track(true);
  const waits = [script.waitForEnd(100), script.waitUntil(() => script.starts > 0, 100)];
  script.dispose();
  expect(await Promise.all(waits)).toEqual([false, false]);
});
