// The cameras that can be chosen and the one that is connected.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CameraStatus } from '../../src-shared/contract/camera.ts';
import type { CameraEntry } from '../../src-shared/device/camera-entry.ts';
import type { Host } from '../../src-shared/contract/contract.ts';
import { DisposableStore, type Disposable } from '../../src-shared/lib/disposable.ts';
import type { NoticesStore } from './notices.ts';
import { sharedMessages } from './messages.ts';

/** What a panel needs of a camera: a key of its features, or that it sends frames. */
export type CameraNeed = 'preview' | 'channels' | 'profiler' | 'memory' | 'files' | 'console' | 'touch';

export interface CameraState {
  readonly list: readonly CameraEntry[];
  readonly status: CameraStatus;
  /** What Connect connects to. */
  readonly chosenId: string;
  /** The call of this page that is under way. */
  readonly pending: 'connect' | 'disconnect' | undefined;
  readonly choose: (id: string) => void;
  /** Connects to `id`, or to the chosen camera. True when it is connected. */
  readonly connect: (id?: string) => Promise<boolean>;
  readonly disconnect: () => Promise<void>;
  /** Gives up connecting. */
  readonly cancel: () => void;
  /** An empty name takes the given one away. */
  readonly rename: (id: string, name: string) => Promise<void>;
  readonly reset: () => Promise<void>;
  readonly refreshList: () => Promise<void>;
}

export type CameraStore = StoreApi<CameraState>;

export interface CameraParts {
  readonly camera: Host['camera'];
  readonly notices: NoticesStore;
  readonly stopOnConnect: () => boolean;
}

/** Of notices about the connection. */
const topic = 'camera';

export function createCameraStore(parts: CameraParts): CameraStore & Disposable & { refresh(): Promise<void> } {
  const { camera, notices } = parts;
  const subscriptions = new DisposableStore();
  let attempt: AbortController | undefined;

  const store = createStore<CameraState>()((set, get) => ({
    list: [],
    status: { state: 'disconnected' },
    chosenId: 'sim',
    pending: undefined,
    choose: (chosenId) => set({ chosenId }),
    async connect(id) {
      const target = id ?? get().chosenId;
      attempt?.abort();
      const controller = new AbortController();
      attempt = controller;
      set({ pending: 'connect', chosenId: target });
      try {
        const options = { signal: controller.signal };
        const status = await camera.connect({ id: target, stopRunning: parts.stopOnConnect() }, options);
        set({ status });
        notices.getState().solve(topic);
        return true;
      } catch (error) {
        if (controller.signal.aborted) return false;
        notices.getState().fail(
          error,
          {
            label: (language) => sharedMessages[language].camera.tryAgain,
            run: () => void get().connect(target),
          },
          topic,
        );
        return false;
      } finally {
        if (attempt === controller) {
          attempt = undefined;
          set({ pending: undefined });
        }
      }
    },
    async disconnect() {
      set({ pending: 'disconnect' });
      await camera.disconnect(undefined).catch((error: unknown) => notices.getState().fail(error));
      set({ pending: undefined });
    },
    cancel() {
      attempt?.abort();
      // The host may have begun by itself, or at another page's wish.
      if (attempt === undefined || get().status.state === 'connecting') void get().disconnect();
    },
    rename: (id, name) => camera.rename({ id, name }).catch((error: unknown) => notices.getState().fail(error)),
    reset: () => camera.reset(undefined).catch((error: unknown) => notices.getState().fail(error)),
    refreshList: async () => {
      const list = await camera.list(undefined).catch((error: unknown) => notices.getState().fail(error));
      if (list !== undefined) set({ list });
    },
  }));

  const takeStatus = (status: CameraStatus): void => {
    const before = store.getState().status;
    store.setState({ status, ...(status.entry === undefined ? {} : { chosenId: status.entry.id }) });
    // The status has a problem only if the ending was not requested. It is shown once, with a way back; retries keep it.
    if (isConnected(status)) notices.getState().solve(topic);
    const { problem } = status;
    if (status.state !== 'disconnected' || problem === undefined || problem.atMs === before.problem?.atMs) return;
    notices.getState().problem(
      problem,
      {
        label: (language) => sharedMessages[language].camera.connect,
        run: () => void store.getState().connect(),
      },
      topic,
    );
  };
  let told = 0;
  subscriptions.add(
    camera.on('status', (status) => {
      told += 1;
      takeStatus(status);
    }),
  );
  subscriptions.add(camera.on('list', (list) => store.setState({ list })));

  return Object.assign(store, {
    /** Asks the host how things are: at start, and after the link came back. */
    async refresh() {
      const toldBefore = told;
      // The list takes long where there are many ports. What is told meanwhile is newer than the answer.
      const status = camera.status(undefined).then((asked) => {
        if (told === toldBefore) takeStatus(asked);
        return asked;
      });
      const [list] = await Promise.all([camera.list(undefined), status]);
      store.setState({ list });
    },
    dispose: () => subscriptions.dispose(),
  });
}

/** The first of these that the connected camera lacks. Undefined without a camera, or if it does not list its features. */
export function missingNeed(status: CameraStatus, needs: readonly CameraNeed[] = []): CameraNeed | undefined {
  const { features } = status;
  if (!isConnected(status) || features === undefined) return undefined;
  return needs.find((need) => (need === 'preview' ? features.frameEncodings.length === 0 : !features[need]));
}

/** True from the first byte of a connection to its end. */
export function isConnected(status: CameraStatus): boolean {
  return status.state !== 'disconnected' && status.state !== 'connecting';
}
