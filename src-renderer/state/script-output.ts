// Follows the runs of the host: their text, their tracebacks, and the line of a document that a traceback marks.

import type { StoreApi } from 'zustand/vanilla';
import type { Host } from '../../src-shared/contract/contract.ts';
import type { RunInfo } from '../../src-shared/contract/script.ts';
import { DisposableStore, type Disposable } from '../../src-shared/lib/disposable.ts';
import type { Traceback } from '../../src-shared/text/traceback.ts';
import { scriptName } from '../../src-shared/text/uncaught-exception.ts';
import type { DocumentsState, DocumentsStore } from './documents.ts';
import { TerminalText } from './terminal-text.ts';

/** The line of a document where the last run failed. */
export interface FailureMark {
  readonly document: string;
  readonly line: number;
  readonly type: string;
  readonly message: string;
}

/** The last run, and how it failed. */
export interface RunOutput {
  readonly lastRun: RunInfo | undefined;
  readonly traceback: Traceback | undefined;
  readonly mark: FailureMark | undefined;
}

export interface ScriptOutputParts {
  readonly script: Host['script'];
  readonly documents: DocumentsStore;
  /** Where runs, tracebacks and marks are kept. */
  readonly store: StoreApi<RunOutput>;
}

export class ScriptOutput implements Disposable {
  readonly text = new TerminalText();
  readonly #script: Host['script'];
  readonly #documents: DocumentsStore;
  readonly #store: ScriptOutputParts['store'];
  readonly #owned = new DisposableStore();
  /** Text that arrives while the host is asked for the earlier text is part of its answer. */
  #recalling = 0;

  constructor({ script, documents, store }: ScriptOutputParts) {
    this.#script = script;
    this.#documents = documents;
    this.#store = store;
    this.#owned.add(script.on('text', ({ bytes, lostBefore }) => this.#takeText(bytes, lostBefore)));
    this.#owned.add(script.on('started', (run) => this.#startRun(run)));
    this.#owned.add(script.on('traceback', ({ run, traceback }) => this.#takeTraceback(run, traceback)));
    this.#owned.add(
      script.on('ended', ({ run, traceback }) => {
        if (store.getState().traceback === undefined) this.#takeTraceback(run, traceback);
      }),
    );
    this.#owned.addCallback(documents.subscribe((state, before) => this.#dropMarkOfEditedText(state, before)));
  }

  /** Takes the text and the state of the last run from the host: at start, and after the link came back. */
  async refresh(): Promise<void> {
    this.#recalling += 1;
    try {
      const { run, lostBefore, text, traceback } = await this.#script.recall(undefined);
      this.text.clear();
      if (run !== undefined) this.text.addRun(this.#nameOf(run.document));
      this.text.addLoss(lostBefore);
      this.text.append(text);
      this.#store.setState({ lastRun: run, traceback: undefined, mark: undefined });
      if (run !== undefined) this.#takeTraceback(run.run, traceback);
    } finally {
      this.#recalling -= 1;
    }
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #takeText(bytes: Uint8Array, lostBefore: number): void {
    // If it is lost with its connection it is not missed: the next connection starts with its own window.
    this.#script.textTaken({ count: bytes.length }).catch(() => undefined);
    if (this.#recalling > 0) return;
    this.text.addLoss(lostBefore);
    this.text.append(bytes);
  }

  #startRun(run: RunInfo): void {
    this.#store.setState({ lastRun: run, traceback: undefined, mark: undefined });
    if (this.#recalling === 0) this.text.addRun(this.#nameOf(run.document));
  }

  #takeTraceback(run: number, traceback: Traceback | undefined): void {
    const { lastRun } = this.#store.getState();
    if (traceback === undefined || lastRun?.run !== run) return;
    const { type, message, line, file } = traceback;
    const isOpen = this.#documents.getState().list.some(({ id }) => id === lastRun.document);
    // A line of a module on the camera is not a line of the document that ran.
    const isMarked = isOpen && file === scriptName && line >= 1;
    this.#store.setState({
      traceback,
      mark: isMarked ? { document: lastRun.document, line, type, message } : undefined,
    });
  }

  /** The mark belongs to the text that ran. */
  #dropMarkOfEditedText({ list }: DocumentsState, before: DocumentsState): void {
    const { mark } = this.#store.getState();
    if (mark === undefined || list === before.list) return;
    const textIn = (documents: DocumentsState['list']): string | undefined =>
      documents.find(({ id }) => id === mark.document)?.text;
    if (textIn(list) !== textIn(before.list)) this.#store.setState({ mark: undefined });
  }

  #nameOf(id: string): string {
    return this.#documents.getState().list.find((each) => each.id === id)?.name ?? '';
  }
}
