// Channels: numbered resources of a camera, most of them registered by the running script.

import type { PixelFormat } from '../picture/pixel-format.ts';

/** A channel as last listed. */
export interface ChannelInfo {
  /** 0 to 31; assigned again after each restart of the camera. */
  readonly id: number;
  /** At most 13 bytes; not unique. */
  readonly name: string;
  /** Bytes can be read from it. */
  readonly readable: boolean;
  /** Bytes can be written to it. */
  readonly writable: boolean;
  /** Can be locked. */
  readonly lockable: boolean;
  /** Registered by the script; removed when the script ends. */
  readonly dynamic: boolean;
}

/** An event that a channel raised. */
export interface ChannelEvent {
  readonly channelId: number;
  /** Chosen by the script. */
  readonly code: number;
}

/** Pixel layouts that the bytes of a channel can have; keys of `PixelFormat`. */
export const rawChannelFormats = [
  'binary',
  'grayscale',
  'rgb565',
  'argb8',
  'bayerBggr',
  'bayerGbrg',
  'bayerGrbg',
  'bayerRggb',
  'yuv422',
  'yvu422',
] as const satisfies readonly Exclude<keyof typeof PixelFormat, 'jpeg' | 'png'>[];

/** What the bytes of a channel are: a JPEG or PNG file (told apart by their first bytes), or raw pixels of a known size. */
export type ChannelPicture =
  | { readonly format: 'file' }
  | {
      readonly format: (typeof rawChannelFormats)[number];
      /** Pixels. */
      readonly width: number;
      /** Pixels. */
      readonly height: number;
    };
