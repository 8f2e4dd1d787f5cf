// Reads the source of the shell for what must hold everywhere in it; e2e/tests/desktop/security.spec.ts tries the rest out.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = import.meta.dirname;
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }));
const withText = (pattern: RegExp): string[] =>
  sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

describe('the shell', () => {
  it('makes windows in one place, with the secure preferences and nothing that undoes them', () => {
    expect(withText(/new BrowserWindow\(/)).toEqual(['windows.ts']);
    const windows = sources.find(({ name }) => name === 'windows.ts')!.text;
    expect(windows).toContain('webPreferences: { ...securePreferences, preload:');
    expect(withText(/sandbox: false|contextIsolation: false|nodeIntegration: true|webSecurity: false/)).toEqual([]);
    expect(
      withText(/allowRunningInsecureContent: true|webviewTag: true|enableBlinkFeatures|experimentalFeatures/),
    ).toEqual([]);
    const security = sources.find(({ name }) => name === 'security.ts')!.text;
    for (const line of [
      'sandbox: true',
      'contextIsolation: true',
      'nodeIntegration: false',
      'nodeIntegrationInWorker: false',
      'nodeIntegrationInSubFrames: false',
      'webSecurity: true',
      'webviewTag: false',
      'navigateOnDragDrop: false',
    ]) {
      expect(security).toContain(line);
    }
  });

  it('hears pages at one place, which checks the sender', () => {
    expect(withText(/ipcMain\.(on|once|handle)/)).toEqual(['main.ts']);
    expect(withText(/from '@electron\/remote'|enableRemoteModule/)).toEqual([]);
  });

  it('gives the page one bridge with one function', () => {
    expect(withText(/exposeInMainWorld/)).toEqual(['preload.ts']);
    const preload = sources.find(({ name }) => name === 'preload.ts')!.text;
    expect(preload.match(/exposeInMainWorld/g)).toHaveLength(1);
    expect(preload).toContain('{ pathOf: (file) => webUtils.getPathForFile(file) }');
  });

  it('sandboxes everything from the start', () => {
    expect(withText(/app\.enableSandbox\(\)/)).toEqual(['main.ts']);
    expect(withText(/commandLine\.appendSwitch|no-sandbox/)).toEqual([]);
  });
});
