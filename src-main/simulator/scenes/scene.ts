// What the simulated sensor looks at. A scene is a pure function of its seed, the size asked for and the time.

import { CodedError } from '../../../src-shared/lib/coded-error.ts';

/** Where a scene paints: RGB565, row after row, width · height entries. */
export interface SceneTarget {
  /** pixels */
  readonly width: number;
  /** pixels */
  readonly height: number;
  readonly pixels: Uint16Array;
}

export interface Scene {
  /**
   * Paints every pixel as seen `timeMs` after the start. The same seed, size and time give the same frame. The first
   * call with a new size prepares backgrounds (tens of milliseconds at VGA); later ones are fast.
   */
  render(target: SceneTarget, timeMs: number): void;
}

export type SceneErrorCode =
  /** No scene has this name. Data: `name`. */
  'unknown-scene';

export class SceneError extends CodedError<SceneErrorCode> {}
