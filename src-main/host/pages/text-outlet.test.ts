import { describe, expect, it } from 'vitest';
import type { TextChunk } from '../../../src-shared/contract/script.ts';
import { ManualClock } from '../../../src-shared/lib/clock.ts';
import { TextOutlet, waitingBytes, windowBytes } from './text-outlet.ts';

function setUp() {
  const clock = new ManualClock();
  const sent: TextChunk[] = [];
  const outlet = new TextOutlet({ clock, send: (chunk) => sent.push(chunk) });
  return { clock, sent, outlet };
}

describe('a text outlet', () => {
  it('joins what comes within a sixtieth of a second', () => {
    const { clock, sent, outlet } = setUp();
    outlet.push(new Uint8Array([1]));
    clock.advance(0);
    for (let value = 2; value < 100; value += 1) outlet.push(new Uint8Array([value]));
    clock.advance(16);
    expect(sent).toEqual([{ bytes: new Uint8Array([1]), lostBefore: 0 }]);
    clock.advance(1);
    expect(sent).toHaveLength(2);
    expect(sent[1]?.bytes).toHaveLength(98);
  });

  it('drops the oldest of what a page does not take, and counts it', () => {
    const { clock, sent, outlet } = setUp();
    const flood = new Uint8Array(300_000);
    for (let count = 0; count < 10; count += 1) outlet.push(flood);
    for (let interval = 0; interval < 10; interval += 1) {
      clock.advance(17);
      outlet.taken(windowBytes);
    }
    const received = sent.reduce((total, { bytes }) => total + bytes.length, 0);
    const lost = sent.reduce((total, { lostBefore }) => total + lostBefore, 0);
    expect(received).toBe(waitingBytes);
    expect(received + lost).toBe(3_000_000);
    expect(Math.max(...sent.map(({ bytes }) => bytes.length))).toBe(windowBytes);
  });

  it('sends no more than one window to a page that takes nothing, and goes on when it does', () => {
    const { clock, sent, outlet } = setUp();
    for (let count = 0; count < 4; count += 1) {
      outlet.push(new Uint8Array(windowBytes / 2));
      clock.advance(1000);
    }
    expect(sent.reduce((total, { bytes }) => total + bytes.length, 0)).toBe(windowBytes);
    outlet.taken(windowBytes);
    clock.advance(17);
    expect(sent.reduce((total, { bytes }) => total + bytes.length, 0)).toBe(2 * windowBytes);
  });

  it('sends the rest at once before something that must not overtake it', () => {
    const { sent, outlet } = setUp();
    outlet.push(new Uint8Array([1, 2]));
    outlet.flush();
    outlet.flush();
    expect(sent).toEqual([{ bytes: new Uint8Array([1, 2]), lostBefore: 0 }]);
  });
});
