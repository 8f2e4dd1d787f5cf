import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PixelFormat } from '../../src-shared/picture/pixel-format.ts';
import { TransportError } from '../transports/api/transport-error.ts';
import { runProgram } from './program.ts';
import { CliBench } from './testing/cli-bench.ts';

const failure =
  'Traceback (most recent call last):\r\n  File "<stdin>", line 3, in <module>\r\nValueError: too small\r\n';
const restart = 'MPY: soft reboot\r\nOpenMV v5.0.0\r\n>>> ';

describe('viewfinder run', () => {
  let folder: string;
  let script: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'viewfinder-cli-'));
    script = path.join(folder, 'script.py');
    await writeFile(script, 'print(1)');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('sends the script byte for byte', async () => {
    const bench = new CliBench();
    const file = path.join(folder, 'bytes.py');
    const bytes = Buffer.from('print("# no comment")\r\n\tx = "视觉"\n\x00# no final newline');
    await writeFile(file, bytes);
    const ended = runProgram(['run', file], bench.context);
    await bench.running();
    bench.camera.endScript();
    bench.camera.print(restart);
    await ended;
    expect(bench.addresses).toEqual(['sim']);
    expect(Buffer.compare(bench.camera.sources[0]!, bytes)).toBe(0);
    expect(bench.camera.state).toBe('disconnected');
  });

  it('prints the output of the script and ends with a summary on the last line', async () => {
    const bench = new CliBench();
    const ended = runProgram(['run', script, '--json', '--camera', '/dev/ttyACM0'], bench.context);
    await bench.running();
    bench.camera.print('no newline at the end');
    bench.camera.sendFrame({ receivedAtMs: 1000 });
    bench.camera.sendFrame({ receivedAtMs: 1100, droppedBefore: 2 });
    bench.camera.endScript();
    bench.camera.print(restart);
    expect(await ended).toBe(0);
    expect(bench.out.split('\n')[0]).toBe('no newline at the end');
    expect(bench.summary).toMatchObject({
      endedBy: 'script',
      frames: 2,
      fps: 10,
      bytes: 8,
      dropped: 2,
      stdoutBytes: 21,
      camera: { id: '/dev/ttyACM0', board: 'OpenMV Cam H7', firmware: '5.0.0' },
      picture: { width: 2, height: 1 },
    });
    expect(bench.summary).not.toHaveProperty('exception');
  });

  it('reports the exception that ended the script, even if its text arrives after the restart', async () => {
    const bench = new CliBench();
    const ended = runProgram(['run', script, '--json'], bench.context);
    await bench.running();
    bench.camera.print('before\r\n');
    bench.camera.endScript();
    bench.camera.print(failure + restart);
    expect(await ended).toBe(1);
    expect(bench.out).toContain(failure);
    expect(bench.out).not.toContain('soft reboot');
    expect(bench.summary).toMatchObject({
      exception: {
        type: 'ValueError',
        message: 'too small',
        file: '<stdin>',
        line: 3,
        traceback: failure.replaceAll('\r', ''),
      },
    });
  });

  it('reports an exception with a message of several lines', async () => {
    const bench = new CliBench();
    const ended = runProgram(['run', script, '--json'], bench.context);
    await bench.running();
    bench.camera.endScript();
    bench.camera.print(`${failure}second line\r\n\r\nlast line\r\n${restart}`);
    expect(await ended).toBe(1);
    expect(bench.summary).toMatchObject({
      exception: { type: 'ValueError', message: 'too small\nsecond line\n\nlast line', line: 3 },
    });
  });

  it('does not take a traceback that the script caught and printed for its end', async () => {
    const bench = new CliBench();
    const file = path.join(folder, 'catch.py');
    await writeFile(file, 'import sys\ntry:\n  work()\nexcept ValueError as e:\n  sys.print_exception(e)\n');
    const ended = runProgram(['run', file], bench.context);
    await bench.running();
    bench.camera.print(`${failure}carrying on\r\n`);
    bench.camera.endScript();
    bench.camera.print(restart);
    expect(await ended).toBe(0);
  });

  it('stops at a number of frames and does not print the interrupt', async () => {
    const bench = new CliBench();
    const ended = runProgram(['run', script, '--frames', '2', '--json'], bench.context);
    await bench.running();
    for (let count = 0; count < 5; count += 1) bench.camera.sendFrame();
    bench.camera.print(
      'Traceback (most recent call last):\r\n  File "<stdin>", line 1, in <module>\r\nKeyboardInterrupt: \r\n',
    );
    expect(await ended).toBe(0);
    expect(bench.summary).toMatchObject({ endedBy: 'frames', frames: 2, stdoutBytes: 0 });
    expect(bench.out).not.toContain('KeyboardInterrupt');
  });

  it('uses the compatible frame transfer on request', async () => {
    const bench = new CliBench();
    const ended = runProgram(['run', script, '--compatible', '--frames', '1'], bench.context);
    await bench.running();
    bench.camera.sendFrame();
    expect(await ended).toBe(0);
    expect(bench.camera.streams).toEqual([{ enabled: true, raw: false, compatible: true }]);
  });

  it('stops after its time', async () => {
    const bench = new CliBench();
    const ended = runProgram(['run', script, '--seconds', '1.5', '--json'], bench.context);
    await bench.running();
    bench.clock.advance(1499);
    expect(bench.camera.state).toBe('running');
    bench.clock.advance(1);
    expect(await ended).toBe(0);
    expect(bench.summary).toMatchObject({ endedBy: 'seconds', seconds: 1.5, frames: 0, fps: 0 });
  });

  it('stops the script and disconnects on Ctrl-C', async () => {
    const bench = new CliBench();
    const ended = runProgram(['run', script, '--json'], bench.context);
    await bench.running();
    bench.interrupt();
    expect(await ended).toBe(0);
    expect(bench.summary).toMatchObject({ endedBy: 'interrupt' });
    expect(bench.camera.state).toBe('disconnected');
  });

  it('fails if the camera disconnects', async () => {
    const bench = new CliBench();
    const ended = runProgram(['run', script], bench.context);
    await bench.running();
    bench.camera.lose(new TransportError('port-lost', 'gone', { data: { port: '/dev/ttyACM0' } }));
    await expect(ended).rejects.toMatchObject({ code: 'port-lost' });
  });

  it('saves the last frame, compressed ones unchanged', async () => {
    const bench = new CliBench();
    const file = path.join(folder, 'last.jpg');
    const ended = runProgram(['run', script, '--save-frame', file], bench.context);
    await bench.running();
    bench.camera.sendFrame({ format: PixelFormat.jpeg, data: Uint8Array.of(1) });
    bench.camera.sendFrame({ format: PixelFormat.jpeg, data: Uint8Array.of(0xff, 0xd8, 0xff, 0xd9) });
    bench.interrupt();
    expect(await ended).toBe(0);
    expect([...(await readFile(file))]).toEqual([0xff, 0xd8, 0xff, 0xd9]);
  });

  it('reads frames from a channel of the script, with the stream off', async () => {
    const bench = new CliBench();
    const args = ['run', script, '--frames-from', 'frame', '--frames-as', 'rgb565:2x1', '--frames', '2', '--json'];
    bench.camera.channels.offers.set(7, [new Uint8Array(4), new Uint8Array(3), new Uint8Array(4)]);
    const ended = runProgram(args, bench.context);
    await bench.running();
    bench.camera.sendFrame();
    bench.camera.channels.set([
      { id: 7, name: 'frame', readable: true, writable: false, lockable: false, dynamic: true },
    ]);
    while (bench.camera.state === 'running') {
      bench.camera.channels.sendEvent(7, 1);
      await Promise.resolve();
    }
    expect(await ended).toBe(0);
    expect(bench.camera.streams).toEqual([{ enabled: false, raw: false }]);
    expect(bench.summary).toMatchObject({ frames: 2, dropped: 1, bytes: 8, picture: { width: 2, height: 1 } });
    expect(bench.err).toMatch(/^error \[bad-picture\]: /);
  });

  it('fails if a frame was requested and none arrived', async () => {
    const bench = new CliBench();
    const ended = runProgram(['run', script, '--save-frame', path.join(folder, 'none.jpg')], bench.context);
    await bench.running();
    bench.interrupt();
    await expect(ended).rejects.toMatchObject({ code: 'no-frame' });
  });

  it('names a script that does not exist', async () => {
    const bench = new CliBench();
    await expect(runProgram(['run', path.join(folder, 'none.py')], bench.context)).rejects.toMatchObject({
      code: 'file-not-found',
    });
    expect(bench.addresses).toEqual([]);
  });
});

describe('viewfinder run --detach', () => {
  it('starts the script and leaves it running', async () => {
    const bench = new CliBench();
    const states: string[] = [];
    bench.camera.onStateChange(({ state }) => states.push(state));
    const file = import.meta.filename;
    expect(await runProgram(['run', file, '--detach', '--camera', 'COM3', '--json'], bench.context)).toBe(0);
    expect(states.slice(-2)).toEqual(['running', 'disconnected']);
    expect([bench.camera.sources.length, bench.camera.stops]).toEqual([1, 0]);
    expect(bench.summary).toMatchObject({ running: true, camera: { id: 'COM3' } });
  });

  it.each([
    ['--camera', 'sim:H7'],
    ['--camera', 'replay:a.vfcap'],
    ['--seconds', '1'],
    ['--frames', '1'],
  ])('is refused with %s %s', async (...option) => {
    const args = ['run', import.meta.filename, '--detach', ...option];
    await expect(runProgram(args, new CliBench().context)).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('viewfinder watch', () => {
  it('attaches to the running script, and leaves it running at its limit', async () => {
    const bench = new CliBench();
    bench.camera.runsAlready = true;
    const ended = runProgram(['watch', '--frames', '2', '--json'], bench.context);
    await bench.running();
    bench.camera.print('printed later\r\n');
    for (let count = 0; count < 3; count += 1) bench.camera.sendFrame();
    expect(await ended).toBe(0);
    expect(bench.camera.connects).toMatchObject([{ stopRunning: false }]);
    expect([bench.camera.sources, bench.camera.stops]).toEqual([[], 0]);
    expect(bench.out.split('\n')[0]).toBe('printed later\r');
    expect(bench.summary).toMatchObject({ endedBy: 'frames', frames: 2 });
  });

  it('ends with the script, and reports its exception', async () => {
    const bench = new CliBench();
    bench.camera.runsAlready = true;
    const ended = runProgram(['watch', '--json'], bench.context);
    await bench.running();
    bench.camera.print(failure);
    bench.camera.endScript();
    bench.camera.print(restart);
    expect(await ended).toBe(1);
    expect(bench.summary).toMatchObject({ endedBy: 'script', exception: { type: 'ValueError' } });
  });

  it('ends on Ctrl-C and leaves the script running', async () => {
    const bench = new CliBench();
    bench.camera.runsAlready = true;
    const ended = runProgram(['watch'], bench.context);
    await bench.running();
    bench.interrupt();
    expect([await ended, bench.camera.stops, bench.camera.state]).toEqual([0, 0, 'disconnected']);
  });

  it('fails if no script is running', async () => {
    const bench = new CliBench();
    const outcome = expect(runProgram(['watch'], bench.context)).rejects.toMatchObject({ code: 'no-script' });
    await expect.poll(() => bench.camera.streams.length).toBe(1);
    await expect.poll(() => (bench.clock.advance(100), bench.camera.state)).toBe('disconnected');
    await outcome;
    expect(bench.camera.state).toBe('disconnected');
  });
});

describe('viewfinder snapshot', () => {
  it('saves one frame when the sensor has settled', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'viewfinder-cli-'));
    const file = path.join(folder, 'frame.png');
    const bench = new CliBench();
    const ended = runProgram(['snapshot', '-o', file, '--raw', '--json'], bench.context);
    await bench.running();
    for (let count = 0; count < 10; count += 1) bench.camera.sendFrame();
    expect(await ended).toBe(0);
    expect((await readFile(file)).subarray(1, 4).toString()).toBe('PNG');
    expect(bench.summary).toEqual({ file, width: 2, height: 1, bytes: 4 });
    await rm(folder, { recursive: true });
  });
});

describe('the command line', () => {
  it.each([
    [['run']],
    [['run', 'a.py', '--frames', '0']],
    [['run', 'a.py', '--seconds', '1', '--frames', '1']],
    [['simulate', '--tcp', '70000']],
    [['simulate', '--board', 'X1']],
    [['run', 'a.py', '--frames-from', 'x', '--frames-as', 'rgb565']],
    [['run', 'a.py', '--frames-from', 'x', '--raw']],
    [['snapshot']],
    [['no-such-command']],
    [['ports', '--no-such-option']],
  ])('refuses %j as wrong usage', async (args) => {
    await expect(runProgram(args, new CliBench().context)).rejects.toMatchObject({ code: 'usage' });
  });

  it('suggests the command that was probably meant', async () => {
    await expect(runProgram(['rnu', 'a.py'], new CliBench().context)).rejects.toMatchObject({
      message: "Unknown command 'rnu' (Did you mean run?)",
    });
  });

  it('shows its help and version', async () => {
    const bench = new CliBench();
    expect(await runProgram(['--help'], bench.context)).toBe(0);
    expect(await runProgram(['--version'], bench.context)).toBe(0);
    expect(bench.out).toContain('Usage: viewfinder');
    expect(bench.out).toContain('1.2.3\n');
  });

  it('lists at least the simulated camera', async () => {
    const bench = new CliBench();
    expect(await runProgram(['ports', '--json'], bench.context)).toBe(0);
    expect(bench.summary).toMatchObject({
      ports: expect.arrayContaining([expect.objectContaining({ id: 'sim', kind: 'sim', likely: true })]),
    });
  });
});
