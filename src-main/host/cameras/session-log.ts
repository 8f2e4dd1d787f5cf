// What happened with one camera, in order and on one clock: frames, text, states, channel values, events and problems.
// Append-only. Above: reports; later the recorder and the time machine. Below: feed-session-log.ts.
//
// Overflow: each class of entries has its own limit in bytes and in age, so that fast frames or a flood of text cannot
// push out the states and problems that explain them. The oldest entries of the class are dropped and counted.

import type { ChannelEvent, ChannelInfo } from '../../../src-shared/device/channel.ts';
import type { CameraState } from '../../../src-shared/device/state.ts';
import type { Clock } from '../../../src-shared/lib/clock.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import type { Frame } from '../../../src-shared/picture/frame.ts';
import type { Problem } from '../../../src-shared/rpc/problem.ts';
import { EntryRing, type RingLimits } from './entry-ring.ts';

/** Something that happened. Bytes belong to the log: they are never changed after they were added. */
export type SessionEvent =
  | { readonly kind: 'frame'; readonly source: string; readonly frame: Frame }
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'state'; readonly state: CameraState }
  | { readonly kind: 'run'; readonly event: 'started' | 'ended'; readonly detail: string }
  | { readonly kind: 'channels'; readonly channels: readonly ChannelInfo[] }
  | { readonly kind: 'channel-value'; readonly channelId: number; readonly bytes: Uint8Array }
  | { readonly kind: 'channel-event'; readonly event: ChannelEvent }
  | { readonly kind: 'problem'; readonly problem: Problem };

export type SessionEntry = SessionEvent & {
  /** Place in the log, from 1; a gap is an entry that was dropped. */
  readonly order: number;
  /** Monotonic milliseconds of the host. */
  readonly atMs: number;
};

/** Entries that share a limit. */
export const logClasses = ['frames', 'text', 'channels', 'marks'] as const;
export type LogClass = (typeof logClasses)[number];

/**
 * Frames: half a minute of VGA JPEG at 60 frames per second is about 40 MB. Text: what a person scrolls back through,
 * and twice what a terminal keeps. Channels: a minute of values for a chart. Marks (states, runs, problems) are small and
 * explain everything else, so an hour of them stays.
 */
export const defaultLogLimits: Readonly<Record<LogClass, RingLimits>> = {
  frames: { bytes: 48 * 1024 * 1024, ageMs: 30_000 },
  text: { bytes: 2 * 1024 * 1024, ageMs: 600_000 },
  channels: { bytes: 2 * 1024 * 1024, ageMs: 60_000 },
  marks: { bytes: 1024 * 1024, ageMs: 3_600_000 },
};

const classOf: Readonly<Record<SessionEvent['kind'], LogClass>> = {
  frame: 'frames',
  text: 'text',
  channels: 'channels',
  'channel-value': 'channels',
  'channel-event': 'channels',
  state: 'marks',
  run: 'marks',
  problem: 'marks',
};

/** What an entry costs beside its bytes: the object, its fields and its place in the ring. */
const entryOverheadBytes = 200;

export class SessionLog {
  readonly #clock: Clock;
  readonly #rings: Readonly<Record<LogClass, EntryRing<SessionEntry>>>;
  readonly #added = new Emitter<SessionEntry>();
  #order = 0;

  /** Every entry when it is added. */
  readonly onEntry = this.#added.event;

  constructor(clock: Clock, limits: Readonly<Record<LogClass, RingLimits>> = defaultLogLimits) {
    this.#clock = clock;
    this.#rings = {
      frames: new EntryRing(limits.frames),
      text: new EntryRing(limits.text),
      channels: new EntryRing(limits.channels),
      marks: new EntryRing(limits.marks),
    };
  }

  /** Appends an entry, stamped with the time of this call. */
  add(event: SessionEvent): void {
    const entry: SessionEntry = { ...event, order: (this.#order += 1), atMs: this.#clock.now() };
    this.#rings[classOf[event.kind]].push(entry, entryOverheadBytes + bytesOf(event));
    this.#added.emit(entry);
  }

  /** All entries that are kept, oldest first. */
  entries(): readonly SessionEntry[] {
    const nowMs = this.#clock.now();
    return logClasses.flatMap((each) => this.#rings[each].entries(nowMs)).sort((a, b) => a.order - b.order);
  }

  /** The newest frame that is kept. */
  get newestFrame(): Frame | undefined {
    const newest = this.#rings.frames.entries(this.#clock.now()).at(-1);
    return newest?.kind === 'frame' ? newest.frame : undefined;
  }

  /** Entries dropped since the log began, by class. */
  get dropped(): Readonly<Record<LogClass, number>> {
    const { frames, text, channels, marks } = this.#rings;
    return { frames: frames.dropped, text: text.dropped, channels: channels.dropped, marks: marks.dropped };
  }
}

function bytesOf(event: SessionEvent): number {
  switch (event.kind) {
    case 'frame':
      return event.frame.data.length;
    case 'text':
    case 'channel-value':
      return event.bytes.length;
    case 'channels':
      return event.channels.length * entryOverheadBytes;
    case 'problem':
      return 2 * event.problem.message.length;
    default:
      return 0;
  }
}
