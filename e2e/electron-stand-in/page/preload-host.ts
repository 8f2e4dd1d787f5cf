// Runs at the start of every page, before its own scripts, and gives the preload what it needs of Electron. Ports of the
// program arrive as real message ports, so that the page can hand them to its workers.
// Unlike Electron this shares the page's world: the stand-in does not prove context isolation.

import type { ContextBridge, IpcRenderer, WebUtils } from 'electron';
import { decodeMessage, encodeMessage } from '../../../src-shared/rpc/wire-codec.ts';
import { openPath, socketPath, type PageMessage } from '../messages.ts';

type IpcListener = (event: { readonly ports: readonly MessagePort[] }, message: unknown) => void;

interface PreloadModules {
  readonly ipcRenderer: Record<keyof Pick<IpcRenderer, 'send' | 'on'>, unknown>;
  readonly contextBridge: Pick<ContextBridge, 'exposeInMainWorld'>;
  readonly webUtils: Pick<WebUtils, 'getPathForFile'>;
}

/** Paths of dropped files by their names; the test notes them before it drops. */
const droppedPaths = new Map<string, string>();

export function createPreloadModules(windowNumber: number): PreloadModules {
  const listeners = new Map<string, IpcListener[]>();
  const ports = new Map<number, MessagePort>();
  const socket = new WebSocket(`ws://${location.host}${socketPath}?window=${windowNumber}`);
  socket.binaryType = 'arraybuffer';
  const unsent: PageMessage[] = [];
  const send = (message: PageMessage): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(encodeMessage(message));
    else unsent.push(message);
  };
  socket.addEventListener('open', () => {
    for (const message of unsent.splice(0)) send(message);
  });
  socket.addEventListener('close', () => {
    for (const port of ports.values()) port.close();
  });
  socket.addEventListener('message', ({ data }) => {
    const message = decodeMessage(new Uint8Array(data as ArrayBuffer)) as PageMessage;
    if (message.type === 'post') {
      const handed = message.ports.map((number) => openPort(number));
      for (const listener of listeners.get(message.channel) ?? []) listener({ ports: handed }, message.message);
    } else if (message.type === 'port-message') ports.get(message.port)?.postMessage(message.message);
    else if (message.type === 'port-close') ports.get(message.port)?.close();
  });
  const openPort = (number: number): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', ({ data }) => send({ type: 'port-message', port: number, message: data }));
    port1.addEventListener('close', () => {
      ports.delete(number);
      send({ type: 'port-close', port: number });
    });
    port1.start();
    ports.set(number, port1);
    return port2;
  };
  const realOpen = window.open.bind(window);
  window.open = (url, ...rest) => {
    const question = new XMLHttpRequest();
    const target = new URL(String(url ?? ''), location.href).href;
    question.open('GET', `${openPath}?window=${windowNumber}&url=${encodeURIComponent(target)}`, false);
    question.send();
    return question.responseText === 'deny' ? null : realOpen(url, ...rest);
  };
  Object.defineProperty(window, 'standInDrop', { value: (name: string, path: string) => droppedPaths.set(name, path) });
  return {
    ipcRenderer: {
      send: (channel: string, message: unknown) => send({ type: 'send', channel, address: location.href, message }),
      on: (channel: string, listener: IpcListener) =>
        void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    },
    contextBridge: {
      exposeInMainWorld: (name, api) => void Object.defineProperty(window, name, { value: Object.freeze(api) }),
    },
    webUtils: { getPathForFile: (file) => droppedPaths.get(file.name) ?? '' },
  };
}
