// What crosses between the three parts of the stand-in: the program's process, the test that shows its windows in a
// Chromium, and the pages in it.

/** Program to test, over the process channel. Answers come back with the same `call`. */
export type ProgramMessage =
  | { readonly type: 'open-window'; readonly window: number; readonly size: WindowSize; readonly preload: string }
  | { readonly type: 'load'; readonly window: number; readonly url: string }
  | { readonly type: 'reload'; readonly window: number }
  | { readonly type: 'close'; readonly window: number }
  | { readonly type: 'crash'; readonly window: number }
  | { readonly type: 'theme'; readonly theme: 'dark' | 'light' | null }
  | { readonly type: 'run-in-page'; readonly window: number; readonly call: number; readonly code: string }
  | { readonly type: 'decided'; readonly call: number; readonly allowed: boolean }
  | { readonly type: 'result'; readonly call: number; readonly value?: unknown; readonly error?: string };

/** Test to program, over the process channel. */
export type TestMessage =
  | { readonly type: 'evaluate'; readonly call: number; readonly code: string; readonly argument?: unknown }
  | { readonly type: 'ready-to-show'; readonly window: number }
  | { readonly type: 'closed'; readonly window: number }
  | { readonly type: 'crashed'; readonly window: number }
  | { readonly type: 'may-navigate'; readonly call: number; readonly window: number; readonly url: string }
  | { readonly type: 'may-request'; readonly call: number; readonly url: string }
  | { readonly type: 'may-have'; readonly call: number; readonly window: number; readonly permission: string }
  | { readonly type: 'page-result'; readonly call: number; readonly value?: unknown; readonly error?: string };

/** Between a page and the program, both ways, over a WebSocket. */
export type PageMessage =
  | { readonly type: 'send'; readonly channel: string; readonly address: string; readonly message: unknown }
  | { readonly type: 'post'; readonly channel: string; readonly message: unknown; readonly ports: readonly number[] }
  | { readonly type: 'port-message'; readonly port: number; readonly message: unknown }
  | { readonly type: 'port-close'; readonly port: number };

export interface WindowSize {
  readonly width: number;
  readonly height: number;
}

/** Paths of the page server that belong to the stand-in. */
export const socketPath = '/stand-in/socket';
export const openPath = '/stand-in/window-open';
