import { expect, it } from 'vitest';
import { ManualClock } from '../../../src-shared/lib/clock.ts';
import { toDisposable } from '../../../src-shared/lib/disposable.ts';
import { watchPorts, type HotPlug } from './hot-plug.ts';
import type { CameraEntry } from '../../../src-shared/device/camera-entry.ts';
import { simulatedCamera } from './port-list.ts';

const board: CameraEntry = {
  id: '/dev/ttyACM0',
  kind: 'serial',
  name: { key: 'board', value: 'OpenMV N6' },
  likely: true,
};

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The next list that differs, as ids. */
function nextChange(hotPlug: HotPlug): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const listening = hotPlug.onChange((ports) => {
      listening.dispose();
      resolve(ports.map((port) => port.id));
    });
  });
}

it('looks again once the system has settled after a change, and stays quiet when nothing differs', async () => {
  const clock = new ManualClock();
  let present: readonly CameraEntry[] = [simulatedCamera];
  let looks = 0;
  let changed = (): void => undefined;
  let watching = true;
  const hotPlug = watchPorts({
    clock,
    list: async () => ((looks += 1), present),
    watchDevices: (callback) => {
      changed = callback;
      return toDisposable(() => (watching = false));
    },
  });
  expect(await nextChange(hotPlug)).toEqual(['sim']);
  clock.advance(60_000);
  expect(looks).toBe(1);

  present = [simulatedCamera, board];
  changed();
  changed();
  const arrived = nextChange(hotPlug);
  clock.advance(300);
  expect(await arrived).toEqual(['sim', '/dev/ttyACM0']);
  expect(looks).toBe(2);

  // The system may take its time to tell what it is.
  const named = { ...board, name: { key: 'board', value: 'OpenMV Cam H7' } } as const;
  present = [simulatedCamera, named];
  const recognised = nextChange(hotPlug);
  await turn();
  clock.advance(700);
  await recognised;
  expect(hotPlug.ports[1]).toBe(named);
  await turn();
  clock.advance(60_000);
  await turn();
  clock.advance(60_000);
  expect(looks).toBe(4);

  let emitted = false;
  hotPlug.onChange(() => (emitted = true));
  await hotPlug.refresh();
  expect([emitted, hotPlug.ports.length]).toEqual([false, 2]);
  hotPlug.dispose();
  expect(watching).toBe(false);
});

it('asks once a second where the system tells nothing, also after a look that failed', async () => {
  const clock = new ManualClock();
  const answers: (() => Promise<readonly CameraEntry[]>)[] = [
    async () => [simulatedCamera],
    () => Promise.reject(new Error('no')),
    async () => [simulatedCamera, board],
  ];
  const hotPlug = watchPorts({ clock, list: () => answers.shift()!(), watchDevices: () => undefined });
  await nextChange(hotPlug);
  const arrived = nextChange(hotPlug);
  while (answers.length > 0) {
    await turn();
    clock.advance(1000);
  }
  expect(await arrived).toEqual(['sim', '/dev/ttyACM0']);
  hotPlug.dispose();
});
