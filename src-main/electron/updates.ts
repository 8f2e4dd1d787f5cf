// When the installed program checks for a newer version, and when it may install one. Direct calls of the updater are in
// self-update.ts; here is the policy: not in a checkout, not if an administrator or a package manager manages versions, not
// if turned off, and never while a script is running on the camera.

import type { Clock } from '../../src-shared/lib/clock.ts';
import type { Disposable } from '../../src-shared/lib/disposable.ts';

/** Not at startup, which should be fast. */
export const firstCheckMs = 30_000;
export const nextCheckMs = 6 * 60 * 60_000;
/** The next check if a script is running. */
export const busyDelayMs = 5 * 60_000;

export interface Installation {
  readonly isPackaged: boolean;
  /** An administrator manages versions; see managed-install.ts. */
  readonly isManaged: boolean;
  readonly platform: NodeJS.Platform;
  /** Linux: the program runs from an AppImage, which no package manager updates. */
  readonly isAppImage: boolean;
  /** The build names an address for updates. */
  readonly hasSource: boolean;
}

export type NoUpdates = 'checkout' | 'managed' | 'package-manager' | 'no-source';

/** Why this installation does not update itself; undefined if it does. */
export function whyNoUpdates(installation: Installation): NoUpdates | undefined {
  if (!installation.isPackaged) return 'checkout';
  if (installation.isManaged) return 'managed';
  if (installation.platform === 'linux' && !installation.isAppImage) return 'package-manager';
  return installation.hasSource ? undefined : 'no-source';
}

/** The part of the updater that is used. */
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
  /** True while a script is running on the camera. */
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

  /** Starts the regular checks. */
  start(): void {
    this.#after(firstCheckMs);
  }

  /** Checks now, or joins the check in progress. Never rejects. */
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
    // Checking is cheap, downloading needs CPU time and bandwidth: both wait for the script.
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
    // A script may have been started while the question was open.
    if (isBusy()) return 'busy';
    updater.install();
    return 'installing';
  }
}
