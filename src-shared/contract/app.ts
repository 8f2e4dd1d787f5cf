// The program itself: what it is, its settings.

import { defineService, method } from '../rpc/service.ts';
import { nothing, shortText, v, type Infer } from '../rpc/schema.ts';
import { menuCommands } from './app-menu.ts';
import { problem } from '../rpc/problem.ts';

/** A panel that has its own window, at the page's address with `?view=ID`; or "guide". The page knows which there are. */
const viewId = v.pipe(v.string(), v.regex(/^[a-z][a-z-]{0,39}$/));

export const settings = v.object({
  theme: v.picklist(['system', 'dark', 'light']),
  language: v.picklist(['system', 'en', 'zh']),
  /** Connect on startup to the last camera, or to the simulated one. */
  autoConnect: v.boolean(),
  /** Reconnect when a camera comes back. */
  autoReconnect: v.boolean(),
  /** Stop the running script when connecting. */
  stopOnConnect: v.boolean(),
  lastCamera: v.string(),
  /** Names given to cameras, by identity key (device/camera-entry.ts). */
  cameraNames: v.record(v.string(), v.string()),
  /** The tour was taken or skipped. */
  tourSeen: v.boolean(),
  /** The installed desktop program checks for newer versions. */
  checkForUpdates: v.boolean(),
  editorFontSize: v.pipe(v.number(), v.minValue(6), v.maxValue(60)),
  /** Panel layout as the page's docking library writes it; empty for the preset. */
  layout: v.string(),
});
export type Settings = Infer<typeof settings>;

export const defaultSettings: Settings = {
  theme: 'system',
  language: 'system',
  autoConnect: true,
  autoReconnect: true,
  stopOnConnect: true,
  lastCamera: 'sim',
  cameraNames: {},
  tourSeen: false,
  checkForUpdates: true,
  editorFontSize: 14,
  layout: '',
};

export const appInfo = v.object({
  version: v.string(),
  shell: v.picklist(['electron', 'browser']),
  /** node's process.platform */
  platform: v.string(),
  nativeDialogs: v.boolean(),
  locale: v.string(),
});
export type AppInfo = Infer<typeof appInfo>;

export const appService = defineService({
  methods: {
    info: method(nothing, appInfo),
    settings: method(nothing, settings),
    changeSettings: method(v.partial(settings), settings),
    /** Opens an https address outside. */
    openExternal: method(v.object({ url: shortText }), nothing),
    /** The page's commands for the shell's own menu; sent again when one changes. A shell without a menu ignores them. */
    showMenu: method(v.object({ commands: menuCommands }), nothing),
    /** Opens one more window: a panel alone, or the guide. Only in the desktop shell; elsewhere the page opens it. */
    openView: method(v.object({ view: viewId }), nothing),
  },
  events: {
    settings,
    /** A failure that does not belong to a call. */
    problem,
    /** A command chosen in the shell's own menu. */
    command: v.object({ id: v.string() }),
  },
});
