import type { ChannelEntry } from '../../../../../src-shared/openmv/payloads.ts';

/** One thing that a recorded session shows. `timeUs`: microseconds from the start of the log, never going back. */
export type SessionItem = { readonly timeUs: number } & SessionContent;

export type SessionContent =
  /** As the stream channel holds it, header included. */
  | { readonly kind: 'frame'; readonly bytes: Uint8Array }
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  /** All but NOTIFY of stdout and stream. */
  | { readonly kind: 'event'; readonly channel: number; readonly code: number }
  | { readonly kind: 'channels'; readonly entries: readonly ChannelEntry[] }
  /** What a channel other than the four fixed ones held: `offset` 0 starts over. */
  | { readonly kind: 'content'; readonly channel: number; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly kind: 'shape'; readonly channel: number; readonly words: readonly number[] }
  /** Answers of the camera about itself, as they came. */
  | { readonly kind: 'answer'; readonly opcode: number; readonly bytes: Uint8Array }
  /** From POLL: whether a script ran. */
  | { readonly kind: 'running'; readonly running: boolean };
