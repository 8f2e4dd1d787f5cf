// The life of the program: ready, one instance, quit.

import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { App } from 'electron';
import type { Api } from './api.ts';
import { preventableEvent, type AppEvents } from './events.ts';
import { pageServer } from './page-server.ts';
import { created, StandInWindow, type StandInContents } from './window.ts';

type Events = Omit<AppEvents, 'web-contents-created'> & {
  'web-contents-created': [event: unknown, contents: StandInContents];
};
type AppMembers =
  | 'isPackaged'
  | 'getAppPath'
  | 'getVersion'
  | 'getName'
  | 'getLocale'
  | 'getPath'
  | 'setPath'
  | 'whenReady'
  | 'quit'
  | 'requestSingleInstanceLock'
  | 'enableSandbox'
  | 'addRecentDocument';

class StandInApp extends EventEmitter<Events> implements Api<App, AppMembers> {
  readonly isPackaged = process.env['STAND_IN_PACKAGED'] === '1';
  readonly #folder = process.env['STAND_IN_APP'] ?? process.cwd();
  readonly #paths = new Map<string, string>();
  readonly #ready = pageServer.listen();
  readonly recentDocuments: string[] = [];
  sandboxEnabled = false;
  #isQuitting = false;
  /** The first instance knows of this one. */
  #told: Promise<void> | undefined;

  constructor() {
    super();
    created.onContents = (contents) => this.emit('web-contents-created', preventableEvent(), contents);
    created.onClosed = () => this.#afterClose();
  }

  getAppPath(): string {
    return this.#folder;
  }

  getVersion(): string {
    return this.#metadata().version;
  }

  getName(): string {
    return this.#metadata().name;
  }

  getLocale(): string {
    return process.env['STAND_IN_LOCALE'] ?? 'en-US';
  }

  getPath(name: string): string {
    return this.#paths.get(name) ?? path.join(tmpdir(), 'viewfinder-stand-in', name);
  }

  setPath(name: string, folder: string): void {
    this.#paths.set(name, folder);
  }

  whenReady(): Promise<void> {
    return this.#ready;
  }

  enableSandbox(): void {
    this.sandboxEnabled = true;
  }

  addRecentDocument(file: string): void {
    this.recentDocuments.push(file);
  }

  /** Electron answers at once; so the question whether somebody has the lock is asked synchronously, by a file's presence. */
  requestSingleInstanceLock(): boolean {
    const folder = this.getPath('userData');
    mkdirSync(folder, { recursive: true });
    const note = path.join(folder, 'stand-in-instance');
    const holder = readHolder(note);
    if (holder !== undefined) {
      const socket = connect(holder);
      socket.end(JSON.stringify({ argv: process.argv, folder: process.cwd() }));
      this.#told = new Promise((resolve) => socket.once('close', () => resolve()));
      return false;
    }
    this.#holdLock(note);
    return true;
  }

  quit(): void {
    if (this.#told !== undefined) {
      void this.#told.then(() => process.exit(0));
      return;
    }
    if (this.#isQuitting) {
      this.#finish();
      return;
    }
    this.#isQuitting = true;
    const windows = StandInWindow.getAllWindows();
    if (windows.length === 0) this.#finish();
    for (const window of windows) window.close();
  }

  #afterClose(): void {
    if (StandInWindow.getAllWindows().length > 0) return;
    if (this.#isQuitting) this.#finish();
    else this.emit('window-all-closed');
  }

  #finish(): void {
    const event = preventableEvent();
    this.emit('will-quit', event);
    if (!event.defaultPrevented) process.exit(0);
  }

  #holdLock(note: string): void {
    const server = createServer((socket) => {
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('end', () => {
        const { argv, folder } = JSON.parse(text) as { argv: string[]; folder: string };
        this.emit('second-instance', preventableEvent(), argv, folder);
      });
    });
    const address = `${note}-${process.pid}`;
    const place = process.platform === 'win32' ? `\\\\.\\pipe\\${path.basename(address)}` : address;
    server.listen(place);
    writeHolder(note, place);
    process.once('exit', () => {
      rmSync(note, { force: true });
      if (process.platform !== 'win32') rmSync(place, { force: true });
    });
  }

  #metadata(): { name: string; version: string } {
    return JSON.parse(readFileSync(path.join(this.#folder, 'package.json'), 'utf8')) as {
      name: string;
      version: string;
    };
  }
}

function readHolder(note: string): string | undefined {
  try {
    const { place, process: holder } = JSON.parse(readFileSync(note, 'utf8')) as { place: string; process: number };
    process.kill(holder, 0);
    return place;
  } catch {
    return undefined;
  }
}

function writeHolder(note: string, place: string): void {
  writeFileSync(note, JSON.stringify({ place, process: process.pid }));
}

export const app = new StandInApp();
