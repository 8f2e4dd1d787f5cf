// Finds a Chromium for the end-to-end tests: the one named by VIEWFINDER_BROWSER, one installed on this computer, or
// Playwright's; and installs one if that needs no password.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright';

/** Longer than a large download on a slow line takes. */
const installLimitMs = 300_000;

/**
 * The path of a browser, or undefined. Throws one sentence if VIEWFINDER_BROWSER names a file that does not exist.
 * @returns {string | undefined}
 */
export function findBrowser() {
  const named = process.env.VIEWFINDER_BROWSER;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`VIEWFINDER_BROWSER is ${named}, but there is no such file. Correct it or unset it.`);
  }
  return [...installedPlaces(), playwrightsOwn()].find((file) => file !== undefined && existsSync(file));
}

/** Installs a browser and returns its path, or undefined if that failed. */
export function installBrowser() {
  if (process.platform === 'linux' && process.getuid?.() === 0 && isCommand('apt-get')) {
    installDebianPackages(['chromium']);
    const installed = findBrowser();
    if (installed !== undefined) return installed;
  }
  const cli = path.join(path.dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js');
  console.error('Fetching a Chromium with Playwright…');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'inherit', timeout: installLimitMs });
  return findBrowser();
}

/** Installs Debian packages as root; true if apt-get succeeded. */
export function installDebianPackages(names) {
  console.error(`Installing ${names.join(', ')} with apt-get…`);
  if (aptGet('install', '--no-install-recommends', '-y', ...names)) return true;
  // Fresh containers have no package lists yet.
  aptGet('update');
  return aptGet('install', '--no-install-recommends', '-y', ...names);
}

function aptGet(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', ['-q', ...args], { stdio: 'inherit', timeout: installLimitMs, env }).status === 0;
}

export function isCommand(name) {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.some((folder) => folder !== '' && existsSync(path.join(folder, name)));
}

function installedPlaces() {
  if (process.platform === 'darwin') {
    return ['/Applications', path.join(process.env.HOME ?? '/', 'Applications')].flatMap((folder) =>
      ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`),
    );
  }
  if (process.platform === 'win32') {
    return ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData']
      .map((name) => process.env[name])
      .filter((folder) => folder !== undefined)
      .flatMap((folder) =>
        [
          'Google/Chrome/Application/chrome.exe',
          'Microsoft/Edge/Application/msedge.exe',
          'Chromium/Application/chrome.exe',
        ].map((file) => path.join(folder, file)),
      );
  }
  const names = ['chromium', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable', 'microsoft-edge'];
  // Ubuntu's "chromium-browser" is left out: it may be a stub that only says how to install the snap.
  return ['/usr/bin', '/usr/local/bin', '/opt/google/chrome', '/snap/bin'].flatMap((folder) =>
    [...names, 'chrome'].map((name) => path.join(folder, name)),
  );
}

function playwrightsOwn() {
  try {
    return chromium.executablePath();
  } catch {
    return undefined;
  }
}
