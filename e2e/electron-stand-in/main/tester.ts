// The test at the other end of the process channel: it shows the windows and asks for things.

import { EventEmitter } from 'node:events';
import type { ProgramMessage, TestMessage } from '../messages.ts';

type Of<T extends TestMessage['type']> = Extract<TestMessage, { readonly type: T }>;

class Tester {
  readonly #messages = new EventEmitter();
  readonly #calls = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #lastCall = 0;

  constructor() {
    process.on('message', (message: TestMessage) => {
      if (message.type === 'page-result') this.#settle(message);
      else this.#messages.emit(message.type, message);
    });
    // Without the test nobody shows the windows.
    process.on('disconnect', () => process.exit(0));
  }

  on<T extends TestMessage['type']>(type: T, listener: (message: Of<T>) => void): void {
    this.#messages.on(type, listener);
  }

  tell(message: ProgramMessage): void {
    if (process.connected) process.send!(message);
  }

  runInPage(window: number, code: string): Promise<unknown> {
    this.#lastCall += 1;
    const call = this.#lastCall;
    this.tell({ type: 'run-in-page', window, call, code });
    return new Promise((resolve, reject) => this.#calls.set(call, { resolve, reject }));
  }

  #settle({ call, value, error }: Of<'page-result'>): void {
    const waiting = this.#calls.get(call);
    this.#calls.delete(call);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  }
}

export const tester = new Tester();
