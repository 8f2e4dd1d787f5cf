// Limits of what waits for those who pull, and what is given up beyond them.

import type { Frame } from '../../src-shared/picture/frame.ts';
import type { Policy } from './mailbox.ts';

/** Characters of unread text; beyond this the oldest are dropped. */
export const textLimit = 1024 * 1024;
/** Unread events; beyond this the oldest are dropped. */
const eventLimit = 10_000;

/** One frame waits; a newer one takes its place and counts it as dropped. */
export const newestFrame: Policy<Frame> = (waiting, frame) => {
  const older = waiting.pop();
  waiting.push(
    older === undefined ? frame : { ...frame, droppedBefore: frame.droppedBefore + older.droppedBefore + 1 },
  );
};

export const recentEvents = <T>(waiting: T[], event: T): void => {
  if (waiting.length === eventLimit) waiting.shift();
  waiting.push(event);
};

/** Pieces are joined while they wait. `onDropped` hears how many characters are gone. */
export function recentText(onDropped: (characters: number) => void): Policy<string> {
  return (waiting, piece) => {
    const text = (waiting.pop() ?? '') + piece;
    const surplus = Math.max(0, text.length - textLimit);
    if (surplus > 0) onDropped(surplus);
    waiting.push(text.slice(surplus));
  };
}
