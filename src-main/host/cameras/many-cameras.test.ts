import { describe, expect, it } from 'vitest';
import type { CameraStatus } from '../../../src-shared/contract/camera.ts';
import type { Host } from '../../../src-shared/contract/contract.ts';
import { decodeLaneHeader } from '../../../src-shared/contract/frame-lane.ts';
import type { CameraEntry } from '../../../src-shared/device/camera-entry.ts';
import { FakeCameraSource, serialEntry, simulatedEntry } from '../testing/fake-camera-source.ts';
import { collect, createTestHost } from '../testing/test-host.ts';

const left: CameraEntry = simulatedEntry;
const right: CameraEntry = serialEntry('/dev/ttyACM0', 'A');
const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

async function setUp() {
  const source = new FakeCameraSource([left, right]);
  const { core, openPage } = await createTestHost({ cameraSource: source });
  const pages = [openPage(), openPage()] as const;
  await pages[0].host.camera.connect({ id: left.id });
  await pages[1].host.camera.connect({ id: right.id, alongside: true });
  const [leftCamera, rightCamera] = source.cameras.map(({ camera }) => camera);
  return { core, openPage, source, pages, left: leftCamera!, right: rightCamera! };
}

function collectText(host: Host) {
  const chunks = collect<string>((listener) =>
    host.script.on('text', ({ bytes }) => listener(new TextDecoder().decode(bytes))),
  );
  return { ...chunks, all: () => chunks.values.join('') };
}

describe('two cameras of one host', () => {
  it('stay connected while each page shows its own', async () => {
    const { pages, openPage } = await setUp();
    const shown = await Promise.all(pages.map(({ host }) => host.camera.status(undefined)));
    expect(shown.map(({ state, entry }) => [state, entry?.id])).toEqual([
      ['idle', left.id],
      ['idle', right.id],
    ]);
    const connections = await pages[0].host.camera.connections(undefined);
    expect(connections.map(({ entry }) => entry?.id)).toEqual([left.id, right.id]);
    expect((await openPage().host.camera.status(undefined)).entry?.id).toBe(left.id);
  });

  it('run different scripts, and text, events and frames never mix', async () => {
    const { core, pages, ...cameras } = await setUp();
    const texts = pages.map(({ host }) => collectText(host));
    const frames: number[][] = [[], []];
    for (const [index, { host }] of pages.entries()) {
      const { lane } = await host.frames.openLane(undefined);
      core.subscribeLane(lane, {
        send: (header) => frames[index]!.push(decodeLaneHeader(header)!.width),
        end: () => undefined,
      });
      await host.frames.credit({ lane, count: 8 });
      await host.script.run({ source: encode(`script ${index}`), document: `document ${index}` });
    }
    for (let round = 0; round < 3; round += 1) {
      cameras.left.print('left ');
      cameras.right.print('right ');
      cameras.left.sendFrame({ width: 10 });
      cameras.right.sendFrame({ width: 20 });
    }
    await texts[0]!.until(() => texts[0]!.all().length === 15);
    await texts[1]!.until(() => texts[1]!.all().length === 18);
    expect(texts.map((each) => each.all())).toEqual(['left left left ', 'right right right ']);
    expect(frames).toEqual([
      [10, 10, 10],
      [20, 20, 20],
    ]);
    expect([cameras.left.sources, cameras.right.sources]).toEqual([[encode('script 0')], [encode('script 1')]]);
    const recalled = await Promise.all(pages.map(({ host }) => host.script.recall(undefined)));
    expect(recalled.map(({ run }) => run)).toEqual([
      { run: 1, document: 'document 0' },
      { run: 2, document: 'document 1' },
    ]);
  });

  it('are stopped one by one', async () => {
    const { pages, ...cameras } = await setUp();
    for (const { host } of pages) await host.script.run({ source: encode('x'), document: '' });
    await pages[1].host.script.stop(undefined);
    expect([cameras.left.state, cameras.right.state]).toEqual(['running', 'idle']);
    await pages[1].host.camera.disconnect(undefined);
    expect([cameras.left.state, cameras.right.state]).toEqual(['running', 'disconnected']);
  });

  it('have their own settings, sources and channels', async () => {
    const { pages, ...cameras } = await setUp();
    await pages[1].host.frames.setSettings({ enabled: true, raw: true });
    await pages[1].host.frames.setSource({ kind: 'channel', name: 'a', picture: { format: 'file' } });
    const channel = { id: 9, name: 'a', readable: true, writable: true, lockable: false, dynamic: true };
    cameras.right.channels.set([channel]);
    expect(await pages[0].host.frames.settings(undefined)).toEqual({ enabled: true, raw: false });
    expect(await pages[0].host.frames.source(undefined)).toEqual({ kind: 'stream' });
    expect(await pages[0].host.channels.list(undefined)).toEqual([]);
    expect(await pages[1].host.channels.list(undefined)).toEqual([channel]);
  });

  it('can be called by their id, whichever one the page shows', async () => {
    const { pages, ...cameras } = await setUp();
    await pages[0].host.script.run({ source: encode('x'), document: '' }, { target: right.id });
    expect([cameras.left.state, cameras.right.state]).toEqual(['idle', 'running']);
    await expect(pages[0].host.script.stop(undefined, { target: 'tcp://nowhere:1' })).rejects.toMatchObject({
      code: 'not-connected',
      data: { camera: 'tcp://nowhere:1' },
    });
  });

  it('can be exchanged on a page, which gets the status and the run of the other one', async () => {
    const { pages, ...cameras } = await setUp();
    const { host } = pages[0];
    await pages[1].host.script.run({ source: encode('x'), document: 'right' });
    const statuses = collect<CameraStatus>((listener) => host.camera.on('status', listener));
    const starts = collect<{ document: string }>((listener) => host.script.on('started', listener));
    const text = collectText(host);
    expect(await host.camera.select({ id: right.id })).toMatchObject({ state: 'running', entry: { id: right.id } });
    expect(await statuses.until(() => true)).toMatchObject({ entry: { id: right.id } });
    expect(await starts.until(() => true)).toMatchObject({ document: 'right' });
    cameras.left.print('left');
    cameras.right.print('right');
    await text.until((each) => each.includes('right'));
    expect(text.all()).toBe('right');
    expect(await host.camera.select({})).toMatchObject({ entry: { id: left.id } });
  });

  it('outlive the page that connected to them', async () => {
    const { pages, ...cameras } = await setUp();
    pages[1].close();
    expect(await pages[0].host.camera.select({ id: right.id })).toMatchObject({ state: 'idle' });
    expect(cameras.right.state).toBe('idle');
  });
});

describe('two pages that press Run at the same moment', () => {
  it('run one script after the other, whole and in the order of the calls', async () => {
    const { openPage, pages, ...cameras } = await setUp();
    const other = openPage();
    const runs = await Promise.all([
      pages[0].host.script.run({ source: encode('one'), document: 'a' }),
      other.host.script.run({ source: encode('two'), document: 'b' }),
    ]);
    expect(runs).toEqual([
      { run: 1, document: 'a' },
      { run: 2, document: 'b' },
    ]);
    expect(cameras.left.sources).toEqual([encode('one'), encode('two')]);
  });
});
