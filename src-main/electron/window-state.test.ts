import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src-shared/lib/clock.ts';
import { temporaryFolder } from '../host/testing/test-host.ts';
import { boundsOnScreen, loadWindowState } from './window-state.ts';

const screen = { x: 0, y: 25, width: 1920, height: 1055 };

describe('the window', () => {
  it('opens where it was', () => {
    const bounds = { x: -300, y: 100, width: 1000, height: 700 };
    expect(boundsOnScreen(bounds, [screen])).toEqual(bounds);
  });

  it('comes back onto a screen when its own is gone, and is never too small', () => {
    expect(boundsOnScreen({ x: 2500, y: 100, width: 1000, height: 700 }, [screen])).toEqual({
      width: 1000,
      height: 700,
    });
    expect(boundsOnScreen({ x: 100, y: -200, width: 10, height: 10 }, [screen])).toEqual({ width: 800, height: 560 });
    expect(boundsOnScreen(undefined, [screen])).toEqual({ width: 1360, height: 860 });
  });

  it('remembers across starts, and forgets what is damaged', async () => {
    const folder = await temporaryFolder();
    const state = await loadWindowState(folder, systemClock);
    const value = { bounds: { x: 1, y: 2, width: 900, height: 600 }, maximized: true };
    state.set(value);
    await state.flush();
    expect((await loadWindowState(folder, systemClock)).value).toEqual(value);
    await writeFile(path.join(folder, 'window.json'), '{"bounds": 5}');
    expect((await loadWindowState(folder, systemClock)).value).toEqual({ bounds: undefined, maximized: false });
  });
});
