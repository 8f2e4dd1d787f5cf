// What the page and the preview worker say to each other.

import type { LaneSource } from './lane-reader.ts';

/** Page to worker. */
export type PreviewCommand =
  | { readonly type: 'canvas'; readonly canvas: OffscreenCanvas }
  /** A new lane; the one before ends. The port is transferred along. */
  | { readonly type: 'lane'; readonly source: LaneSource }
  /** Stop reading the lane; the canvas keeps its content. */
  | { readonly type: 'leave' }
  /** Answered by `saved` with the content of the canvas as a PNG file. */
  | { readonly type: 'save' };

/** Figures of the last moments, sent about four times a second while a lane is open. */
export interface PreviewStats {
  /** pixels; 0 before the first frame */
  readonly width: number;
  readonly height: number;
  readonly format: number;
  readonly cameraFps: number;
  /** Frames drawn per second. */
  readonly shownFps: number;
  /** All frames lost since the connection began: by the camera, by the host, by the page. */
  readonly dropped: number;
  /** Frames that could not be decoded. */
  readonly damaged: number;
  /** The newest of them. */
  readonly lastDamaged: { readonly format: number; readonly sizeBytes: number } | undefined;
  readonly drawn: number;
  /** From the camera's frame event to the finished draw, milliseconds, over the last frames; 0 before the first. */
  readonly latencyMedianMs: number;
  readonly latencyP95Ms: number;
}

/** Worker to page. */
export type PreviewReport =
  /** So many frames are done with: the host may send as many more. */
  | { readonly type: 'credit'; readonly count: number }
  | { readonly type: 'stats'; readonly stats: PreviewStats }
  /** The lane ended or broke; the page opens a new one when the host is there. */
  | { readonly type: 'lane-ended' }
  | { readonly type: 'saved'; readonly png: Blob | undefined };
