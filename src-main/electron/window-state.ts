// The position of the window, kept in `window.json`; moved to a screen if its screen is gone.

import path from 'node:path';
import type { Clock } from '../../src-shared/lib/clock.ts';
import { v } from '../../src-shared/rpc/schema.ts';
import { JsonFile } from '../lib/json-file.ts';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState {
  /** Undefined until the window was moved or resized. */
  readonly bounds: Rectangle | undefined;
  readonly maximized: boolean;
}

export const minimumSize = { width: 800, height: 560 };
export const defaultSize = { width: 1360, height: 860 };
/** The part of the window that must be on a screen, so that it can be moved. */
const graspSize = 100;

const stored = v.object({
  bounds: v.object({ x: v.number(), y: v.number(), width: v.number(), height: v.number() }),
  maximized: v.boolean(),
});

export function loadWindowState(dataFolder: string, clock: Clock): Promise<JsonFile<WindowState>> {
  return JsonFile.load<WindowState>({
    file: path.join(dataFolder, 'window.json'),
    read: (json) => (v.is(stored, json) ? json : { bounds: undefined, maximized: false }),
    clock,
    // A window that opens elsewhere next time does not need a message.
    onProblem: () => undefined,
  });
}

/** The bounds to open with: unchanged if enough of them is on one of the screens. */
export function boundsOnScreen(
  bounds: Rectangle | undefined,
  screens: readonly Rectangle[],
): { width: number; height: number } | Rectangle {
  if (bounds === undefined) return defaultSize;
  const width = Math.max(minimumSize.width, bounds.width);
  const height = Math.max(minimumSize.height, bounds.height);
  const placed = { ...bounds, width, height };
  return screens.some((screen) => overlaps(placed, screen)) ? placed : { width, height };
}

function overlaps(window: Rectangle, screen: Rectangle): boolean {
  const width = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  // The title bar is at the top; a window whose top is above the screen cannot be moved.
  const topIsOn = window.y >= screen.y && window.y <= screen.y + screen.height - graspSize;
  return width >= graspSize && topIsOn;
}
