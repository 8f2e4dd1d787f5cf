import { describe, expect, it } from 'vitest';
import type { TextChunk } from '../../../src-shared/contract/script.ts';
import { ManualClock } from '../../../src-shared/lib/clock.ts';
import { collect, createTestHost } from '../testing/test-host.ts';

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const traceback = 'Traceback (most recent call last):\r\n  File "<stdin>", line 3, in <module>\r\nValueError: no\r\n';

async function setUp() {
  const clock = new ManualClock();
  const testHost = await createTestHost({ clock });
  const { host } = testHost.openPage();
  await host.camera.connect({ id: 'sim' });
  const events = collect<unknown[]>((listener) => {
    host.script.on('text', ({ bytes }) => listener(['text', new TextDecoder().decode(bytes)]));
    host.script.on('started', ({ run, document }) => listener(['started', run, document]));
    host.script.on('traceback', (event) => listener(['traceback', event.run, event.traceback.line]));
    host.script.on('ended', (event) => listener(['ended', event.run, event.traceback?.type]));
  });
  return { ...testHost, clock, host, events, camera: testHost.source.camera };
}

describe('the script service', () => {
  it('hands the source over byte for byte', async () => {
    const { host, camera } = await setUp();
    const source = encode('print("#\t你好")\r\n# no final newline');
    expect(await host.script.run({ source, document: 'doc' })).toEqual({ run: 1, document: 'doc' });
    expect(camera.sources).toEqual([source]);
  });

  it('tells start, text, traceback and end in their order, waiting for text that comes after the restart', async () => {
    const { host, camera, clock, events } = await setUp();
    await host.script.run({ source: encode('x'), document: 'doc' });
    camera.print('hello\r\n');
    camera.endScript();
    clock.advance(300);
    camera.print(traceback);
    camera.print('MPY: soft reboot\r\n');
    await events.until(([name]) => name === 'ended');
    expect(events.values).toEqual([
      ['started', 1, 'doc'],
      ['text', 'hello\r\n'],
      ['text', traceback],
      ['traceback', 1, 3],
      ['text', 'MPY: soft reboot\r\n'],
      ['ended', 1, 'ValueError'],
    ]);
  });

  it('ends a run after a moment when the camera has nothing more to say, without an error for Stop', async () => {
    const { host, camera, clock, events } = await setUp();
    await host.script.run({ source: encode('x'), document: 'doc' });
    camera.print(traceback.replace('ValueError: no', 'KeyboardInterrupt: '));
    await host.script.stop(undefined);
    expect((await host.script.recall(undefined)).running).toBe(false);
    clock.advance(400);
    await events.until(([name]) => name === 'ended');
    expect(events.values.at(-1)).toEqual(['ended', 1, undefined]);
    expect(events.values.some(([name]) => name === 'traceback')).toBe(false);
  });

  it('ends the former run when another one starts, and clears its text', async () => {
    const { host, camera, events } = await setUp();
    await host.script.run({ source: encode('x'), document: 'one' });
    camera.print('old');
    expect(await host.script.run({ source: encode('y'), document: 'two' })).toEqual({ run: 2, document: 'two' });
    camera.print('new');
    const recalled = await host.script.recall(undefined);
    expect(recalled).toMatchObject({
      run: { run: 2, document: 'two' },
      running: true,
      text: encode('new'),
      lostBefore: 0,
    });
    expect(events.values.map(([name, run]) => [name, run])).toEqual([
      ['started', 1],
      ['text', 'old'],
      ['ended', 1],
      ['started', 2],
    ]);
  });

  it('keeps the newest mebibyte for pages that come later, and says what is gone', async () => {
    const { host, camera, openPage } = await setUp();
    await host.script.run({ source: encode('x'), document: 'doc' });
    for (let count = 0; count < 3; count += 1) camera.print(new Uint8Array(512 * 1024).fill(65 + count));
    const { text, lostBefore } = await openPage().host.script.recall(undefined);
    expect([text.length, text[0], text.at(-1), lostBefore]).toEqual([1024 * 1024, 66, 67, 512 * 1024]);
    await host.script.clearText(undefined);
    expect((await host.script.recall(undefined)).text).toHaveLength(0);
  });

  it('does not send again what a page has just recalled', async () => {
    const { host, camera, clock } = await setUp();
    const text = collect<TextChunk>((listener) => host.script.on('text', listener));
    await host.script.run({ source: encode('x'), document: 'doc' });
    camera.print('once ');
    expect((await host.script.recall(undefined)).text).toEqual(encode('once '));
    clock.advance(100);
    camera.print('more');
    clock.advance(100);
    expect((await text.until(() => true)).bytes).toEqual(encode('more'));
  });

  it('refuses a source above the limit before it reaches the camera', async () => {
    const { host, camera } = await setUp();
    const source = new Uint8Array(8 * 1024 * 1024 + 1);
    await expect(host.script.run({ source, document: 'doc' })).rejects.toMatchObject({
      code: 'script-too-large',
      data: { limitBytes: 8 * 1024 * 1024 },
    });
    expect(camera.sources).toEqual([]);
  });

  it('ends the run when the camera goes away', async () => {
    const { host, camera, events } = await setUp();
    await host.script.run({ source: encode('x'), document: 'doc' });
    camera.lose(new Error('gone'));
    await events.until(([name]) => name === 'ended');
    expect((await host.script.recall(undefined)).running).toBe(false);
  });
});
