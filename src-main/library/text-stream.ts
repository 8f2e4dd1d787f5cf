// What the script prints, for callers who ask for it. Part of `Camera` (camera.ts).

import { Emitter } from '../../src-shared/lib/emitter.ts';
import type { CallOptions } from '../camera/facets.ts';
import type { EngineAccess } from './engine-access.ts';
import { iterate } from './iterate.ts';
import { Mailbox } from './mailbox.ts';
import { recentText } from './mailbox-policies.ts';

/** Text of the script, decoded as UTF-8. Unread text is limited to the newest million characters. */
export class TextStream {
  readonly #access: EngineAccess;
  readonly #unread = new Mailbox(recentText((characters) => (this.#dropped += characters)));
  readonly #text = new Emitter<string>();
  #decoder = new TextDecoder();
  #dropped = 0;

  constructor(access: EngineAccess) {
    this.#access = access;
    access.engine.onText((bytes) => this.#onText(bytes));
  }

  /** Characters that were not read in time. */
  get droppedCharacters(): number {
    return this.#dropped;
  }

  /** Forgets what belongs to an earlier connection. */
  restart(): void {
    this.#unread.clear();
    this.#decoder = new TextDecoder();
  }

  /** Takes all unread text; undefined if there is none. Rejects with `not-connected` after the end of the connection. */
  async read({ signal }: CallOptions): Promise<string | undefined> {
    await this.#access.giveWay(signal);
    const text = this.#unread.takeAll().join('');
    if (text === '') this.#access.requireConnected();
    return text === '' ? undefined : text;
  }

  /** Text as it arrives, from now to the end of the connection. */
  iterate({ signal }: CallOptions): AsyncIterable<string> {
    const box = new Mailbox(recentText((characters) => (this.#dropped += characters)));
    return iterate({ box, listen: this.#text.event, onStateChange: this.#access.engine.onStateChange, signal });
  }

  #onText(bytes: Uint8Array): void {
    const text = this.#decoder.decode(bytes, { stream: true });
    if (text === '') return;
    this.#unread.push(text);
    this.#text.emit(text);
  }
}
