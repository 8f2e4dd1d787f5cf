// The whole host over the simulated camera: its worker threads, its wire protocol, real MicroPython.

import { createHash } from 'node:crypto';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hostContract } from '../../src-shared/contract/contract.ts';
import { decodeLaneHeader } from '../../src-shared/contract/frame-lane.ts';
import { readJpegInfo } from '../../src-shared/picture/jpeg-info.ts';
import { connectClient } from '../../src-shared/rpc/client.ts';
import { createMemoryCarriers } from '../../src-shared/rpc/memory-carrier.ts';
import { exposeOnTcp } from '../simulator/expose/expose-tcp.ts';
import { createLocalHost } from './create-local-host.ts';
import { collect, temporaryFolder } from './testing/test-host.ts';

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

async function setUp() {
  const core = await createLocalHost({ dataFolder: await temporaryFolder(), version: '0', connectAtStart: false });
  onTestFinished(() => core.close());
  const openPage = () => {
    const [pageEnd, hostEnd] = createMemoryCarriers();
    core.connect(hostEnd);
    return { host: connectClient(hostContract, pageEnd), close: () => pageEnd.close() };
  };
  const page = openPage();
  expect(await page.host.camera.connect({ id: 'sim' })).toMatchObject({
    state: 'idle',
    identity: { board: 'OpenMV N6' },
  });
  return { core, openPage, page, host: page.host };
}

const snapshots = `import csi
camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
print("ready")
while True:
    camera.snapshot()
`;

describe('the host with the simulated camera', () => {
  it('delivers frames and text, also to a page that reloads, and stops', async () => {
    const { core, openPage, page, host } = await setUp();
    await host.script.run({ source: encode(snapshots), document: 'loop' });
    page.close();
    const later = openPage().host;
    const { lane } = await later.frames.openLane(undefined);
    const pictures = collect<string>((listener) =>
      core.subscribeLane(lane, {
        send(header) {
          const { width, height } = decodeLaneHeader(header)!;
          listener(`${width}x${height}`);
        },
        end() {},
      }),
    );
    await later.frames.credit({ lane, count: 8 });
    expect(await pictures.until(() => pictures.values.length === 3)).toBe('320x240');
    expect(new TextDecoder().decode((await later.script.recall(undefined)).text)).toContain('ready\r\n');
    const ended = collect<unknown>((listener) => later.script.on('ended', listener));
    await later.script.stop(undefined);
    expect(await ended.until(() => true)).toEqual({ run: 1 });
  });

  it('finds the line at which a script failed', async () => {
    const { host } = await setUp();
    const ended = collect<unknown>((listener) => host.script.on('ended', listener));
    const source = 'def area():\n    raise ValueError("no area")\n\narea()\n';
    await host.script.run({ source: encode(source), document: 'failing' });
    expect(await ended.until(() => true)).toMatchObject({
      run: 1,
      traceback: { type: 'ValueError', message: 'no area', file: '<stdin>', line: 2 },
    });
    await host.script.run({ source: encode('print("a"\n'), document: 'broken' });
    expect(await ended.until((event) => (event as { run: number }).run === 2)).toMatchObject({
      traceback: { type: 'SyntaxError' },
    });
  });

  it('shows the frames that the example script offers on a channel', async () => {
    const { core, host } = await setUp();
    await host.frames.setSource({ kind: 'channel', name: 'frame', picture: { format: 'file' } });
    const { lane } = await host.frames.openLane(undefined);
    const pictures = collect<{ size: string; complete: boolean }>((listener) =>
      core.subscribeLane(lane, {
        send(header, data) {
          const { width, height } = decodeLaneHeader(header)!;
          listener({ size: `${width}x${height}`, complete: readJpegInfo(data)?.complete === true });
        },
        end() {},
      }),
    );
    await host.frames.credit({ lane, count: 8 });
    const { bytes: source } = await host.files.readExample({ id: 'frame-channel' });
    for (const run of [1, 2]) {
      pictures.values.length = 0;
      await host.script.run({ source: new Uint8Array(source), document: `frames ${run}` });
      await pictures.until(() => pictures.values.length >= 3);
      expect(pictures.values.slice(0, 3)).toEqual(
        Array.from({ length: 3 }, () => ({ size: '320x240', complete: true })),
      );
      await host.script.stop(undefined);
      await host.frames.credit({ lane, count: 8 });
    }
  });

  it('attaches to a running script if the setting says so: frames and text continue, and Stop ends it', async () => {
    const core = await createLocalHost({ dataFolder: await temporaryFolder(), version: '0', connectAtStart: false });
    onTestFinished(() => core.close());
    const camera = await exposeOnTcp({ port: 0, simulator: { flashFolder: await temporaryFolder() } });
    onTestFinished(() => camera.close());
    const [pageEnd, hostEnd] = createMemoryCarriers();
    core.connect(hostEnd);
    const host = connectClient(hostContract, pageEnd);
    const id = `tcp://${camera.address}`;
    /** The camera refuses a second client until it has noticed that the first is gone. */
    const connect = (): Promise<string> =>
      host.camera.connect({ id }).then(
        ({ state }) => state,
        ({ code }: { code: string }) => code,
      );
    await host.camera.connect({ id });
    await host.script.run({ source: encode(`${snapshots}    print("again")\n`), document: 'loop' });
    await host.camera.disconnect(undefined);

    await host.app.changeSettings({ stopOnConnect: false });
    const text = collect<string>((listener) =>
      host.script.on('text', ({ bytes }) => listener(new TextDecoder().decode(bytes))),
    );
    const { lane } = await host.frames.openLane(undefined);
    const pictures = collect<boolean>((listener) =>
      core.subscribeLane(lane, { send: (_header, data) => listener(readJpegInfo(data)?.complete === true), end() {} }),
    );
    await host.frames.credit({ lane, count: 3 });
    await expect.poll(connect).toBe('running');
    await text.until((piece) => piece.includes('again'));
    await pictures.until(() => pictures.values.length === 3);
    expect(pictures.values).toEqual([true, true, true]);
    expect(await host.script.recall(undefined)).toMatchObject({ running: true });
    await host.script.stop(undefined);
    await host.camera.disconnect(undefined);

    await expect.poll(connect).toBe('idle');
    await host.script.run({ source: encode(snapshots), document: 'loop' });
    await host.camera.disconnect(undefined);
    await host.app.changeSettings({ stopOnConnect: true });
    await expect.poll(connect).toBe('idle');
  });

  it('records a session whose address asks for it, and plays it again', async () => {
    const { host } = await setUp();
    const file = path.join(await temporaryFolder(), 'session.vfcap');
    expect(await host.camera.connect({ id: `capture(${file}):sim:H7` })).toMatchObject({
      state: 'idle',
      entry: { kind: 'sim' },
    });
    const text = collect<string>((listener) =>
      host.script.on('text', ({ bytes }) => listener(new TextDecoder().decode(bytes))),
    );
    await host.script.run({ source: encode('print("for the record")\n'), document: 'one' });
    await text.until(() => text.values.join('').includes('for the record'));
    await host.camera.disconnect(undefined);
    text.values.length = 0;
    expect(await host.camera.connect({ id: `replay:${file}` })).toMatchObject({
      identity: { board: 'OpenMV Cam H7' },
    });
    await text.until(() => text.values.join('').includes('for the record'));
  });

  it('reads and writes the channels of the example while its script spins', async () => {
    const { host } = await setUp();
    const { bytes: source } = await host.files.readExample({ id: 'basic-channel' });
    const events = collect<number>((listener) => host.channels.on('channelEvent', ({ code }) => listener(code)));
    const lists = collect<Map<string, number>>((listener) =>
      host.channels.on('list', (list) => listener(new Map(list.map(({ name, id }) => [name, id])))),
    );
    await host.script.run({ source: new Uint8Array(source), document: 'channels' });
    const ids = await lists.until((list) => list.has('counter') && list.has('limit'));
    const readCounter = async (): Promise<number[]> => {
      const read = await host.channels.read({ id: ids.get('counter')! });
      return [...new Uint32Array(read.slice().buffer)];
    };
    const [first, limit] = await readCounter();
    expect(limit).toBe(1000);
    await expect.poll(async () => (await readCounter())[0]).not.toBe(first);
    const wanted = new Uint8Array(Uint32Array.of(20).buffer);
    await host.channels.write({ id: ids.get('limit')!, data: wanted });
    expect((await readCounter())[1]).toBe(20);
    // The script starts over now and then, and tells so.
    expect(await events.until((code) => code === 1)).toBe(1);
    await expect(host.channels.write({ id: ids.get('limit')!, data: wanted.slice(1) })).rejects.toMatchObject({
      code: 'request-refused',
    });
    expect((await host.camera.status(undefined)).state).toBe('running');
  });

  it('hands a script of 200 kB to the interpreter byte for byte', async () => {
    const { host } = await setUp();
    const text = collect<string>((listener) =>
      host.script.on('text', ({ bytes }) => listener(new TextDecoder().decode(bytes))),
    );
    // The script hashes a text that it contains, with tabs, quotes, # and Chinese; CRLF follows it, and no final line end.
    const content = "0123456789#'\t世界".repeat(12_000);
    const hash = createHash('sha256').update(content).digest('hex');
    const source = `import hashlib, binascii\r\ntext = "${content}"\r\nif True:\r\n\tprint(binascii.hexlify(hashlib.sha256(text.encode()).digest()).decode(), end=" # 完")`;
    expect(encode(source).length).toBeGreaterThan(200_000);
    await host.script.run({ source: encode(source), document: 'large' });
    await text.until(() => text.values.join('').includes('# 完'));
    expect(text.values.join('')).toContain(`${hash} # 完`);
  });
});
