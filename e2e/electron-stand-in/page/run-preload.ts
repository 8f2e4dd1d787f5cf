// Entry of the script that the test puts before every page; `standInWindow` and `standInPreload` are put before it.

import { createPreloadModules } from './preload-host.ts';

declare const standInWindow: number;
declare const standInPreload: (require: (name: string) => unknown) => void;

// Like Electron: the preload runs in the main frame only.
if (window === window.top && location.protocol === 'http:') {
  const modules = createPreloadModules(standInWindow);
  standInPreload((name) => {
    if (name !== 'electron') throw new Error(`A sandboxed preload cannot load ${name}.`);
    return modules;
  });
}
