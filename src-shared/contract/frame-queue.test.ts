import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FrameEncoding } from '../picture/encoding.ts';
import { FrameQueue, maxWaitingVideoFrames } from './frame-queue.ts';

function frame(name: number, encoding: FrameEncoding, options: { keyFrame?: boolean; source?: number } = {}) {
  const { keyFrame = encoding !== 'h264' && encoding !== 'h265', source = 1 } = options;
  return { name, header: { encoding, keyFrame, source } };
}
type Named = ReturnType<typeof frame>;

function takeAll(queue: FrameQueue<Named>): number[] {
  const names: number[] = [];
  for (let next = queue.take(); next !== undefined; next = queue.take()) names.push(next.name);
  return names;
}

describe('stills that wait', () => {
  it('are replaced by the newest one, and the others are counted', () => {
    const queue = new FrameQueue<Named>();
    const dropped = [queue.push(frame(1, 'jpeg')), queue.push(frame(2, 'raw')), queue.push(frame(3, 'png'))];
    expect([dropped, takeAll(queue)]).toEqual([[0, 1, 1], [3]]);
  });
});

describe('video frames that wait', () => {
  it('keep their order while there are few', () => {
    const queue = new FrameQueue<Named>();
    queue.push(frame(1, 'h264', { keyFrame: true }));
    queue.push(frame(2, 'h264'));
    queue.push(frame(3, 'h264'));
    expect(takeAll(queue)).toEqual([1, 2, 3]);
  });

  it('begin with a key frame', () => {
    const queue = new FrameQueue<Named>();
    expect(queue.push(frame(1, 'h265'))).toBe(1);
    expect(queue.push(frame(2, 'h265', { keyFrame: true }))).toBe(0);
    expect(takeAll(queue)).toEqual([2]);
  });

  it('are dropped up to the next key frame when they become too many', () => {
    const queue = new FrameQueue<Named>();
    queue.push(frame(0, 'h264', { keyFrame: true }));
    for (let name = 1; name < maxWaitingVideoFrames; name += 1) queue.push(frame(name, 'h264'));
    expect(queue.push(frame(100, 'h264'))).toBe(maxWaitingVideoFrames + 1);
    expect(queue.push(frame(101, 'h264'))).toBe(1);
    queue.push(frame(102, 'h264', { keyFrame: true }));
    queue.push(frame(103, 'h264'));
    expect(takeAll(queue)).toEqual([102, 103]);
  });

  it('of another source begin with a key frame of that source', () => {
    const queue = new FrameQueue<Named>();
    queue.push(frame(1, 'h264', { keyFrame: true }));
    expect(queue.push(frame(2, 'h264', { source: 2 }))).toBe(2);
    expect(queue.push(frame(3, 'h264', { source: 2, keyFrame: true }))).toBe(0);
    expect(takeAll(queue)).toEqual([3]);
  });

  it('can be decoded in every sequence of arrivals, takes and sources, and every frame is taken or counted', () => {
    const step = fc.oneof(
      fc.constant('take' as const),
      fc.record({ video: fc.boolean(), keyFrame: fc.boolean(), source: fc.integer({ min: 1, max: 2 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const queue = new FrameQueue<Named>();
        const pushed: Named[] = [];
        const taken: Named[] = [];
        let dropped = 0;
        for (const each of steps) {
          if (each === 'take') {
            const next = queue.take();
            if (next !== undefined) taken.push(next);
            continue;
          }
          const { video, keyFrame, source } = each;
          const added = frame(pushed.length, video ? 'h264' : 'jpeg', { keyFrame: keyFrame || !video, source });
          pushed.push(added);
          dropped += queue.push(added);
          expect(queue.length).toBeLessThanOrEqual(maxWaitingVideoFrames);
        }
        expect(taken.length + dropped + queue.length).toBe(pushed.length);
        for (const [at, { name, header }] of taken.entries()) {
          // A delta frame follows directly on the frame that it needs.
          if (!header.keyFrame)
            expect([taken[at - 1]?.name, pushed[name - 1]?.header.source]).toEqual([name - 1, header.source]);
        }
      }),
    );
  });
});
