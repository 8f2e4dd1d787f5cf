// The program itself: what it is, its settings.

import { defineService, method } from '../rpc/service.ts';
import { nothing, shortText, v, type Infer } from '../rpc/schema.ts';
import { problem } from './problem.ts';

export const settings = v.object({
  theme: v.picklist(['system', 'dark', 'light']),
  language: v.picklist(['system', 'en', 'zh']),
  /** Connect at start to the camera used last, or to the simulated one. */
  autoConnect: v.boolean(),
  /** Connect again when a camera that went away comes back. */
  autoReconnect: v.boolean(),
  /** Stop a script that already runs when connecting. */
  stopOnConnect: v.boolean(),
  lastCamera: v.string(),
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
  },
  events: {
    settings,
    /** A failure that belongs to no call. */
    problem,
    /** A command chosen in the shell's own menu. */
    command: v.object({ id: v.string() }),
  },
});
