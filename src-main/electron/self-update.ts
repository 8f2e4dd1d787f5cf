// Direct calls of electron-updater. The policy is in updates.ts.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { systemClock } from '../../src-shared/lib/clock.ts';
import { isManagedInstall } from './managed-install.ts';
import type { ShellClient } from './shell-client.ts';
import { shellWords, type MenuLanguage } from './shell-words.ts';
import { Updates, whyNoUpdates, type CheckResult, type Updater } from './updates.ts';

export interface SelfUpdateOptions {
  readonly client: ShellClient;
  readonly currentWindow: () => BrowserWindow | undefined;
  readonly language: () => MenuLanguage;
}

/** Starts to check for updates; undefined if this installation does not update itself. */
export async function startSelfUpdate(options: SelfUpdateOptions): Promise<SelfUpdate | undefined> {
  const { platform, resourcesPath, env } = process;
  const isManaged = await isManagedInstall({ environment: env, platform, resourcesFolder: resourcesPath });
  const reason = whyNoUpdates({
    isPackaged: app.isPackaged,
    isManaged,
    platform,
    isAppImage: Boolean(env['APPIMAGE']),
    hasSource: existsSync(path.join(resourcesPath, 'app-update.yml')),
  });
  if (reason !== undefined) return undefined;
  const selfUpdate = new SelfUpdate(await createUpdater(), options);
  selfUpdate.start();
  return selfUpdate;
}

export class SelfUpdate {
  readonly #options: SelfUpdateOptions;
  readonly #updates: Updates;

  constructor(updater: Updater, options: SelfUpdateOptions) {
    this.#options = options;
    const { client } = options;
    this.#updates = new Updates({
      updater,
      clock: systemClock,
      isTurnedOn: () => client.state.settings.checkForUpdates,
      isBusy: () => client.state.cameraState === 'running',
      askToInstall: (version) => this.#ask(version),
    });
  }

  start(): void {
    this.#updates.start();
  }

  /** From the menu: every result is reported. */
  async checkAndTell(): Promise<void> {
    const words = shellWords(this.#options.language());
    const messages: Partial<Record<CheckResult, string>> = {
      none: words.updateNone,
      busy: words.updateBusy,
      failed: words.updateFailed,
    };
    const message = messages[await this.#updates.check()];
    if (message !== undefined) await this.#show({ message, buttons: ['OK'] });
  }

  async #ask(version: string): Promise<boolean> {
    const words = shellWords(this.#options.language());
    const buttons = [words.restartNow, words.later];
    const message = words.updateReady(version);
    return (await this.#show({ message, detail: words.updateDetail, buttons, defaultId: 0, cancelId: 1 })) === 0;
  }

  async #show(message: Electron.MessageBoxOptions): Promise<number> {
    const window = this.#options.currentWindow();
    const { response } = await (window === undefined
      ? dialog.showMessageBox(message)
      : dialog.showMessageBox(window, message));
    return response;
  }
}

async function createUpdater(): Promise<Updater> {
  // Loaded here and not at startup: most starts do not need it.
  const { autoUpdater } = (await import('electron-updater')).default;
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = true;
  // The calls report failures too; without a listener they would end the program.
  autoUpdater.on('error', () => undefined);
  return {
    async check() {
      const result = await autoUpdater.checkForUpdates();
      return result?.isUpdateAvailable === true ? result.updateInfo.version : undefined;
    },
    async download() {
      await autoUpdater.downloadUpdate();
    },
    install: () => autoUpdater.quitAndInstall(),
  };
}
