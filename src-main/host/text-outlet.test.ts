import { describe, expect, it } from 'vitest';
import type { TextChunk } from '../../src-shared/contract/script.ts';
import { ManualClock } from '../../src-shared/lib/clock.ts';
import { TextOutlet } from './text-outlet.ts';

function setUp() {
  const clock = new ManualClock();
  const sent: TextChunk[] = [];
  const carrier = { backlog: 0 };
  const outlet = new TextOutlet({
    clock,
    send: (chunk) => sent.push(chunk),
    carrierBacklog: () => carrier.backlog,
  });
  return { clock, sent, carrier, outlet };
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

  it('sends no faster than a page can show, drops the oldest and counts it', () => {
    const { clock, sent, outlet } = setUp();
    const flood = new Uint8Array(300_000);
    for (let count = 0; count < 10; count += 1) outlet.push(flood);
    clock.advance(1000);
    const received = sent.reduce((total, { bytes }) => total + bytes.length, 0);
    const lost = sent.reduce((total, { lostBefore }) => total + lostBefore, 0);
    expect(received).toBe(1024 * 1024);
    expect(received + lost).toBe(3_000_000);
    expect(Math.max(...sent.map(({ bytes }) => bytes.length))).toBe(128 * 1024);
  });

  it('adds nothing to a carrier that is behind, and goes on when it is not', () => {
    const { clock, sent, carrier, outlet } = setUp();
    carrier.backlog = 10_000_000;
    outlet.push(new Uint8Array([1]));
    clock.advance(1000);
    expect(sent).toEqual([]);
    carrier.backlog = 0;
    clock.advance(17);
    expect(sent).toHaveLength(1);
  });

  it('sends the rest at once before something that must not overtake it', () => {
    const { sent, outlet } = setUp();
    outlet.push(new Uint8Array([1, 2]));
    outlet.flush();
    outlet.flush();
    expect(sent).toEqual([{ bytes: new Uint8Array([1, 2]), lostBefore: 0 }]);
  });
});
