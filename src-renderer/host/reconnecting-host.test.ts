import { expect, test } from 'vitest';
import { ManualClock } from '../../src-shared/lib/clock.ts';
import type { Carrier } from '../../src-shared/rpc/carrier.ts';
import { createMemoryCarriers } from '../../src-shared/rpc/memory-carrier.ts';
import { toProblem } from '../../src-shared/rpc/problem.ts';
import { HostRefusedError, ReconnectingHost } from './reconnecting-host.ts';

/** Answers every call with its method's name; the test drops it when it likes. */
function createServer() {
  let ours: Carrier | undefined;
  const state: { refuse: Error | undefined; opened: number } = { refuse: undefined, opened: 0 };
  return {
    state,
    open: async (): Promise<Carrier> => {
      state.opened += 1;
      if (state.refuse !== undefined) throw state.refuse;
      const [left, right] = createMemoryCarriers();
      ours = right;
      right.onMessage((message) => {
        const { id, type } = message as { id: number; type: string };
        if (type === 'call') right.send({ type: 'result', id, value: [] });
      });
      return left;
    },
    emitList: () => ours?.send({ type: 'event', service: 'channels', event: 'list', payload: [] }),
    drop: () => ours?.close(),
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

test('listeners stay and calls wait while the link is repaired', async () => {
  const clock = new ManualClock();
  const server = createServer();
  const reconnecting = await ReconnectingHost.connect(server.open, clock);
  let lists = 0;
  reconnecting.host.channels.on('list', () => (lists += 1));
  server.drop();
  await settle();
  expect(reconnecting.linkState).toBe('reconnecting');
  const call = reconnecting.host.channels.list(undefined);
  clock.advance(250);
  expect(await call).toEqual([]);
  expect(reconnecting.linkState).toBe('connected');
  server.emitList();
  await settle();
  expect(lists).toBe(1);
});

test('attempts go on with growing pauses until the host is back', async () => {
  const clock = new ManualClock();
  const server = createServer();
  const reconnecting = await ReconnectingHost.connect(server.open, clock);
  server.state.refuse = new Error('away');
  server.drop();
  await settle();
  for (const pauseMs of [250, 500, 1000, 2000, 4000, 5000, 5000]) {
    clock.advance(pauseMs);
    await settle();
  }
  expect(server.state.opened).toBe(8);
  server.state.refuse = undefined;
  clock.advance(5000);
  await settle();
  expect(reconnecting.linkState).toBe('connected');
});

test('a call gives up when the host stays away', async () => {
  const clock = new ManualClock();
  const server = createServer();
  const reconnecting = await ReconnectingHost.connect(server.open, clock);
  server.state.refuse = new Error('away');
  server.drop();
  await settle();
  const call = reconnecting.host.channels.list(undefined).catch((error: unknown) => toProblem(error).code);
  for (let second = 0; second < 10; second += 1) {
    clock.advance(1000);
    await settle();
  }
  expect(await call).toBe('host-unreachable');
});

test('a host that refuses the page fails its calls at once, and is asked again now and then', async () => {
  const clock = new ManualClock();
  const server = createServer();
  const reconnecting = await ReconnectingHost.connect(server.open, clock);
  server.state.refuse = new HostRefusedError('wrong token');
  server.drop();
  await settle();
  clock.advance(250);
  await settle();
  expect(reconnecting.linkState).toBe('closed');
  const code = await reconnecting.host.channels.list(undefined).catch((error: unknown) => toProblem(error).code);
  expect(code).toBe('host-unreachable');
  server.state.refuse = undefined;
  clock.advance(5000);
  await settle();
  expect(reconnecting.linkState).toBe('connected');
});
