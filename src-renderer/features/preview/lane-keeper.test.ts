import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../src-shared/lib/clock.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import { RpcError } from '../../../src-shared/rpc/rpc-error.ts';
import type { FrameLaneSource, LinkState } from '../../host/host-connection.ts';
import { LaneKeeper } from './lane-keeper.ts';

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

function setUp(options: { readonly visible?: boolean } = {}) {
  const clock = new ManualClock();
  const link = new Emitter<LinkState>();
  const visibility = new Emitter<void>();
  const log: string[] = [];
  const state = { visible: options.visible ?? true, linkState: 'connected' as LinkState, opened: 0 };
  let failure: Error | undefined;
  const keeper = new LaneKeeper({
    connection: {
      get linkState() {
        return state.linkState;
      },
      onLinkState: link.event,
      async openFrameLane(): Promise<FrameLaneSource> {
        if (failure !== undefined) throw failure;
        state.opened += 1;
        return { kind: 'http', lane: `lane-${state.opened}`, url: '' };
      },
      host: {
        frames: {
          credit: async ({ lane, count }) => void log.push(`credit ${lane} ${count}`),
          closeLane: async ({ lane }) => void log.push(`close ${lane}`),
        },
      },
    },
    visibility: {
      get visible() {
        return state.visible;
      },
      onChange: visibility.event,
    },
    clock,
    onLane: ({ lane }) => log.push(`follow ${lane}`),
    onLeave: () => log.push('leave'),
    onRefused: () => log.push('refused'),
  });
  return {
    clock,
    keeper,
    log,
    fail: (error: Error | undefined) => (failure = error),
    show: async (visible: boolean) => {
      state.visible = visible;
      visibility.emit();
      await settle();
    },
    setLink: async (linkState: LinkState) => {
      state.linkState = linkState;
      link.emit(linkState);
      await settle();
    },
  };
}

describe('the lane of a page', () => {
  it('opens at once, gets credits, and is given back at the end', async () => {
    const { keeper, log } = setUp();
    await settle();
    keeper.credit(2);
    keeper.dispose();
    keeper.credit(1);
    expect(log).toEqual(['follow lane-1', 'credit lane-1 2', 'leave', 'close lane-1']);
  });

  it('is given back while the page is hidden, and another one opens when it is visible again', async () => {
    const { log, show } = setUp();
    await settle();
    await show(false);
    await show(true);
    expect(log).toEqual(['follow lane-1', 'leave', 'close lane-1', 'follow lane-2']);
  });

  it('is not opened by a page that has not been seen yet', async () => {
    const { log, show } = setUp({ visible: false });
    await settle();
    expect(log).toEqual([]);
    await show(true);
    expect(log).toEqual(['follow lane-1']);
  });

  it('is given back when it opens after the page was hidden', async () => {
    const { log, show } = setUp();
    await show(false);
    expect(log).toEqual(['close lane-1']);
  });

  it('is opened again after it ended, and after the link has come back', async () => {
    const { keeper, clock, log, setLink } = setUp();
    await settle();
    keeper.laneEnded();
    clock.advance(500);
    await settle();
    await setLink('reconnecting');
    await setLink('connected');
    expect(log).toEqual(['follow lane-1', 'follow lane-2', 'leave', 'close lane-2', 'follow lane-3']);
  });

  it('says once that too many pages have one, and opens when one of them gave way', async () => {
    const { clock, log, fail, keeper } = setUp();
    await settle();
    fail(new RpcError('frame-lane-limit', 'too many'));
    keeper.laneEnded();
    clock.advance(500);
    await settle();
    clock.advance(5000);
    await settle();
    fail(undefined);
    clock.advance(5000);
    await settle();
    expect(log).toEqual(['follow lane-1', 'refused', 'follow lane-2']);
  });
});
