// The programs that the tests need and npm does not install: a Chromium, and socat for serial ports.

import { findBrowser, installBrowser, installDebianPackages, isCommand } from '../find-browser.mjs';

/** Finds or installs what the tests need, and returns the path of the browser. Throws one sentence if it cannot. */
export function provideRequirements() {
  const browser = findBrowser() ?? installBrowser();
  if (browser === undefined) {
    throw new Error(
      'The end-to-end tests need a Chromium. Install Chromium, Chrome or Edge, or run "npx playwright install chromium", ' +
        'or set VIEWFINDER_BROWSER to its path.',
    );
  }
  provideSocat();
  return browser;
}

function provideSocat() {
  if (process.platform === 'win32' || isCommand('socat')) return;
  if (process.platform === 'linux' && process.getuid?.() === 0 && isCommand('apt-get'))
    installDebianPackages(['socat']);
  if (!isCommand('socat')) {
    throw new Error(
      'The serial port tests need socat. Install it (Debian: sudo apt-get install socat; macOS: brew install socat).',
    );
  }
}
