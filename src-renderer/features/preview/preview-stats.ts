import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SharedStores } from '../../state/shared-stores.ts';
import type { PreviewStats } from '../../workers/media/preview-messages.ts';

/** What the status bar shows of the preview. Zeros before the first frame. */
export interface PreviewStatsState {
  /** Frames per second from the camera, and on the screen. Undefined unless frames of the present run keep arriving. */
  readonly rates: { readonly cameraFps: number; readonly shownFps: number } | undefined;
  /** Frames of this connection that never reached the screen. */
  readonly dropped: number;
  /** True once a frame was shown. */
  readonly hasFrame: boolean;
}

export type PreviewStatsStore = StoreApi<PreviewStatsState> & {
  /** Takes the counters of the worker, which reports several times per second, also without frames. */
  take(stats: PreviewStats): void;
  dispose(): void;
};

/** A slow camera may take a few periods; a fast one is silent only when something is wrong. */
const silentPeriods = 3;
const leastSilenceMs = 2000;

/** Filled by the preview, read by the status bar. */
export function createPreviewStats(
  { script }: Pick<SharedStores, 'script'>,
  nowMs: () => number = () => performance.now(),
): PreviewStatsStore {
  const store = createStore<PreviewStatsState>()(() => ({ rates: undefined, dropped: 0, hasFrame: false }));
  let drawn = 0;
  let drawnBeforeRun = 0;
  let frameAtMs = -Infinity;
  const unsubscribe = script.subscribe(({ lastRun }, before) => {
    if (lastRun?.run === before.lastRun?.run) return;
    drawnBeforeRun = drawn;
    store.setState({ rates: undefined });
  });
  return Object.assign(store, {
    take(stats: PreviewStats) {
      // A new lane counts from zero.
      if (stats.drawn < drawn) drawnBeforeRun = 0;
      if (stats.drawn !== drawn) frameAtMs = nowMs();
      drawn = stats.drawn;
      const { cameraFps, shownFps, dropped } = stats;
      const silenceMs = Math.max(leastSilenceMs, (silentPeriods * 1000) / Math.max(cameraFps, 0.01));
      const isLive = drawn > drawnBeforeRun && nowMs() - frameAtMs < silenceMs;
      store.setState({ rates: isLive ? { cameraFps, shownFps } : undefined, dropped, hasFrame: drawn > 0 });
    },
    dispose: unsubscribe,
  });
}
