// Offers the udev rule on Linux if no package has installed it. Direct calls of Electron; the work is in device-rules.ts.

import { spawn } from 'node:child_process';
import path from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { installDeviceRules, needsDeviceRules, rulesName, type RunProgram } from './device-rules.ts';
import { shellWords, type MenuLanguage } from './shell-words.ts';

/** Undefined if there is nothing to install. */
export function linuxAccessAction(
  currentWindow: () => BrowserWindow | undefined,
  language: () => MenuLanguage,
): (() => void) | undefined {
  if (!needsDeviceRules(process.platform)) return undefined;
  const offer = async (): Promise<void> => {
    const words = shellWords(language());
    const rulesFile = path.join(app.getAppPath(), 'assets/linux', rulesName);
    const show = async (options: Electron.MessageBoxOptions): Promise<number> => {
      const window = currentWindow();
      const { response } = await (window === undefined
        ? dialog.showMessageBox(options)
        : dialog.showMessageBox(window, options));
      return response;
    };
    const answer = await show({
      message: words.rulesQuestion,
      detail: words.rulesDetail,
      buttons: [words.rulesInstall, words.cancel],
      defaultId: 0,
      cancelId: 1,
    });
    if (answer !== 0) return;
    const installed = await installDeviceRules(rulesFile, runProgram).catch(() => false);
    await show(
      installed
        ? { message: words.rulesDone, buttons: [words.ok] }
        : { type: 'warning', message: words.rulesFailed, detail: words.rulesByHand(rulesFile), buttons: [words.ok] },
    );
  };
  return () => void offer();
}

const runProgram: RunProgram = (program, args) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'ignore' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
