// What a camera can do. Panels and commands read this and never the name of a protocol or a board.

import type { FrameEncoding } from '../picture/encoding.ts';

/** Abilities of a camera with its present firmware. Before the first connection: what its driver can offer at most. */
export interface CameraFeatures {
  /** Connecting can leave a running script alone. */
  readonly attachWithoutInterrupt: boolean;
  /** The host can reset the hardware. */
  readonly hardReset: boolean;
  /** The host can start the bootloader. */
  readonly bootloader: boolean;
  /** A script can reach a point where Stop has no effect until the script gives up control by itself. */
  readonly stopMayHang: boolean;
  /** Encodings of preview frames. */
  readonly frameEncodings: readonly FrameEncoding[];
  /** The preview can be switched to uncompressed pixels (`StreamSettings.raw`). */
  readonly rawPreview: boolean;
  /** The preview can be scaled on the camera (`StreamSettings.rawSize`). */
  readonly previewSize: boolean;
  /** The sensor that feeds the preview can be chosen (`StreamSettings.sensorChipId`). */
  readonly sensorChoice: boolean;
  /** Scripts can register channels. */
  readonly channels: boolean;
  /** The firmware counts function calls. */
  readonly profiler: boolean;
  /** Free and used memory can be read. */
  readonly memory: boolean;
  /** Files on the camera can be listed, read and written. */
  readonly files: boolean;
  /** Text can be typed into the running script or the REPL. */
  readonly console: boolean;
  /** Touches on the preview reach the script. */
  readonly touch: boolean;
}
