// The profiler as the page sees it: the host's state, what the person wants to see, and the newest view of it that the
// worker has made. The host is read while the panel is visible and not paused.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { elfPartBytes, type ProfilerState } from '../../../src-shared/contract/profiler.ts';
import { DisposableStore, type Disposable } from '../../../src-shared/lib/disposable.ts';
import { pmuEventName } from '../../../src-shared/profile/pmu-events.ts';
import { packedRowCount } from '../../../src-shared/profile/table-bytes.ts';
import type { ExportFormat, ProfileView, ProfileViewRequest } from '../../workers/profile/profile-messages.ts';
import type { SharedStores } from '../../state/stores.ts';
import { createProfileWorker, ProfileAnalyst, type AnalysisWorker } from './profile-analyst.ts';

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
  const subscriptions = new DisposableStore();
  let visible = false;
  let watching = false;
  let knownRevision: number | undefined;
  const fail = (error: unknown): void => notices.getState().fail(error);
  const orFail = (call: Promise<unknown>): void => void call.catch(fail);

  const analyst = subscriptions.add(
    new ProfileAnalyst({ createWorker, onView: (view) => store.setState({ view }), onFailure: fail }),
  );
  const show = (parts: Omit<Parameters<ProfileAnalyst['show']>[0], 'view'> = {}): void =>
    analyst.show({ ...parts, view: store.getState().request });

  /** Brings watching and symbols in line with what is visible. */
  const follow = (): void => {
    const { paused, host } = store.getState();
    const wanted = visible && !paused;
    if (wanted !== watching) {
      watching = wanted;
      orFail(profiler.watch({ on: wanted }).then((last) => last !== undefined && show({ table: last.table })));
    }
    if (visible && host.symbols?.revision !== knownRevision) fetchSymbols(host.symbols?.revision);
  };
  const fetchSymbols = (revision: number | undefined): void => {
    knownRevision = revision;
    if (revision === undefined) show({ elf: 'none' });
    else orFail(profiler.symbols(undefined).then((symbols) => show({ elf: symbols?.elf ?? 'none' })));
  };

  const store: ProfilerStore = createStore<ProfilerPageState>()((set, get) => ({
    host: nothingKnown,
    request: firstLook,
    hiddenColumns: hiddenAtFirst,
    paused: false,
    view: undefined,
    uploaded: undefined,
    setVisible(now) {
      visible = now;
      follow();
    },
    setPaused(paused) {
      set({ paused });
      follow();
    },
    look(change) {
      set(({ request }) => ({ request: { ...request, ...change } }));
      show();
    },
    hideColumn: (id, hidden) =>
      set(({ hiddenColumns }) => ({
        hiddenColumns: new Set(hidden ? [...hiddenColumns, id] : [...hiddenColumns].filter((each) => each !== id)),
      })),
    setExclusive: (exclusive) => orFail(profiler.setMode({ exclusive })),
    setEvent: (counter, event) => orFail(profiler.setEvent({ counter, event })),
    reset: () => orFail(profiler.reset(undefined)),
    keepBaseline: () => show({ baseline: 'keep' }),
    dropBaseline: () => show({ baseline: 'drop' }),
    async loadElf(file, name) {
      set({ uploaded: 0 });
      try {
        for (let offset = 0; offset < Math.max(1, file.size); offset += elfPartBytes) {
          const data = new Uint8Array(await file.slice(offset, offset + elfPartBytes).arrayBuffer());
          await profiler.loadElf({ name, sizeBytes: file.size, offset, data });
          set({ uploaded: Math.min(1, (offset + elfPartBytes) / file.size) });
        }
      } catch (error) {
        fail(error);
      } finally {
        set({ uploaded: undefined });
      }
    },
    forgetSymbols: () => orFail(profiler.forgetSymbols(undefined)),
    exportAs: (format) => analyst.export(format, get().request, get().host.events.map(pmuEventName)),
  }));

  const takeState = (host: ProfilerState): void => {
    store.setState({ host });
    follow();
  };
  subscriptions.add(profiler.on('state', takeState));
  subscriptions.add(
    profiler.on('snapshot', ({ table }) => {
      // A reset shows at once, also while paused.
      if (watching || packedRowCount(table) === 0) show({ table });
    }),
  );
  return Object.assign(store, {
    async refresh() {
      // The host may be another one now, which knows of no watching page.
      watching = false;
      knownRevision = undefined;
      takeState(await profiler.state(undefined));
    },
    dispose: () => subscriptions.dispose(),
  });
}
