import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CameraError } from '../camera/camera-error.ts';
import type { ChannelInfo } from '../../src-shared/device/channel.ts';
import { TransportError } from '../transports/api/transport-error.ts';
import { runProgram } from './program.ts';
import { CliBench } from './testing/cli-bench.ts';

const ticks: ChannelInfo = {
  id: 5,
  name: 'ticks',
  readable: true,
  writable: true,
  lockable: false,
  dynamic: true,
};

describe('commands that inspect a camera', () => {
  let folder: string;
  let script: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'viewfinder-device-'));
    script = path.join(folder, 'script.py');
    await writeFile(script, 'print(1)');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('info: describes the camera, as JSON on the last line', async () => {
    const bench = new CliBench();
    expect(await runProgram(['info', '--json', '--camera', 'COM3'], bench.context)).toBe(0);
    expect(bench.summary).toMatchObject({
      camera: { id: 'COM3', board: 'OpenMV Cam H7', firmware: '5.0.0' },
      facts: { Processor: 'STM32H743' },
      hostStats: { packetsSent: 1 },
    });
    expect(bench.camera.connects).toMatchObject([{ stopRunning: false }]);
    expect(bench.camera.state).toBe('disconnected');
  });

  it('info: prints one row per detail for people', async () => {
    const bench = new CliBench();
    await runProgram(['info'], bench.context);
    expect(bench.out).toMatch(/^Camera +OpenMV Cam H7$/m);
    expect(bench.out).toMatch(/^Processor +STM32H743$/m);
  });

  it('channels: leaves a running script alone', async () => {
    const bench = new CliBench();
    bench.camera.runsAlready = true;
    bench.camera.channels.set([ticks]);
    await runProgram(['channels', '--json'], bench.context);
    expect([bench.camera.connects[0]!.stopRunning, bench.camera.stops]).toEqual([false, 0]);
    expect(bench.summary).toEqual({ channels: [ticks] });
  });

  it('channels: waits until a script has registered the last of them, and stops it at the end', async () => {
    const bench = new CliBench();
    const ended = runProgram(['channels', '--script', script], bench.context);
    await bench.running();
    bench.clock.advance(300);
    bench.camera.channels.set([ticks]);
    bench.clock.advance(300);
    bench.camera.channels.set([ticks, { ...ticks, id: 6, name: 'more', readable: false, dynamic: false }]);
    bench.clock.advance(400);
    expect(await ended).toBe(0);
    expect(bench.out).toBe(' 5  ticks  read, write, script channel\n 6  more   write\n');
    expect(bench.camera.sources).toHaveLength(1);
  });

  it('read-channel: finds the channel by name or number and prints its bytes', async () => {
    for (const channel of ['ticks', '5']) {
      const bench = new CliBench();
      bench.camera.channels.set([ticks]);
      await runProgram(['read-channel', channel, '--size', '3'], bench.context);
      expect(bench.out).toBe('\u0005\u0005\u0005');
    }
    const bench = new CliBench();
    bench.camera.channels.set([ticks]);
    const file = path.join(folder, 'channel.bin');
    await runProgram(['read-channel', 'ticks', '-o', file, '--json'], bench.context);
    expect([...(await readFile(file))]).toEqual([5, 5, 5, 5]);
    expect(bench.summary).toEqual({ channel: { id: 5, name: 'ticks' }, reads: 1, bytes: 4, file });
  });

  it('read-channel: follows the events of the channel up to the requested number of reads', async () => {
    const bench = new CliBench();
    const ended = runProgram(
      ['read-channel', 'ticks', '--script', script, '--follow', '--count', '3', '--json'],
      bench.context,
    );
    await bench.running();
    bench.camera.channels.offers.set(
      5,
      ['a', 'b', 'c', 'd'].map((text) => Buffer.from(text)),
    );
    bench.camera.channels.set([ticks]);
    await expect.poll(() => bench.camera.channels.reads.length).toBe(1);
    for (const reads of [2, 3]) {
      bench.camera.channels.sendEvent(9, 1);
      bench.camera.channels.sendEvent(5, 1);
      await expect.poll(() => bench.camera.channels.reads.length).toBe(reads);
    }
    expect(await ended).toBe(0);
    expect(bench.summary).toEqual({ channel: { id: 5, name: 'ticks' }, reads: 3, bytes: 3, hex: '616263' });
    expect(bench.camera.state).toBe('disconnected');
  });

  it('read-channel: follows with a count or a time; a damaged read is reported and left out', async () => {
    const bench = new CliBench();
    bench.camera.channels.set([ticks]);
    bench.camera.channels.offers.set(5, [new CameraError('out-of-sync', 'lost'), Buffer.from('a'), Buffer.from('b')]);
    const ended = runProgram(['read-channel', 'ticks', '--count', '2'], bench.context);
    for (const reads of [1, 2, 3]) {
      await expect.poll(() => bench.camera.channels.reads.length).toBe(reads);
      bench.camera.channels.sendEvent(5, 1);
    }
    expect(await ended).toBe(0);
    expect(bench.out).toBe('ab');
    expect(bench.err).toMatch(/^error \[out-of-sync\]: .*\n  cause: .*\n  hint: .*\n$/);
  });

  it('read-channel: waits for the first bytes of the script that it starts', async () => {
    const bench = new CliBench();
    const ended = runProgram(['read-channel', 'ticks', '--script', script], bench.context);
    await bench.running();
    const offered: Uint8Array[] = [];
    bench.camera.channels.offers.set(5, offered);
    bench.camera.channels.set([ticks]);
    await expect.poll(() => bench.camera.channels.reads.length).toBe(1);
    offered.push(Buffer.from('late'));
    bench.camera.channels.sendEvent(5, 1);
    expect(await ended).toBe(0);
    expect(bench.out).toBe('late');
  });

  it('read-channel: names the command for channels that Viewfinder itself reads', async () => {
    for (const [id, name] of [
      [2, 'stdout'],
      [3, 'stream'],
    ] as const) {
      const bench = new CliBench();
      bench.camera.channels.set([{ ...ticks, id, name, dynamic: false }]);
      await expect(runProgram(['read-channel', name], bench.context)).rejects.toMatchObject({
        code: 'usage',
        message: expect.stringContaining('watch') as unknown,
      });
    }
  });

  it('read-channel: fails if a script does not register the channel in time', async () => {
    const bench = new CliBench();
    const outcome = expect(
      runProgram(['read-channel', 'ticks', '--script', script], bench.context),
    ).rejects.toMatchObject({ code: 'channel-not-found', data: { channel: 'ticks' } });
    await bench.running();
    bench.clock.advance(5000);
    await outcome;
    expect(bench.camera.state).toBe('disconnected');
  });

  it('write-channel: accepts text, hexadecimal bytes or a file', async () => {
    const file = path.join(folder, 'data');
    await writeFile(file, 'from file');
    const bench = new CliBench();
    bench.camera.channels.set([ticks]);
    for (const data of [
      ['--text', 'λ'],
      ['--hex', '01 ff:0x20'],
      ['--file', file],
    ]) {
      await runProgram(['write-channel', 'ticks', ...data, '--json'], bench.context);
    }
    expect(bench.camera.channels.writes.map(({ id, data }) => [id, Buffer.from(data).toString('hex')])).toEqual([
      [5, 'cebb'],
      [5, '01ff20'],
      [5, Buffer.from('from file').toString('hex')],
    ]);
    expect(bench.summary).toEqual({ channel: { id: 5, name: 'ticks' }, bytes: 9 });
  });

  it.each([
    [['write-channel', 'ticks']],
    [['write-channel', 'ticks', '--text', 'a', '--hex', '00']],
    [['write-channel', 'ticks', '--hex', '0']],
    [['info', '--attach']],
    [['record', 'a.py']],
    [['record', '-o', 'a.vfcap']],
    [['record', 'a.py', '--attach', '-o', 'a.vfcap']],
    [['replay', 'file', '--speed', 'double']],
  ])('%j is not understood', async (args) => {
    const bench = new CliBench();
    await expect(runProgram(args, bench.context)).rejects.toMatchObject({ code: 'usage' });
    expect(bench.addresses).toEqual([]);
  });

  it('record: fails at once if its file cannot be written', async () => {
    const bench = new CliBench();
    const args = ['record', script, '-o', path.join(folder, 'none', 'x.vfcap')];
    await expect(runProgram(args, bench.context)).rejects.toMatchObject({
      code: 'folder-not-found',
      data: { path: path.join(folder, 'none') },
    });
    expect(bench.addresses).toEqual([]);
  });

  it('record: leaves an earlier log unchanged if the camera cannot be connected', async () => {
    const file = path.join(folder, 'earlier.vfcap');
    await writeFile(file, 'an earlier session');
    const bench = new CliBench();
    bench.camera.connectError = new TransportError('port-busy', 'in use');
    await expect(runProgram(['record', script, '-o', file], bench.context)).rejects.toMatchObject({
      code: 'port-busy',
    });
    expect(await readFile(file, 'utf8')).toBe('an earlier session');
  });
});
