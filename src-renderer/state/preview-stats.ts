import { create } from 'zustand';

/** What the preview tells the rest of the page about the pictures it shows. Zeros before the first one. */
export interface PreviewStatsState {
  /** Size of the shown picture in pixels. */
  readonly width: number;
  readonly height: number;
  readonly formatName: string;
  /** Pictures a second as the camera makes them, and as they are shown. */
  readonly cameraFps: number;
  readonly shownFps: number;
  /** Pictures of this connection that never reached the screen. */
  readonly dropped: number;
}

/** Filled by the preview, read by the status bar. */
export const usePreviewStats = create<PreviewStatsState>()(() => ({
  width: 0,
  height: 0,
  formatName: '',
  cameraFps: 0,
  shownFps: 0,
  dropped: 0,
}));
