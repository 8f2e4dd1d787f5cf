import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../src-shared/lib/clock.ts';
import type { Frame } from '../../../src-shared/picture/frame.ts';
import { EntryRing } from './entry-ring.ts';
import { defaultLogLimits, SessionLog, type SessionEntry } from './session-log.ts';

function frame(sequence: number, sizeBytes: number): Frame {
  return {
    sequence,
    encoding: 'jpeg',
    format: 0x06060000,
    width: 320,
    height: 240,
    data: new Uint8Array(sizeBytes),
    keyFrame: true,
    cameraFps: 30,
    eventAtMs: 0,
    receivedAtMs: 0,
    droppedBefore: 0,
  };
}

const text = (content: string) => ({ kind: 'text', bytes: new TextEncoder().encode(content) }) as const;
const kinds = (entries: readonly SessionEntry[]): string[] => entries.map(({ kind }) => kind);

describe('the session log', () => {
  it('keeps everything in order and on one clock', () => {
    const clock = new ManualClock();
    const log = new SessionLog(clock);
    log.add({ kind: 'state', state: 'running' });
    clock.advance(10);
    log.add({ kind: 'frame', source: 'stream', frame: frame(1, 10) });
    clock.advance(5);
    log.add(text('hello'));
    log.add({ kind: 'channel-value', channelId: 9, bytes: new Uint8Array(2) });
    expect(log.entries().map(({ kind, atMs, order }) => [kind, atMs, order])).toEqual([
      ['state', 0, 1],
      ['frame', 10, 2],
      ['text', 15, 3],
      ['channel-value', 15, 4],
    ]);
  });

  it('drops the oldest frames by bytes, counts them, and keeps the states that explain them', () => {
    const log = new SessionLog(new ManualClock());
    log.add({ kind: 'state', state: 'running' });
    const mebibyte = 1024 * 1024;
    for (let sequence = 1; sequence <= 60; sequence += 1) {
      log.add({ kind: 'frame', source: 'stream', frame: frame(sequence, mebibyte) });
    }
    const kept = log.entries();
    expect(kept[0]).toMatchObject({ kind: 'state' });
    expect(kept).toHaveLength(1 + 47);
    expect([log.dropped, log.newestFrame?.sequence]).toEqual([{ frames: 13, text: 0, channels: 0, marks: 0 }, 60]);
  });

  it('drops what is too old, also if nothing is added any more', () => {
    const clock = new ManualClock();
    const log = new SessionLog(clock);
    log.add({ kind: 'frame', source: 'stream', frame: frame(1, 10) });
    log.add(text('hello'));
    clock.advance(defaultLogLimits.frames.ageMs + 1);
    expect([kinds(log.entries()), log.newestFrame, log.dropped.frames]).toEqual([['text'], undefined, 1]);
  });

  it('is not emptied of states and problems by a flood of text or of channel values', () => {
    const log = new SessionLog(new ManualClock());
    log.add({ kind: 'state', state: 'running' });
    log.add({ kind: 'problem', problem: { code: 'port-lost', message: 'gone', data: {}, atMs: 0 } });
    const line = 'x'.repeat(10_000);
    for (let count = 0; count < 1000; count += 1) {
      log.add(text(line));
      log.add({ kind: 'channel-value', channelId: 3, bytes: new Uint8Array(10_000) });
    }
    expect(kinds(log.entries()).slice(0, 2)).toEqual(['state', 'problem']);
    expect(log.dropped).toMatchObject({ marks: 0, text: expect.any(Number) as number });
  });

  it('announces each entry', () => {
    const log = new SessionLog(new ManualClock());
    const seen: string[] = [];
    const listening = log.onEntry(({ kind }) => seen.push(kind));
    log.add(text('a'));
    listening.dispose();
    log.add(text('b'));
    expect(seen).toEqual(['text']);
  });
});

describe('a ring of entries', () => {
  it('never exceeds its bytes or its age, keeps the newest, and counts every other entry', () => {
    const step = fc.record({ bytes: fc.integer({ min: 0, max: 150 }), passedMs: fc.integer({ min: 0, max: 40 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const ring = new EntryRing<{ atMs: number; index: number }>({ bytes: 400, ageMs: 100 });
        let nowMs = 0;
        for (const [index, { bytes, passedMs }] of steps.entries()) {
          nowMs += passedMs;
          ring.push({ atMs: nowMs, index }, bytes);
          expect(ring.bytes).toBeLessThanOrEqual(400);
        }
        const kept = ring.entries(nowMs);
        expect(kept.length + ring.dropped).toBe(steps.length);
        expect(kept.map(({ index }) => index)).toEqual(kept.map((_, at) => steps.length - kept.length + at));
        expect(kept.every(({ atMs }) => nowMs - atMs <= 100)).toBe(true);
      }),
    );
  });
});
