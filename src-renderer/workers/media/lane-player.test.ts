import { describe, expect, it } from 'vitest';
import { Deferred } from '../../../src-shared/lib/deferred.ts';
import type { ReceivedFrame } from './decoders/frame-decoder.ts';
import { LanePlayer } from './lane-player.ts';
import type { LaneSource } from './lane-reader.ts';
import type { PreviewReport } from './preview-messages.ts';
import { testFrame } from './testing/frames.ts';

const http: LaneSource = { kind: 'http', url: 'frames/a' };
const canvas = {} as OffscreenCanvas;

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

function setUp() {
  const reports: PreviewReport[] = [];
  const painted: number[] = [];
  const lanes: { onFrame: (frame: ReceivedFrame) => void; ended: Deferred<void>; signal: AbortSignal }[] = [];
  let display = new Deferred<void>();
  let tick = (): void => undefined;
  let timers = 0;
  const player = new LanePlayer({
    report: (message) => reports.push(message),
    nowMs: () => 1000,
    nextDisplay: () => display.promise,
    every(_intervalMs, callback) {
      tick = callback;
      timers += 1;
      return { dispose: () => (timers -= 1) };
    },
    readLane(_source, onFrame, signal) {
      const ended = new Deferred<void>();
      signal.addEventListener('abort', () => ended.resolve(), { once: true });
      lanes.push({ onFrame, ended, signal });
      return ended.promise;
    },
    createPainter: (_canvas, events) => ({
      push({ header }) {
        if (header.format === 0) events.damaged(header);
        else {
          painted.push(header.sequence);
          events.drawn(header, { width: header.width, height: header.height });
        }
        return Promise.resolve();
      },
      toPng: () => Promise.resolve(new Blob(['png'])),
    }),
  });
  player.useCanvas(canvas);
  return {
    player,
    reports,
    painted,
    lanes,
    timers: () => timers,
    stats: () => {
      tick();
      const last = reports.findLast((each) => each.type === 'stats');
      return last?.type === 'stats' ? last.stats : undefined;
    },
    credits: () => reports.reduce((sum, each) => sum + (each.type === 'credit' ? each.count : 0), 0),
    /** The display shows what was drawn. */
    show: async () => {
      display.resolve();
      display = new Deferred<void>();
      await settle();
    },
  };
}

describe('the lane player', () => {
  it('grants two frames at the start, and one more for each frame that was on the screen', async () => {
    const { player, lanes, painted, credits, show } = setUp();
    void player.follow(http);
    expect(credits()).toBe(2);
    lanes[0]!.onFrame(testFrame(1));
    await settle();
    expect([painted, credits()]).toEqual([[1], 2]);
    await show();
    expect(credits()).toBe(3);
  });

  it('draws only the newest still of those that arrive while it waits for the display', async () => {
    const { player, lanes, painted, credits, show, stats } = setUp();
    void player.follow(http);
    for (const sequence of [1, 2, 3, 4]) lanes[0]!.onFrame(testFrame(sequence));
    await settle();
    await show();
    expect(painted).toEqual([1, 4]);
    expect(credits()).toBe(2 + 2 + 1);
    expect(stats()).toMatchObject({ drawn: 2, dropped: 2 });
  });

  it('draws every video frame, and does not wait for the display while others wait', async () => {
    const { player, lanes, painted } = setUp();
    void player.follow(http);
    for (const sequence of [1, 2, 3, 4]) {
      lanes[0]!.onFrame(testFrame(sequence, { encoding: 'h264', keyFrame: sequence === 1 }));
    }
    await settle();
    expect(painted).toEqual([1, 2, 3, 4]);
  });

  it('counts a damaged frame, and grants credit for it', async () => {
    const { player, lanes, credits, show, stats } = setUp();
    void player.follow(http);
    lanes[0]!.onFrame(testFrame(1, { format: 0 }));
    await settle();
    await show();
    expect([stats()?.damaged, credits()]).toEqual([1, 3]);
  });

  it('takes no frame and grants no credit for a lane that was replaced', async () => {
    const { player, lanes, painted, credits, show } = setUp();
    void player.follow(http);
    lanes[0]!.onFrame(testFrame(1));
    lanes[0]!.onFrame(testFrame(2));
    await settle();
    void player.follow(http);
    lanes[0]!.onFrame(testFrame(3));
    await show();
    expect(painted).toEqual([1]);
    expect(credits()).toBe(2 + 2);
    lanes[1]!.onFrame(testFrame(4));
    await settle();
    expect(painted).toEqual([1, 4]);
  });

  it('reports a lane that ends by itself, and not one that it left', async () => {
    const { player, lanes, reports, timers } = setUp();
    void player.follow(http);
    lanes[0]!.ended.resolve();
    await settle();
    expect(reports.at(-1)).toEqual({ type: 'lane-ended' });
    void player.follow(http);
    player.leave();
    await settle();
    expect([reports.filter(({ type }) => type === 'lane-ended').length, timers()]).toEqual([1, 0]);
  });

  it('saves what is on the canvas', async () => {
    const { player, reports } = setUp();
    await player.save();
    expect(reports).toEqual([{ type: 'saved', png: expect.any(Blob) as Blob }]);
  });
});
