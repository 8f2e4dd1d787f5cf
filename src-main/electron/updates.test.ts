import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../src-shared/lib/clock.ts';
import { busyDelayMs, firstCheckMs, nextCheckMs, Updates, whyNoUpdates, type Updater } from './updates.ts';

const installed = {
  isPackaged: true,
  isManaged: false,
  platform: 'win32',
  isAppImage: false,
  hasSource: true,
} as const;

describe('an installation', () => {
  it('updates itself unless its version is managed elsewhere', () => {
    expect(whyNoUpdates(installed)).toBeUndefined();
    expect(whyNoUpdates({ ...installed, isPackaged: false })).toBe('checkout');
    expect(whyNoUpdates({ ...installed, isManaged: true })).toBe('managed');
    expect(whyNoUpdates({ ...installed, platform: 'linux' })).toBe('package-manager');
    expect(whyNoUpdates({ ...installed, platform: 'linux', isAppImage: true })).toBeUndefined();
    expect(whyNoUpdates({ ...installed, hasSource: false })).toBe('no-source');
  });
});

class FakeUpdater implements Updater {
  readonly calls: string[] = [];
  version: string | undefined = '2.0.0';
  whileDownloading = (): void => {};

  async check(): Promise<string | undefined> {
    this.calls.push('check');
    return this.version;
  }

  async download(): Promise<void> {
    this.calls.push('download');
    this.whileDownloading();
  }

  install(): void {
    this.calls.push('install');
  }
}

function setUp() {
  const updater = new FakeUpdater();
  const clock = new ManualClock();
  const state = { turnedOn: true, busy: false, answer: true, asked: 0 };
  const updates = new Updates({
    updater,
    clock,
    isTurnedOn: () => state.turnedOn,
    isBusy: () => state.busy,
    askToInstall: async () => {
      state.asked += 1;
      return state.answer;
    },
  });
  return { updater, clock, state, updates };
}

describe('updates', () => {
  it('are downloaded, offered and installed', async () => {
    const { updates, updater } = setUp();
    expect(await updates.check()).toBe('installing');
    expect(updater.calls).toEqual(['check', 'download', 'install']);
  });

  it('never touch anything while a script runs, whenever it was started', async () => {
    const { updates, updater, state } = setUp();
    state.busy = true;
    expect(await updates.check()).toBe('busy');
    expect(updater.calls).toEqual([]);
    state.busy = false;
    updater.whileDownloading = () => (state.busy = true);
    expect(await updates.check()).toBe('busy');
    expect([updater.calls, state.asked]).toEqual([['check', 'download'], 0]);
  });

  it('are offered once when the answer is later', async () => {
    const { updates, updater, state } = setUp();
    state.answer = false;
    expect([await updates.check(), await updates.check(), state.asked]).toEqual(['later', 'later', 1]);
    updater.version = '3.0.0';
    expect([await updates.check(), state.asked]).toEqual(['later', 2]);
  });

  it('are checked for some time after the start and then regularly, sooner after a script', async () => {
    const { updates, updater, clock, state } = setUp();
    updater.version = undefined;
    const checks = (): number => updater.calls.length;
    const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    updates.start();
    clock.advance(firstCheckMs - 1);
    expect(checks()).toBe(0);
    clock.advance(1);
    await settle();
    expect(checks()).toBe(1);
    state.busy = true;
    clock.advance(nextCheckMs);
    await settle();
    expect(checks()).toBe(1);
    state.busy = false;
    clock.advance(busyDelayMs);
    await settle();
    expect(checks()).toBe(2);
    state.turnedOn = false;
    clock.advance(nextCheckMs);
    await settle();
    expect(checks()).toBe(2);
  });

  it('fail silently', async () => {
    const { updates, updater } = setUp();
    updater.check = () => Promise.reject(new Error('no network'));
    expect(await updates.check()).toBe('failed');
  });
});
