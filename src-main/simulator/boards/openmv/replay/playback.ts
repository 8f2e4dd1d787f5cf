// When each item of a recording is shown: at the times of that day, or as fast as the host takes it.

import { delay } from '../../../../../src-shared/lib/abort.ts';
import type { Clock } from '../../../../../src-shared/lib/clock.ts';
import { ChannelId, StdinEvent } from '../../../../../src-shared/openmv/constants.ts';
import type { SessionItem } from './session-item.ts';

export type ReplaySpeed = 'original' | 'max';

/** What happens to an item whose time has come. A promise holds the playback up until it settles. */
export type ShowItem = (item: SessionItem) => Promise<void> | undefined;

export interface PlaybackOptions {
  readonly clock: Clock;
  readonly speed: ReplaySpeed;
  readonly show: ShowItem;
  /** Takes an item that was passed over: what the camera knows must still be up to date. */
  readonly pass: (item: SessionItem) => void;
}

/**
 * Plays until the items or the signal end. `fromScript`: begins behind the first start of a script, where there is one.
 * The time before the first item that is shown is left out.
 */
export async function play(
  openItems: () => AsyncIterable<SessionItem>,
  fromScript: boolean,
  options: PlaybackOptions,
  signal: AbortSignal,
): Promise<void> {
  const skip = fromScript && (await some(openItems(), isScriptStart, signal));
  let skipping = skip;
  let zeroMs: number | undefined;
  for await (const item of openItems()) {
    signal.throwIfAborted();
    if (skipping) {
      skipping = !isScriptStart(item);
      if (!skipping) zeroMs = options.clock.now() - item.timeUs / 1000;
      else options.pass(item);
      continue;
    }
    if (options.speed === 'original' && isShown(item)) {
      zeroMs ??= options.clock.now() - item.timeUs / 1000;
      const waitMs = zeroMs + item.timeUs / 1000 - options.clock.now();
      if (waitMs > 0) await delay(options.clock, waitMs, signal);
    }
    const shown = options.show(item);
    if (shown !== undefined) await shown;
  }
  signal.throwIfAborted();
}

function isScriptStart(item: SessionItem): boolean {
  return item.kind === 'event' && item.channel === ChannelId.stdin && item.code === StdinEvent.started;
}

function isShown({ kind }: SessionItem): boolean {
  return kind === 'frame' || kind === 'text' || kind === 'event';
}

async function some(
  items: AsyncIterable<SessionItem>,
  test: (item: SessionItem) => boolean,
  signal: AbortSignal,
): Promise<boolean> {
  for await (const item of items) {
    signal.throwIfAborted();
    if (test(item)) return true;
  }
  return false;
}
