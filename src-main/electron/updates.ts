// When the installed program looks for a newer version, and when it may put one in place. Direct calls of the updater are in
// electron-updater.ts; here is the policy: not in a checkout, not where an administrator or a package manager looks after
// versions, not when turned off, and never while a script runs on the camera.

import type { Clock } from '../../src-shared/lib/clock.ts';
import type { Disposable } from '../../src-shared/lib/disposable.ts';

/** Not at the very start, which should be quick. */
export const firstCheckMs = 30_000;
export const nextCheckMs = 6 * 60 * 60_000;
/** Asked again so soon when a script runs. */
export const busyDelayMs = 5 * 60_000;

export interface Installation {
  readonly isPackaged: boolean;
  /** An administrator looks after versions; see managed-install.ts. */
  readonly isManaged: boolean;
  readonly platform: NodeJS.Platform;
  /** Linux: the program runs from an AppImage, which no package manager looks after. */
  readonly isAppImage: boolean;
  /** The build names a place to get updates from. */
  readonly hasSource: boolean;
}

export type NoUpdates = 'checkout' | 'managed' | 'package-manager' | 'no-source';

/** Why this installation does not update itself; undefined when it does. */
export function whyNoUpdates(installation: Installation): NoUpdates | undefined {
  if (!installation.isPackaged) return 'checkout';
  if (installation.isManaged) return 'managed';
  if (installation.platform === 'linux' && !installation.isAppImage) return 'package-manager';
  return installation.hasSource ? undefined : 'no-source';
}

/** What is used of the updater. */
export interface Updater {
  /** The newer version, or undefined. */
  check(): Promise<string | undefined>;
  download(): Promise<void>;
  /** Ends the program and starts the new version. */
  install(): void;
}

export interface UpdatesOptions {
  readonly updater: Updater;
  readonly clock: Clock;
  readonly isTurnedOn: () => boolean;
  /** True while a script runs on the camera. */
  readonly isBusy: () => boolean;
  /** Asks whether to restart into `version` now. */
  readonly askToInstall: (version: string) => Promise<boolean>;
}

export type CheckResult = 'none' | 'busy' | 'later' | 'installing' | 'failed';

export class Updates implements Disposable {
  readonly #options: UpdatesOptions;
  #timer: Disposable | undefined;
  #running: Promise<CheckResult> | undefined;
  #declined: string | undefined;

  constructor(options: UpdatesOptions) {
    this.#options = options;
  }

  /** Checks from now on by itself. */
  start(): void {
    this.#after(firstCheckMs);
  }

  /** Checks now; a check that is under way is joined. Never rejects. */
  check(): Promise<CheckResult> {
    this.#running ??= this.#check()
      .catch((): CheckResult => 'failed')
      .finally(() => (this.#running = undefined));
    return this.#running;
  }

  dispose(): void {
    this.#timer?.dispose();
  }

  #after(delayMs: number): void {
    this.#timer = this.#options.clock.after(delayMs, () => void this.#checkByItself());
  }

  async #checkByItself(): Promise<void> {
    const result = this.#options.isTurnedOn() ? await this.check() : 'none';
    this.#after(result === 'busy' ? busyDelayMs : nextCheckMs);
  }

  async #check(): Promise<CheckResult> {
    const { updater, isBusy, askToInstall } = this.#options;
    // Looking costs little, downloading costs processor time and line: both wait for the script.
    if (isBusy()) return 'busy';
    const version = await updater.check();
    if (version === undefined) return 'none';
    if (version === this.#declined) return 'later';
    await updater.download();
    if (isBusy()) return 'busy';
    if (!(await askToInstall(version))) {
      this.#declined = version;
      return 'later';
    }
    // While the question stood a script may have been started.
    if (isBusy()) return 'busy';
    updater.install();
    return 'installing';
  }
}
