// A window is a page in the test's Chromium; here is what the program knows of it.

import { EventEmitter } from 'node:events';
import type {
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Rectangle,
  WebContents,
  WebFrameMain,
  WindowOpenHandlerResponse,
} from 'electron';
import { decodeMessage, encodeMessage } from '../../../src-shared/rpc/wire-codec.ts';
import type { PageMessage } from '../messages.ts';
import type { Api } from './api.ts';
import { preventableEvent, type ContentsEvents, type WindowEvents } from './events.ts';
import { ipcMain } from './ipc.ts';
import { pageServer } from './page-server.ts';
import type { StandInPort } from './ports.ts';
import { tester } from './tester.ts';

const windows = new Map<number, StandInWindow>();
let lastWindow = 0;
/** Told of every new page; app.ts passes it on as the app's event. */
export const created: { onContents: (contents: StandInContents) => void; onClosed: () => void } = {
  onContents: () => undefined,
  onClosed: () => undefined,
};

/** The main frame of a page, as messages from it name their sender. */
class StandInFrame implements Api<WebFrameMain, 'url' | 'parent' | 'postMessage'> {
  readonly parent = null;
  readonly url: string;
  readonly #contents: StandInContents;

  constructor(contents: StandInContents, url: string) {
    this.#contents = contents;
    this.url = url;
  }

  postMessage(channel: string, message: unknown, ports: unknown[] = []): void {
    this.#contents.post(channel, message, ports as StandInPort[]);
  }
}

export class StandInContents
  extends EventEmitter<ContentsEvents>
  implements
    Api<
      WebContents,
      'id' | 'getURL' | 'reload' | 'forcefullyCrashRenderer' | 'executeJavaScript' | 'setWindowOpenHandler'
    >
{
  readonly id: number;
  #address = '';
  #ports = new Map<number, StandInPort>();
  #send: ((message: PageMessage) => void) | undefined;
  openHandler: (details: { readonly url: string }) => WindowOpenHandlerResponse = () => ({ action: 'allow' });

  constructor(id: number) {
    super();
    this.id = id;
  }

  getURL(): string {
    return this.#address;
  }

  setWindowOpenHandler(handler: Parameters<WebContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = handler as typeof this.openHandler;
  }

  load(url: string): void {
    this.#address = url;
    tester.tell({ type: 'load', window: this.id, url: pageServer.toShown(url) });
  }

  reload(): void {
    tester.tell({ type: 'reload', window: this.id });
  }

  forcefullyCrashRenderer(): void {
    tester.tell({ type: 'crash', window: this.id });
  }

  executeJavaScript(code: string): Promise<unknown> {
    return tester.runInPage(this.id, code);
  }

  /** A page has come up and opened its socket; an earlier one of this window is gone. */
  attach(socket: { send(data: Uint8Array): void; on(event: string, listener: (data: Buffer) => void): unknown }): void {
    this.detach();
    const ports = new Map<number, StandInPort>();
    this.#ports = ports;
    this.#send = (message) => socket.send(encodeMessage(message));
    socket.on('message', (data) => this.#receive(decodeMessage(new Uint8Array(data)) as PageMessage));
    socket.on('close', () => {
      for (const port of ports.values()) port.ended();
    });
  }

  detach(): void {
    this.#send = undefined;
    for (const port of this.#ports.values()) port.ended();
  }

  post(channel: string, message: unknown, ports: readonly StandInPort[]): void {
    const send = this.#send;
    if (send === undefined) return;
    // The end that stays here talks to the page from now on.
    const kept = ports.map((port) => port.other!);
    send({ type: 'post', channel, message: structuredClone(message), ports: kept.map(({ number }) => number) });
    for (const port of kept) {
      this.#ports.set(port.number, port);
      port.connect({ send });
    }
  }

  #receive(message: PageMessage): void {
    if (message.type === 'send') {
      this.#address = pageServer.toProgram(message.address);
      ipcMain.emit(message.channel, { senderFrame: new StandInFrame(this, this.#address) }, message.message);
    } else if (message.type === 'port-message') this.#ports.get(message.port)?.receive(message.message);
    else if (message.type === 'port-close') this.#ports.get(message.port)?.ended();
  }
}

type WindowMembers =
  | 'id'
  | 'show'
  | 'focus'
  | 'close'
  | 'isDestroyed'
  | 'loadURL'
  | 'maximize'
  | 'unmaximize'
  | 'isMaximized'
  | 'minimize'
  | 'isMinimized'
  | 'restore'
  | 'isVisible'
  | 'getNormalBounds'
  | 'getBounds'
  | 'setBounds'
  | 'getTitle';

export class StandInWindow extends EventEmitter<WindowEvents> implements Api<BrowserWindow, WindowMembers> {
  readonly id = (lastWindow += 1);
  readonly webContents = new StandInContents(this.id);
  /** What it was made with; tests look at the security settings in it. */
  readonly options: BrowserWindowConstructorOptions;
  #bounds: Rectangle;
  #shown: boolean;
  #maximized = false;
  #minimized = false;
  #destroyed = false;

  static getAllWindows(): StandInWindow[] {
    return [...windows.values()];
  }

  static fromId(id: number): StandInWindow | null {
    return windows.get(id) ?? null;
  }

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    this.options = options;
    const { x = 80, y = 60, width = 800, height = 600, show = true } = options;
    this.#bounds = { x, y, width, height };
    this.#shown = show;
    windows.set(this.id, this);
    created.onContents(this.webContents);
    const preload = options.webPreferences?.preload ?? '';
    tester.tell({ type: 'open-window', window: this.id, size: { width, height }, preload });
  }

  async loadURL(url: string): Promise<void> {
    this.webContents.load(url);
  }

  show(): void {
    this.#shown = true;
  }

  focus(): void {
    this.#shown = true;
  }

  isVisible(): boolean {
    return this.#shown;
  }

  getTitle(): string {
    return this.options.title ?? '';
  }

  maximize(): void {
    this.#maximized = true;
    this.emit('maximize');
  }

  unmaximize(): void {
    this.#maximized = false;
    this.emit('unmaximize');
  }

  isMaximized(): boolean {
    return this.#maximized;
  }

  minimize(): void {
    this.#minimized = true;
  }

  restore(): void {
    this.#minimized = false;
  }

  isMinimized(): boolean {
    return this.#minimized;
  }

  getBounds(): Rectangle {
    return this.#bounds;
  }

  getNormalBounds(): Rectangle {
    return this.#bounds;
  }

  setBounds(bounds: Partial<Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    this.emit('resize');
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  close(): void {
    const event = preventableEvent();
    this.emit('close', event);
    // The page may still refuse (beforeunload).
    if (!event.defaultPrevented) tester.tell({ type: 'close', window: this.id });
  }

  /** The page is gone. */
  closed(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    windows.delete(this.id);
    this.webContents.detach();
    this.emit('closed');
    created.onClosed();
  }
}
