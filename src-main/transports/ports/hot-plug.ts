// Tells when cameras come and go. On Linux a new port appears in /dev, which can be watched; elsewhere the list is
// asked for once a second.

import { watch } from 'node:fs';
import { systemClock, type Clock } from '../../../src-shared/lib/clock.ts';
import { toDisposable, type Disposable } from '../../../src-shared/lib/disposable.ts';
import { Emitter, type Listen } from '../../../src-shared/lib/emitter.ts';
import type { CameraEntry } from '../../../src-shared/device/camera-entry.ts';
import { listPorts } from './port-list.ts';

/** How often the list is asked for where nothing tells of changes. */
const pollMs = 1000;
/**
 * After a port's name appears, udev sets its access rights and writes down what it is. It mostly has done so by the first
 * of these looks; on a busy computer, or behind a hub that wakes up, it takes longer.
 */
const looksAfterChangeMs = [300, 700, 2000] as const;

/** For tests. */
export interface HotPlugOptions {
  readonly list?: () => Promise<readonly CameraEntry[]>;
  readonly clock?: Clock;
  /** Calls back on any change of the ports; undefined where the system offers nothing of the kind. */
  readonly watchDevices?: (changed: () => void) => Disposable | undefined;
}

/** Cameras that come and go. */
export interface HotPlug extends Disposable {
  /** The list as last seen; empty until the first look is over. */
  readonly ports: readonly CameraEntry[];
  /** The whole new list, whenever it differs from the last one; the first look always counts. */
  readonly onChange: Listen<readonly CameraEntry[]>;
  /** Looks now; resolves with the list. */
  refresh(): Promise<readonly CameraEntry[]>;
}

/** Starts watching, with a first look at once. */
export function watchPorts({
  list = () => listPorts(),
  clock = systemClock,
  watchDevices = watchDevFolder,
}: HotPlugOptions = {}): HotPlug {
  const changes = new Emitter<readonly CameraEntry[]>();
  let ports: readonly CameraEntry[] = [];
  let seen = '';
  let disposed = false;
  let timer: Disposable | undefined;
  /** Looks that have followed the last change. */
  let looks: number = looksAfterChangeMs.length;

  const refresh = async (): Promise<readonly CameraEntry[]> => {
    const found = await list();
    const now = JSON.stringify(found);
    if (!disposed && now !== seen) {
      seen = now;
      ports = found;
      changes.emit(found);
    }
    return found;
  };
  /** A look that fails is as good as one that sees nothing new: the next one may succeed. */
  const look = (): void => {
    refresh()
      .catch(() => undefined)
      .finally(() => {
        if (!disposed && timer === undefined) lookLater();
      });
  };
  const lookLater = (): void => {
    const delayMs = watcher === undefined ? pollMs : looksAfterChangeMs[looks++];
    timer?.dispose();
    timer = undefined;
    if (delayMs === undefined) return;
    timer = clock.after(delayMs, () => {
      timer = undefined;
      look();
    });
  };

  const watcher = watchDevices(() => {
    looks = 0;
    lookLater();
  });
  look();
  return {
    get ports() {
      return ports;
    },
    onChange: changes.event,
    refresh,
    dispose() {
      disposed = true;
      timer?.dispose();
      watcher?.dispose();
      changes.dispose();
    },
  };
}

function watchDevFolder(changed: () => void): Disposable | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const watcher = watch('/dev', { persistent: false }, (event, name) => {
      // 'change' comes with every byte written to a port; only names that come and go count.
      if (event === 'rename' && (name === null || /^(tty|rfcomm)/.test(name))) changed();
    });
    watcher.on('error', () => undefined);
    return toDisposable(() => watcher.close());
  } catch {
    return undefined;
  }
}
