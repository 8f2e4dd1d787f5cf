// One image on its way from a source to the screen: the only definition. Camera drivers and the other media sources make
// frames; the host's frame lane, the session log, recorder, library and command line take them.

import type { FrameEncoding } from './encoding.ts';

/** A frame as received, without the headers of its protocol. */
export interface Frame {
  /** Counts the frames of one source from 1. */
  readonly sequence: number;
  readonly encoding: FrameEncoding;
  /** `PixelFormat` of raw frames and of JPEG and PNG files; 0 for video. */
  readonly format: number;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** Pixels, the bytes of a file, or one access unit of video. The receiver owns it. */
  readonly data: Uint8Array;
  /** Can be decoded without earlier frames. Always true for raw frames, JPEG and PNG. */
  readonly keyFrame: boolean;
  /** Clockwise turn in degrees that the viewer applies; absent if the frame is upright. */
  readonly rotation?: 90 | 180 | 270;
  /** Frames per second that the source reports for its own loop; 0 if unknown. */
  readonly cameraFps: number;
  /** Time of the exposure on the camera's clock, in milliseconds; absent if the protocol does not carry it. */
  readonly cameraTimeMs?: number;
  /** When the source announced the frame, in monotonic milliseconds of the host. */
  readonly eventAtMs: number;
  /** When the last byte was received, on the same clock. */
  readonly receivedAtMs: number;
  /** Frames lost between the previous frame and this one, on the camera or on the way. */
  readonly droppedBefore: number;
}

/** The part of a frame that is needed to turn it into pixels. */
export type FrameImage = Pick<Frame, 'width' | 'height' | 'format' | 'data'>;
