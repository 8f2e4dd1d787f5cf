import { describe, expect, it } from 'vitest';
import { decodeLaneHeader } from '../../../src-shared/contract/frame-lane.ts';
import type { Problem } from '../../../src-shared/rpc/problem.ts';
import { ProtocolError } from '../../../src-shared/openmv/protocol-error.ts';
import type { LaneSink } from '../media/frame-lane.ts';
import { collect, createTestHost } from '../testing/test-host.ts';

function fakeSink() {
  const sequences: number[] = [];
  const headers: ReturnType<typeof decodeLaneHeader>[] = [];
  const state = { ended: false };
  const sink: LaneSink = {
    send(header) {
      headers.push(decodeLaneHeader(header));
      sequences.push(headers.at(-1)!.sequence);
    },
    end: () => (state.ended = true),
  };
  return { sink, sequences, headers, state };
}

async function setUp() {
  const testHost = await createTestHost({
    clock: { now: () => 1000, after: () => ({ dispose() {} }) },
    wallClock: () => 50_000,
  });
  const page = testHost.openPage();
  await page.host.camera.connect({ id: 'sim' });
  const { lane } = await page.host.frames.openLane(undefined);
  return { ...testHost, page, host: page.host, lane, camera: testHost.source.camera };
}

describe('the frames service', () => {
  it('sends only on credit, keeps at most eight credits and counts what it dropped', async () => {
    const { core, host, lane, camera } = await setUp();
    const { sink, sequences, headers } = fakeSink();
    core.subscribeLane(lane, sink);
    camera.sendFrame();
    expect(sequences).toEqual([]);
    await host.frames.credit({ lane, count: 8 });
    await host.frames.credit({ lane, count: 8 });
    for (let count = 0; count < 12; count += 1) camera.sendFrame({ droppedBefore: 1 });
    expect(sequences).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(headers.at(-1)).toMatchObject({ droppedByCamera: 8, droppedByHost: 0 });
    expect(await host.frames.counters(undefined)).toEqual({
      received: 13,
      droppedByCamera: 12,
      droppedByHost: 3,
      bytes: 52,
    });
  });

  it('turns the times of the camera into wall-clock times', async () => {
    const { core, host, lane, camera } = await setUp();
    const { sink, headers } = fakeSink();
    core.subscribeLane(lane, sink);
    await host.frames.credit({ lane, count: 1 });
    camera.sendFrame({ eventAtMs: 990, receivedAtMs: 998 });
    expect(headers[0]).toMatchObject({ eventAtMs: 49_990, receivedAtMs: 49_998, width: 2, height: 1, dataBytes: 4 });
  });

  it('shows the last frame at once on a new lane, and ends the former lane', async () => {
    const { core, host, lane, camera } = await setUp();
    const first = fakeSink();
    core.subscribeLane(lane, first.sink);
    camera.sendFrame();
    const { lane: second } = await host.frames.openLane(undefined);
    expect(first.state.ended).toBe(true);
    expect(core.subscribeLane(lane, first.sink)).toBeUndefined();
    const { sink, sequences } = fakeSink();
    await host.frames.credit({ lane: second, count: 1 });
    core.subscribeLane(second, sink);
    expect(sequences).toEqual([1]);
  });

  it('ignores credits for lanes of other pages', async () => {
    const { core, openPage, lane, camera } = await setUp();
    const { sink, sequences } = fakeSink();
    core.subscribeLane(lane, sink);
    const other = openPage();
    await other.host.frames.credit({ lane, count: 8 });
    camera.sendFrame();
    expect(sequences).toEqual([]);
  });

  it('ends the lane with its page, and hands nothing to a sink that left', async () => {
    const { core, page, host, lane, camera, openPage } = await setUp();
    const { sink, sequences, state } = fakeSink();
    const subscription = core.subscribeLane(lane, sink);
    await host.frames.credit({ lane, count: 8 });
    subscription?.dispose();
    camera.sendFrame();
    expect(sequences).toEqual([]);
    core.subscribeLane(lane, sink);
    page.close();
    await openPage().host.app.info(undefined);
    expect(state.ended).toBe(true);
  });

  it('applies settings to the camera and keeps them for the next one', async () => {
    const { host, camera, source } = await setUp();
    await host.frames.setSettings({ enabled: true, raw: true, rawSize: { width: 320, height: 240 } });
    expect(camera.streams.at(-1)).toEqual({ enabled: true, raw: true, rawSize: { width: 320, height: 240 } });
    await host.camera.connect({ id: 'sim' });
    expect(source.camera.streams).toEqual([{ enabled: true, raw: true, rawSize: { width: 320, height: 240 } }]);
    await host.camera.disconnect(undefined);
    await host.frames.setSettings({ enabled: false, raw: false });
    expect(await host.frames.settings(undefined)).toEqual({ enabled: false, raw: false });
  });

  it('reports damaged frames once per run', async () => {
    const { host, camera } = await setUp();
    const problems = collect<Problem>((listener) => host.app.on('problem', listener));
    const damaged = new ProtocolError('bad-frame-header', 'no', { data: { field: 'width', value: 9e9 } });
    camera.spoilFrame(damaged);
    camera.spoilFrame(damaged);
    await host.script.run({ source: new Uint8Array(1), document: 'doc' });
    camera.spoilFrame(damaged);
    await problems.until(() => problems.values.length === 2);
    expect(problems.values).toMatchObject(
      [0, 1].map(() => ({ code: 'bad-frame-header', message: 'no', data: { field: 'width', value: 9e9 } })),
    );
  });

  it('shows the frames of a channel instead of the stream, which is off until then', async () => {
    const { core, host, lane, camera } = await setUp();
    const { sink, headers } = fakeSink();
    core.subscribeLane(lane, sink);
    await host.frames.credit({ lane, count: 8 });
    const channel = { id: 7, name: 'frame', readable: true, writable: false, lockable: false, dynamic: true };
    camera.channels.offers.set(7, [Uint8Array.of(1, 2, 3, 4)]);
    camera.channels.set([channel]);
    const source = {
      kind: 'channel' as const,
      name: 'frame',
      picture: { format: 'grayscale' as const, width: 4, height: 1 },
    };
    await host.frames.setSource(source);
    expect(await host.frames.source(undefined)).toEqual(source);
    await expect.poll(() => headers.length).toBe(1);
    camera.sendFrame();
    await host.frames.setSource({ kind: 'stream' });
    camera.sendFrame();
    expect(headers.map((header) => header!.width)).toEqual([4, 2]);
    expect(camera.streams.slice(1).map(({ enabled }) => enabled)).toEqual([false, true]);
  });

  it('connects to the next camera without the stream while a channel is the source', async () => {
    const { host, source } = await setUp();
    await host.frames.setSource({ kind: 'channel', name: 'frame', picture: { format: 'file' } });
    await host.camera.connect({ id: 'sim' });
    expect(source.camera.streams[0]).toMatchObject({ enabled: false });
    expect(await host.frames.settings(undefined)).toMatchObject({ enabled: true });
  });
});
