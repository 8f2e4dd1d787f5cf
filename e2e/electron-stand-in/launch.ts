// The desktop program on the stand-in: its built main bundle runs in a Node process, and its windows are pages of the
// test's Chromium. This file shows them and enforces the program's decisions about them.

import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright/test';
import { checkout, dropFiles, type DesktopApp, type DesktopAppOptions } from '../fixtures/desktop-app.ts';
import { sourceFolder, standInFolder } from './build.ts';
import type { ProgramMessage, TestMessage } from './messages.ts';

/** Electron's permission names and Playwright's names for the same permissions. */
const permissions = {
  geolocation: 'geolocation',
  notifications: 'notifications',
  'clipboard-read': 'clipboard-read',
  'clipboard-sanitized-write': 'clipboard-write',
  midi: 'midi',
  media: 'camera',
} as const;

export interface StandInOptions extends DesktopAppOptions {
  /** Start as an installed program does: without the folder in the arguments, with `app.isPackaged`. */
  readonly isPackaged?: boolean;
  readonly resourcesFolder?: string;
}

export async function launchStandIn(browser: Browser, options: StandInOptions): Promise<DesktopApp> {
  const context = await browser.newContext({ viewport: null });
  const program = startProgram(options, options.args ?? []);
  const display = new Display(context, program);
  return {
    kind: 'stand-in',
    window: (index = 0) => display.page(index),
    evaluate: (run, argument) => display.evaluate(String(run), argument) as never,
    async startAgain(args) {
      const again = startProgram(options, args);
      await new Promise((resolve) => again.once('exit', resolve));
    },
    async drop(page, files) {
      // A page in plain Chromium does not learn the path of a dropped file.
      for (const file of files) {
        await page.evaluate(
          ([name, place]) =>
            (window as unknown as { standInDrop(name: string, path: string): void }).standInDrop(name!, place!),
          [path.basename(file), file],
        );
      }
      await dropFiles(page, files);
    },
    async closeWindow() {
      await display.evaluate('({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].close()', undefined);
      await display.ended;
    },
    ended: display.ended,
    async dispose() {
      program.kill('SIGKILL');
      await display.ended;
      await display.close();
    },
  };
}

function startProgram(options: StandInOptions, args: readonly string[]): ChildProcess {
  const appFolder = options.appFolder ?? checkout;
  return fork(path.join(sourceFolder, 'start.mjs'), args, {
    execArgv: ['--import', path.join(sourceFolder, 'register.mjs')],
    env: {
      ...process.env,
      VIEWFINDER_DATA: options.dataFolder,
      STAND_IN_APP: appFolder,
      STAND_IN_PACKAGED: options.isPackaged === true ? '1' : '',
      STAND_IN_RESOURCES: options.resourcesFolder ?? appFolder,
    },
  });
}

class Display {
  readonly ended: Promise<void>;
  readonly #context: BrowserContext;
  readonly #program: ChildProcess;
  /** By window number, in the order of opening. A crashed page is replaced. */
  readonly #pages = new Map<number, Page>();
  readonly #calls = new Map<number, (answer: Answer | undefined) => void>();
  readonly #waiting = new Set<() => void>();
  /** Why no further window can open. */
  #failure: Error | undefined;
  readonly #preloads = new Map<number, string>();
  readonly #addresses = new Map<number, string>();
  #opening: Promise<unknown> = Promise.resolve();
  #theme: 'dark' | 'light' | null = null;
  #lastCall = 0;
  #hasEnded = false;

  constructor(context: BrowserContext, program: ChildProcess) {
    this.#context = context;
    this.#program = program;
    this.ended = new Promise((resolve) => {
      program.once('exit', (code, signal) => {
        this.#hasEnded = true;
        for (const answer of this.#calls.values()) answer(undefined);
        this.#fail(new Error(`The program ended (${signal ?? `code ${code}`}) before it opened this window.`));
        resolve();
      });
    });
    // In order: a window is loaded after it was opened.
    program.on('message', (message: ProgramMessage) => {
      if ('call' in message && message.type !== 'run-in-page') this.#calls.get(message.call)?.(message);
      else this.#opening = this.#opening.then(() => this.#obey(message)).catch((error: Error) => this.#fail(error));
    });
  }

  /** Resolves with the page once it is loaded; rejects if the program ends first or a page cannot be shown. */
  async page(index: number): Promise<Page> {
    for (;;) {
      const page = [...this.#pages.values()][index];
      if (page !== undefined && page.url().startsWith('http')) return page;
      if (this.#failure !== undefined) throw this.#failure;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Stops serving pages, so that a request on its way does not fail as they close. */
  async close(): Promise<void> {
    for (const page of this.#pages.values()) await page.unrouteAll({ behavior: 'ignoreErrors' });
    await this.#context.close();
  }

  async evaluate(code: string, argument: unknown): Promise<unknown> {
    const answer = await this.#ask({ type: 'evaluate', code, argument });
    if (answer === undefined) throw new Error('The program ended before it answered.');
    if (answer.type !== 'result') throw new Error(`Unexpected ${answer.type}.`);
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  }

  /** Resolves with undefined if the program ends first. */
  #ask(question: DistributiveOmit<Extract<TestMessage, { call: number }>, 'call'>): Promise<Answer | undefined> {
    if (this.#hasEnded) return Promise.resolve(undefined);
    this.#lastCall += 1;
    const call = this.#lastCall;
    return new Promise((resolve) => {
      this.#calls.set(call, (answer) => {
        this.#calls.delete(call);
        resolve(answer);
      });
      this.#tell({ ...question, call });
    });
  }

  async #isAllowed(
    question: DistributiveOmit<Extract<TestMessage, { type: 'may-navigate' | 'may-request' | 'may-have' }>, 'call'>,
  ): Promise<boolean> {
    const answer = await this.#ask(question);
    return answer?.type === 'decided' && answer.allowed;
  }

  #fail(reason: Error): void {
    this.#failure ??= reason;
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  #tell(message: TestMessage): void {
    if (this.#program.connected) this.#program.send(message);
  }

  async #obey(message: ProgramMessage): Promise<void> {
    switch (message.type) {
      case 'open-window':
        this.#preloads.set(message.window, message.preload);
        await this.#open(message.window);
        await this.#pages.get(message.window)!.setViewportSize(message.size);
        return;
      case 'load':
        this.#addresses.set(message.window, message.url);
        await this.#load(message.window);
        return;
      case 'reload':
        await this.#reload(message.window);
        return;
      case 'close':
        await this.#pages.get(message.window)?.close({ runBeforeUnload: true });
        return;
      case 'crash':
        // The navigation does not finish, because its page crashes.
        this.#pages
          .get(message.window)
          ?.goto('chrome://crash')
          .catch(() => undefined);
        return;
      case 'theme':
        this.#theme = message.theme;
        for (const page of this.#pages.values()) await page.emulateMedia({ colorScheme: message.theme });
        return;
      case 'run-in-page':
        await this.#runInPage(message.window, message.call, message.code);
        return;
      default:
        return;
    }
  }

  async #open(window: number): Promise<void> {
    const page = await this.#context.newPage();
    this.#pages.set(window, page);
    await page.addInitScript({ content: pageScript(window, this.#preloads.get(window)!) });
    if (this.#theme !== null) await page.emulateMedia({ colorScheme: this.#theme });
    page.on('close', () => {
      if (this.#pages.get(window) !== page) return;
      this.#pages.delete(window);
      this.#tell({ type: 'closed', window });
    });
    page.on('crash', () => this.#tell({ type: 'crashed', window }));
    // Electron keeps a window open if its page refuses to close, without asking the user.
    page.on('dialog', (dialog) => void dialog.dismiss());
    page.on('popup', (popup) => void popup.close());
  }

  async #load(window: number): Promise<void> {
    const page = this.#pages.get(window)!;
    const address = this.#addresses.get(window)!;
    const { origin } = new URL(address);
    await page.route(
      (url) => url.origin !== origin && url.protocol.startsWith('http'),
      async (route) => {
        const request = route.request();
        const url = request.url();
        const mayNavigate =
          !request.isNavigationRequest() || (await this.#isAllowed({ type: 'may-navigate', window, url }));
        const allowed = mayNavigate && (await this.#isAllowed({ type: 'may-request', url }));
        await (allowed ? route.continue() : route.abort(request.isNavigationRequest() ? 'aborted' : 'blockedbyclient'));
      },
    );
    const granted: string[] = [];
    for (const [permission, name] of Object.entries(permissions)) {
      if (await this.#isAllowed({ type: 'may-have', window, permission })) granted.push(name);
    }
    await this.#context.grantPermissions(granted, { origin });
    await page.goto(address, { waitUntil: 'commit' });
    this.#tell({ type: 'ready-to-show', window });
    this.#wake();
  }

  async #reload(window: number): Promise<void> {
    const page = this.#pages.get(window);
    if (page === undefined) return;
    const size = page.viewportSize();
    // A crashed page cannot be used again: the window gets another one.
    this.#pages.delete(window);
    await page.close().catch(() => undefined);
    await this.#open(window);
    if (size !== null) await this.#pages.get(window)!.setViewportSize(size);
    await this.#load(window);
  }

  async #runInPage(window: number, call: number, code: string): Promise<void> {
    try {
      const value: unknown = await this.#pages.get(window)!.evaluate(code);
      this.#tell({ type: 'page-result', call, value });
    } catch (error) {
      this.#tell({ type: 'page-result', call, error: String(error) });
    }
  }
}

type Answer = Extract<ProgramMessage, { call: number }>;
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** The preload in its own function scope, then the script that runs it. */
function pageScript(window: number, preload: string): string {
  const source = readFileSync(preload, 'utf8');
  const runner = readFileSync(path.join(standInFolder, 'run-preload.js'), 'utf8');
  return `{
    const standInWindow = ${window};
    const standInPreload = (require) => { const module = { exports: {} }; const exports = module.exports;\n${source}\n};
    ${runner}
  }`;
}
