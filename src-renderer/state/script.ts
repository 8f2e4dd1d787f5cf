// Running and stopping; what the run printed; the line it failed at.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Host } from '../../src-shared/contract/contract.ts';
import type { RunInfo } from '../../src-shared/contract/script.ts';
import type { Traceback } from '../../src-shared/text/traceback.ts';
import { DisposableStore, type Disposable } from '../../src-shared/lib/disposable.ts';
import { isConnected, type CameraStore } from './camera.ts';
import type { DocumentsStore } from './documents.ts';
import type { NoticesStore } from './notices.ts';
import { TerminalText } from './terminal-text.ts';
import { encodeText } from './text-file.ts';
import { sharedMessages } from './messages.ts';

/** The line of a document where the last run failed. */
export interface FailureMark {
  readonly document: string;
  readonly line: number;
  readonly type: string;
  readonly message: string;
}

export interface ScriptState {
  /** The call of this page that is under way. */
  readonly pending: 'run' | 'stop' | undefined;
  readonly lastRun: RunInfo | undefined;
  readonly traceback: Traceback | undefined;
  readonly mark: FailureMark | undefined;
  /** Runs the document in front; connects first when no camera is connected. */
  readonly run: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly toggle: () => Promise<void>;
  readonly clearText: () => Promise<void>;
}

export type ScriptStore = StoreApi<ScriptState>;

export interface ScriptParts {
  readonly script: Host['script'];
  readonly camera: CameraStore;
  readonly documents: DocumentsStore;
  readonly notices: NoticesStore;
}

export function createScriptStore(
  parts: ScriptParts,
): ScriptStore & Disposable & { readonly text: TerminalText; refresh(): Promise<void> } {
  const { script, camera, documents, notices } = parts;
  const subscriptions = new DisposableStore();
  const text = new TerminalText();
  /** Text that arrives before the host told what was before it is part of what it will tell. */
  let recalling = 0;

  const store = createStore<ScriptState>()((set, get) => ({
    pending: undefined,
    lastRun: undefined,
    traceback: undefined,
    mark: undefined,
    async run() {
      const { list, activeId } = documents.getState();
      const document = list.find((each) => each.id === activeId);
      if (document === undefined || get().pending === 'run') return;
      set({ pending: 'run', mark: undefined, traceback: undefined });
      try {
        if (!isConnected(camera.getState().status) && !(await camera.getState().connect())) return;
        set({ lastRun: await script.run({ source: encodeText(document), document: document.id }) });
      } catch (error) {
        notices.getState().fail(error);
      } finally {
        set({ pending: undefined });
      }
    },
    async stop() {
      set({ pending: 'stop' });
      await script.stop(undefined).catch((error: unknown) =>
        notices.getState().fail(error, {
          label: (language) => sharedMessages[language].camera.reset,
          run: () => void camera.getState().reset(),
        }),
      );
      set({ pending: undefined });
    },
    toggle: () => (camera.getState().status.state === 'running' ? get().stop() : get().run()),
    async clearText() {
      text.clear();
      await script.clearText(undefined).catch((error: unknown) => notices.getState().fail(error));
    },
  }));

  const takeTraceback = (run: RunInfo | undefined, traceback: Traceback): void => {
    const document = documents.getState().list.find((each) => each.id === run?.document);
    const { type, message, line } = traceback;
    const mark = document === undefined || line < 1 ? undefined : { document: document.id, line, type, message };
    store.setState({ traceback, mark });
  };

  subscriptions.add(
    script.on('text', ({ bytes, lostBefore }) => {
      // Lost with its connection, it is not missed: the next one begins with a window of its own.
      script.textTaken({ count: bytes.length }).catch(() => undefined);
      if (recalling > 0) return;
      text.addLoss(lostBefore);
      text.append(bytes);
    }),
  );
  subscriptions.add(
    script.on('started', (run) => {
      store.setState({ lastRun: run, traceback: undefined, mark: undefined });
      if (recalling === 0) text.addRun(nameOf(documents, run.document));
    }),
  );
  const onTraceback = (run: number, traceback: Traceback | undefined): void => {
    const { lastRun } = store.getState();
    if (traceback !== undefined && lastRun?.run === run) takeTraceback(lastRun, traceback);
  };
  subscriptions.add(script.on('traceback', ({ run, traceback }) => onTraceback(run, traceback)));
  subscriptions.add(
    script.on('ended', ({ run, traceback }) => {
      if (store.getState().traceback === undefined) onTraceback(run, traceback);
    }),
  );
  // The mark belongs to the text that ran.
  subscriptions.addCallback(
    documents.subscribe(({ list }, before) => {
      const { mark } = store.getState();
      if (mark === undefined || list === before.list) return;
      const now = list.find((each) => each.id === mark.document)?.text;
      if (now !== before.list.find((each) => each.id === mark.document)?.text) store.setState({ mark: undefined });
    }),
  );

  return Object.assign(store, {
    text,
    /** Takes the text and the state of the last run from the host: at start, and after the link came back. */
    async refresh() {
      recalling += 1;
      try {
        const recalled = await script.recall(undefined);
        text.clear();
        if (recalled.run !== undefined) text.addRun(nameOf(documents, recalled.run.document));
        text.addLoss(recalled.lostBefore);
        text.append(recalled.text);
        store.setState({ lastRun: recalled.run, traceback: undefined, mark: undefined });
        if (recalled.traceback !== undefined) takeTraceback(recalled.run, recalled.traceback);
      } finally {
        recalling -= 1;
      }
    },
    dispose: () => subscriptions.dispose(),
  });
}

function nameOf(documents: DocumentsStore, id: string): string {
  return documents.getState().list.find((each) => each.id === id)?.name ?? '';
}
