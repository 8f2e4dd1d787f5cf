import { EventEmitter } from 'node:events';

/** Messages from pages, by channel. */
export const ipcMain = new EventEmitter();
