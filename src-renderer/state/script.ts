// Running and stopping a script. What a run prints, and the line it fails at, come from script-output.ts.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Host } from '../../src-shared/contract/contract.ts';
import type { Disposable } from '../../src-shared/lib/disposable.ts';
import { isConnected, type CameraStore } from './camera.ts';
import type { DocumentsStore } from './documents.ts';
import type { NoticesStore } from './notices.ts';
import { ScriptOutput, type RunOutput } from './script-output.ts';
import type { TerminalText } from './terminal-text.ts';
import { encodeText } from './text-file.ts';
import { sharedMessages } from './messages.ts';

export interface ScriptState extends RunOutput {
  /** The unfinished call of this page. */
  readonly pending: 'run' | 'stop' | undefined;
  /** Runs the document in front; connects first when no camera is connected. */
  readonly run: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly clearText: () => Promise<void>;
}

export type ScriptStore = StoreApi<ScriptState>;

export interface ScriptParts {
  readonly script: Host['script'];
  readonly camera: CameraStore;
  readonly documents: DocumentsStore;
  readonly notices: NoticesStore;
  /** Resolves when the document has the text that is to run: its file may have changed. */
  readonly beforeRun: (documentId: string) => Promise<void>;
}

/** Of notices about running and stopping. */
const topic = 'script';

export function createScriptStore(
  parts: ScriptParts,
): ScriptStore & Disposable & { readonly text: TerminalText; refresh(): Promise<void> } {
  const { script, camera, documents, notices } = parts;
  const fail = (error: unknown): void => notices.getState().fail(error, undefined, topic);
  const store = createStore<ScriptState>()((set, get) => ({
    pending: undefined,
    lastRun: undefined,
    traceback: undefined,
    mark: undefined,
    async run() {
      const { activeId } = documents.getState();
      if (activeId === undefined || get().pending === 'run') return;
      set({ pending: 'run', mark: undefined, traceback: undefined });
      try {
        await parts.beforeRun(activeId);
        const document = documents.getState().list.find(({ id }) => id === activeId);
        if (document === undefined) return;
        if (!isConnected(camera.getState().status) && !(await camera.getState().connect())) return;
        set({ lastRun: await script.run({ source: encodeText(document), document: document.id }) });
        notices.getState().solve(topic);
      } catch (error) {
        fail(error);
      } finally {
        set({ pending: undefined });
      }
    },
    async stop() {
      set({ pending: 'stop' });
      await script.stop(undefined).then(
        () => notices.getState().solve(topic),
        (error: unknown) =>
          notices.getState().fail(
            error,
            {
              label: (language) => sharedMessages[language].camera.reset,
              run: () => void camera.getState().reset(),
            },
            topic,
          ),
      );
      set({ pending: undefined });
    },
    async clearText() {
      output.text.clear();
      await script.clearText(undefined).catch(fail);
    },
  }));
  const output = new ScriptOutput({ script, documents, store });
  return Object.assign(store, {
    text: output.text,
    refresh: () => output.refresh(),
    dispose: () => output.dispose(),
  });
}
