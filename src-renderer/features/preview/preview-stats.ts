import { createStore, type StoreApi } from 'zustand/vanilla';

/** What the status bar shows of the preview. Zeros before the first frame. */
export interface PreviewStatsState {
  /** Size of the shown frame in pixels. */
  readonly width: number;
  readonly height: number;
  /** Frames per second from the camera, and on the screen. */
  readonly cameraFps: number;
  readonly shownFps: number;
  /** Frames of this connection that never reached the screen. */
  readonly dropped: number;
}

/** Filled by the preview, read by the status bar. */
export function createPreviewStats(): StoreApi<PreviewStatsState> {
  return createStore<PreviewStatsState>()(() => ({ width: 0, height: 0, cameraFps: 0, shownFps: 0, dropped: 0 }));
}
