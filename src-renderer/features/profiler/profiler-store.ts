// The profiler as the page sees it: the host's state, what the person wants to see, and the newest view of it that the
// worker has made. The host is read while the panel is visible and not paused.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Host } from '../../../src-shared/contract/contract.ts';
import { elfPartBytes, type ProfilerState } from '../../../src-shared/contract/profiler.ts';
import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import { pmuEventName } from '../../../src-shared/profile/pmu-events.ts';
import type { ExportFormat, ProfileView, ProfileViewRequest } from '../../workers/profile/profile-messages.ts';
import type { SharedStores } from '../../state/shared-stores.ts';
import { createProfileWorker, ProfileAnalyst, type AnalysisWorker } from './profile-analyst.ts';
import { ProfilerFeed } from './profiler-feed.ts';

export interface ProfilerPageState {
  readonly host: ProfilerState;
  readonly request: ProfileViewRequest;
  /** Columns of the table that the person has switched off. */
  readonly hiddenColumns: ReadonlySet<string>;
  readonly paused: boolean;
  readonly view: ProfileView | undefined;
  /** 0 to 1 while an ELF is on its way to the host. */
  readonly uploaded: number | undefined;
  /** Whether anybody can see the panel. */
  readonly setVisible: (visible: boolean) => void;
  readonly setPaused: (paused: boolean) => void;
  readonly look: (change: Partial<ProfileViewRequest>) => void;
  readonly hideColumn: (id: string, hidden: boolean) => void;
  readonly setExclusive: (exclusive: boolean) => void;
  readonly setEvent: (counter: number, event: number) => void;
  readonly reset: () => void;
  readonly keepBaseline: () => void;
  readonly dropBaseline: () => void;
  readonly loadElf: (file: Blob, name: string) => Promise<void>;
  readonly forgetSymbols: () => void;
  /** The text of a file; rejects when it cannot be made. */
  readonly exportAs: (format: ExportFormat) => Promise<string>;
}

export type ProfilerStore = StoreApi<ProfilerPageState>;

const nothingKnown: ProfilerState = {
  available: false,
  reason: 'not-connected',
  exclusive: true,
  events: [],
  simulated: false,
};

const firstLook: ProfileViewRequest = {
  tab: 'table',
  sort: [{ id: 'totalUs', descending: true }],
  compareSort: [{ id: 'totalUsAfter', descending: true }],
  filter: '',
  selected: undefined,
};

/** Columns that few people need are there on demand. */
const hiddenAtFirst: ReadonlySet<string> = new Set(['caller', 'busyShare']);

export function createProfilerStore(
  { host, notices }: Pick<SharedStores, 'host' | 'notices'>,
  createWorker: () => AnalysisWorker = createProfileWorker,
): ProfilerStore & Disposable & { refresh(): Promise<void> } {
  const { profiler } = host;
  const owned = new DisposableStore();
  const fail = (error: unknown): void => notices.getState().fail(error);
  const orFail = (call: Promise<unknown>): void => void call.catch(fail);
  const analyst = owned.add(
    new ProfileAnalyst({ createWorker, onView: (view) => store.setState({ view }), onFailure: fail }),
  );
  const feed = owned.add(new ProfilerFeed({ profiler, analyst, state: () => store.getState(), onFailure: fail }));

  const store: ProfilerStore = createStore<ProfilerPageState>()((set, get) => ({
    host: nothingKnown,
    request: firstLook,
    hiddenColumns: hiddenAtFirst,
    paused: false,
    view: undefined,
    uploaded: undefined,
    setVisible: (visible) => feed.setVisible(visible),
    setPaused(paused) {
      set({ paused });
      feed.follow();
    },
    look(change) {
      set(({ request }) => ({ request: { ...request, ...change } }));
      feed.show();
    },
    hideColumn: (id, hidden) =>
      set(({ hiddenColumns }) => ({
        hiddenColumns: new Set(hidden ? [...hiddenColumns, id] : [...hiddenColumns].filter((each) => each !== id)),
      })),
    setExclusive: (exclusive) => orFail(profiler.setMode({ exclusive })),
    setEvent: (counter, event) => orFail(profiler.setEvent({ counter, event })),
    reset: () => orFail(profiler.reset(undefined)),
    keepBaseline: () => feed.show({ baseline: 'keep' }),
    dropBaseline: () => feed.show({ baseline: 'drop' }),
    loadElf: (file, name) =>
      uploadElf(profiler, { file, name }, (uploaded) => set({ uploaded }))
        .catch(fail)
        .finally(() => set({ uploaded: undefined })),
    forgetSymbols: () => orFail(profiler.forgetSymbols(undefined)),
    exportAs: (format) => analyst.export(format, get().request, get().host.events.map(pmuEventName)),
  }));

  const takeState = (state: ProfilerState): void => {
    store.setState({ host: state });
    feed.follow();
  };
  owned.add(profiler.on('state', takeState));
  return Object.assign(store, {
    async refresh() {
      feed.startAgain();
      takeState(await profiler.state(undefined));
    },
    dispose: () => owned.dispose(),
  });
}

/** Sends the file in parts; `onProgress` gets 0 to 1. */
async function uploadElf(
  profiler: Host['profiler'],
  { file, name }: { readonly file: Blob; readonly name: string },
  onProgress: (uploaded: number) => void,
): Promise<void> {
  onProgress(0);
  for (let offset = 0; offset < Math.max(1, file.size); offset += elfPartBytes) {
    const data = new Uint8Array(await file.slice(offset, offset + elfPartBytes).arrayBuffer());
    await profiler.loadElf({ name, sizeBytes: file.size, offset, data });
    onProgress(Math.min(1, (offset + elfPartBytes) / file.size));
  }
}
