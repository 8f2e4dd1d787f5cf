// Faults of the command line as a user meets them: the built command as a process.

import { once } from 'node:events';
import { access, chmod, mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startCli } from './testing/cli-process.ts';

const frames = `import csi
camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QQVGA)
for n in range(3):
    camera.snapshot()
`;

describe('the command', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'viewfinder-faults-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const script = async (name: string, source: string): Promise<string> => {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, source);
    return file;
  };
  const errorOf = ({ last }: { readonly last: string }): string =>
    (JSON.parse(last) as { error: { code: string } }).error.code;

  it('prints its JSON line even if it is interrupted before the camera is connected', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const camera = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { child, ended } = startCli(['run', await script('any.py', ''), '--camera', camera, '--json']);
    await once(server, 'connection');
    child.kill('SIGINT');
    const result = await ended;
    expect([result.code, errorOf(result)]).toEqual([130, 'cancelled']);
  });

  it.skipIf(process.platform !== 'linux')('fails if its output cannot be written', async () => {
    const full = await open('/dev/full', 'w');
    onTestFinished(() => full.close());
    const { code, err } = await startCli(['ports', '--json'], full.fd).ended;
    expect(code).toBe(2);
    expect(err).toMatch(/^error \[output-failed\]: .*\n {2}cause: .*ENOSPC/);
  });

  it('refuses an image name whose format it cannot write, before anything runs', async () => {
    const file = path.join(folder, 'x.bmp');
    const result = await startCli(['snapshot', '-o', file, '--json']).ended;
    expect([result.code, errorOf(result)]).toEqual([2, 'image-format-unknown']);
    await expect(access(file)).rejects.toThrow();
  });

  it('fails if no frame arrives on the channel that frames were requested from', async () => {
    const result = await startCli(['run', await script('f.py', frames), '--frames-from', 'none', '--json']).ended;
    expect([result.code, errorOf(result)]).toEqual([2, 'no-frame']);
    expect(result.err).toContain('channel none');
  });

  it.each([
    ['simulate', '--tcp', '0', '--flash'],
    ['run', 'any.py', '--flash'],
  ])('refuses a /flash folder that does not exist (%s)', async (...args) => {
    await script('any.py', '');
    const given = args.map((arg) => (arg === 'any.py' ? path.join(folder, arg) : arg));
    const result = await startCli([...given, path.join(folder, 'none'), '--json']).ended;
    expect([result.code, errorOf(result)]).toEqual([2, 'folder-not-found']);
  });

  it('gives a script the folder it is given as /flash', async () => {
    const flash = path.join(folder, 'flash');
    await script('flash/helper.py', 'NAME = "helper of flash"\n');
    const file = await script('use.py', 'import helper\nprint(helper.NAME)\nopen("/flash/out.txt", "w").write("x")\n');
    const { code, out } = await startCli(['run', file, '--flash', flash]).ended;
    expect([code, out.trim()]).toEqual([0, 'helper of flash']);
    expect(await readFile(path.join(flash, 'out.txt'), 'utf8')).toBe('x');
  });

  it('finds modules beside the script with --script-folder', async () => {
    await script('project/beside.py', 'NAME = "beside"\n');
    const file = await script('project/main.py', 'import beside\nprint(beside.NAME)\n');
    const { code, out } = await startCli(['run', file, '--script-folder']).ended;
    expect([code, out.trim()]).toEqual([0, 'beside']);
  });

  it('refuses a /flash folder for a camera that has its own', async () => {
    const file = await script('any.py', '');
    const result = await startCli(['run', file, '--flash', folder, '--camera', 'tcp://127.0.0.1:1', '--json']).ended;
    expect([result.code, errorOf(result)]).toEqual([2, 'usage']);
  });

  it('says that the data folder is a file', async () => {
    const file = await script('file.txt', '');
    const result = await startCli(['serve', '--data', file, '--json']).ended;
    expect([result.code, errorOf(result)]).toEqual([2, 'not-a-folder']);
  });

  it('does not show the token to other users of the computer when it opens the browser', async () => {
    const browser = await script('bin/xdg-open', '#!/bin/sh\necho "$@" > "$0.args"\n');
    await chmod(browser, 0o755);
    const PATH = `${path.dirname(browser)}:${process.env['PATH'] ?? ''}`;
    const data = path.join(folder, 'data');
    const serve = startCli(['serve', '--open', '--json', '--data', data], 'pipe', { PATH });
    const [line] = (await once(serve.child.stdout, 'data')) as [Buffer];
    const { url } = JSON.parse(line.toString()) as { url: string };
    await expect.poll(() => readFile(`${browser}.args`, 'utf8').catch(() => '')).toMatch(/^file:\/\//);
    const address = (await readFile(`${browser}.args`, 'utf8')).trim();
    expect(address).not.toContain('token');
    expect(await readFile(new URL(address), 'utf8')).toContain(url);
    serve.child.kill('SIGTERM');
    await serve.ended;
    await expect(access(new URL(address))).rejects.toThrow();
  });
});
