// The built command as a process: exit codes, the JSON line, signals, closed pipes. The camera is the simulated one.

import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCli as start } from './testing/cli-process.ts';

describe('the command viewfinder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'viewfinder-main-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const script = async (name: string, source: string): Promise<string> => {
    const file = path.join(folder, name);
    await writeFile(file, source);
    return file;
  };

  it('ends with 1 and the exception when the script raises', async () => {
    const file = await script('raise.py', 'print("视觉", end="")\r\n\r\nraise ValueError("no # comment")');
    const { code, out, last } = await start(['run', file, '--json']).ended;
    expect(code).toBe(1);
    expect(out.startsWith('视觉')).toBe(true);
    expect(JSON.parse(last)).toMatchObject({
      endedBy: 'script',
      exception: { type: 'ValueError', message: 'no # comment', file: '<stdin>', line: 3 },
    });
  });

  it('runs a script of 200 kB whole', async () => {
    const text = '0123456789#"\'\t中'.repeat(11_000);
    const file = await script('large.py', `text = ${JSON.stringify(text)}\r\nprint(len(text), text[-1])`);
    const { code, out } = await start(['run', file]).ended;
    expect([code, out.trim()]).toEqual([0, `${text.length} 中`]);
  });

  it('counts frames and stops at their number', async () => {
    const source = `import csi
camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QQVGA)
while True:
    camera.snapshot()
`;
    const { code, last } = await start(['run', await script('frames.py', source), '--frames', '5', '--json']).ended;
    expect(code).toBe(0);
    expect(JSON.parse(last)).toMatchObject({ endedBy: 'frames', frames: 5, picture: { width: 160, height: 120 } });
  });

  it('stops the script and ends cleanly on Ctrl-C, even in an endless loop', async () => {
    const file = await script('loop.py', 'print("started")\nwhile True:\n    pass\n');
    const { child, ended } = start(['run', file, '--json']);
    await once(createInterface({ input: child.stdout }), 'line');
    child.kill('SIGINT');
    const { code, last } = await ended;
    expect(code).toBe(0);
    expect(JSON.parse(last)).toMatchObject({ endedBy: 'interrupt' });
  });

  it('ends when its output is no longer read', async () => {
    const { child, ended } = start(['run', await script('flood.py', 'while True:\n    print("flood")\n')]);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect((await ended).code).toBe(0);
  });

  it('provides a simulated camera that another process can use', async () => {
    const simulator = start(['simulate', '--tcp', '0', '--board', 'H7', '--json']);
    const [line] = (await once(createInterface({ input: simulator.child.stdout }), 'line')) as [string];
    const { address } = JSON.parse(line) as { address: string };
    const file = await script('hello.py', 'print("hello")');
    const { code, out, last } = await start(['run', file, '--camera', address, '--json']).ended;
    expect([code, out.split(/\r?\n/)[0]]).toEqual([0, 'hello']);
    expect(JSON.parse(last)).toMatchObject({ camera: { id: address, board: 'OpenMV Cam H7' } });
    simulator.child.kill('SIGTERM');
    expect((await simulator.ended).code).toBe(0);
  });

  it('ends with 2, an error for people and one JSON line if a camera cannot be used', async () => {
    const file = await script('any.py', '');
    const { code, err, last } = await start(['run', file, '--camera', '/dev/no-such-port', '--json']).ended;
    expect(code).toBe(2);
    expect(err).toMatch(/^error \[port-not-found\]: \S/);
    expect(JSON.parse(last)).toMatchObject({ error: { code: 'port-not-found' } });
  });
});
