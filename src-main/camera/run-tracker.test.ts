import { expect, it } from 'vitest';
import { ManualClock } from '../../src-shared/lib/clock.ts';
import { FakeCamera } from '../host/testing/fake-camera.ts';
import { RunTracker, type RunEnd } from './run-tracker.ts';

const banner = 'OpenMV v5.0.0; MicroPython v1.26\r\n>>> ';
const raised = 'Traceback (most recent call last):\r\n  File "<stdin>", line 3, in <module>\r\nValueError: no\r\n';
const stopped = raised.replace('ValueError: no', 'KeyboardInterrupt: ');
const reboot = 'MPY: soft reboot\r\n';

async function setUp() {
  const clock = new ManualClock();
  const camera = new FakeCamera(clock);
  const tracker = new RunTracker(camera);
  const ends: RunEnd[] = [];
  const found: string[] = [];
  let text = '';
  tracker.onOwnText((bytes) => (text += new TextDecoder().decode(bytes)));
  tracker.onEnd((end) => ends.push(end));
  tracker.onTraceback(({ type }) => found.push(type));
  await camera.connect();
  return { clock, camera, tracker, ends, found, text: () => text };
}

it('delivers what the script printed, without the text of the firmware around it', async () => {
  const { camera, ends, text } = await setUp();
  camera.print('from before');
  await camera.run(new Uint8Array());
  camera.print(banner);
  camera.print('hello');
  camera.endScript();
  camera.print(` and bye${reboot}${banner}`);
  expect([text(), ends]).toEqual(['hello and bye', [{ reason: 'finished' }]]);
});

it('reports the exception that ended the script, also when it is printed after the restart', async () => {
  const { camera, ends, found } = await setUp();
  await camera.run(new Uint8Array());
  camera.endScript();
  camera.print(raised + reboot);
  expect([found, ends[0]?.traceback?.line]).toEqual([['ValueError'], 3]);
});

it('ends a run without further text after a moment, and does not take Stop for an error', async () => {
  const { camera, clock, ends, found, text } = await setUp();
  await camera.run(new Uint8Array());
  await camera.stop();
  camera.print(`tail\r\n${stopped}`);
  expect(ends).toEqual([]);
  clock.advance(400);
  expect([ends, found, text()]).toEqual([[{ reason: 'stopped' }], [], 'tail\r\n']);
});

it('ends the run with the connection, and when another run replaces it', async () => {
  const { camera, ends } = await setUp();
  await camera.run(new Uint8Array());
  await camera.run(new Uint8Array());
  expect(ends.map(({ reason }) => reason)).toEqual(['stopped']);
  camera.lose(new Error('gone'));
  expect(ends.map(({ reason }) => reason)).toEqual(['stopped', 'disconnected']);
});
