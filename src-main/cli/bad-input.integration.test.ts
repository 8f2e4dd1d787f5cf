// Messages of the command for bad cameras, scripts and frames: a code with sentence, cause and hint for people, one JSON
// line for programs, exit code 2.

import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startCli } from './testing/cli-process.ts';

const loop = `import csi
camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.VGA)
print("started")
while True:
    camera.snapshot()
`;

const corrupt = `import csi
camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QQVGA)
for n in range(20):
    frame = camera.snapshot()
    frame.compress(quality=50)
    data = frame.bytearray()
    data[20:400] = b"\\x55" * 380
`;

async function listen(onSocket: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    onSocket(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A simulated camera behind a connection that `cut` ends. */
async function startRemoteCamera() {
  const simulator = startCli(['simulate', '--tcp', '0', '--json']);
  onTestFinished(() => void simulator.child.kill('SIGTERM'));
  const [line] = (await once(createInterface({ input: simulator.child.stdout }), 'line')) as [string];
  const { port } = new URL((JSON.parse(line) as { address: string }).address.replace('tcp:', 'http:'));
  const sockets: Socket[] = [];
  const address = await listen((socket) => {
    const behind = connect(Number(port), '127.0.0.1');
    behind.on('error', () => socket.destroy());
    socket.on('close', () => behind.destroy());
    socket.pipe(behind).pipe(socket);
    sockets.push(socket);
  });
  return { address, cut: () => sockets.forEach((socket) => socket.destroy()) };
}

describe('the command', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'viewfinder-bad-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const script = async (name: string, source: string): Promise<string> => {
    const file = path.join(folder, name);
    await writeFile(file, source);
    return file;
  };

  const expectRefusal = async (ended: ReturnType<typeof startCli>['ended'], code: string): Promise<void> => {
    const result = await ended;
    expect(result.code).toBe(2);
    expect(result.err).toMatch(new RegExp(`^error \\[${code}\\]: \\S.*\\.\\n  cause: \\S.*\\.\\n  hint: \\S.*\\.\\n$`));
    expect(JSON.parse(result.last)).toMatchObject({ error: { code } });
  };

  it.each([
    ['silent', () => undefined, 'not-a-camera', /did not respond/],
    ['an echo', (socket: Socket) => socket.pipe(socket), 'not-a-camera', /sends data/],
    ['noise', (socket: Socket) => socket.write('noise'.repeat(1000)), 'not-a-camera', /sends data/],
    ['hanging up', (socket: Socket) => socket.end(), 'port-lost', /was lost/],
  ] as const)('reports a device that is %s', async (_what, behave, code, sentence) => {
    const address = await listen(behave);
    const { ended } = startCli(['run', await script('any.py', ''), '--camera', address, '--json']);
    await expectRefusal(ended, code);
    expect((await ended).err).toMatch(sentence);
  });

  it('reports that the camera was lost in the middle of a frame', async () => {
    const { address, cut } = await startRemoteCamera();
    const { child, ended } = startCli(['run', await script('loop.py', loop), '--camera', address, '--json']);
    await once(createInterface({ input: child.stdout }), 'line');
    cut();
    await expectRefusal(ended, 'port-lost');
  });

  it('reports that a script is too large', async () => {
    const { ended } = startCli(['run', await script('large.py', '#'.repeat(1_100_000)), '--json']);
    await expectRefusal(ended, 'script-too-large');
  });

  it('reports that a frame does not decode', async () => {
    const file = path.join(folder, 'frame.png');
    const { ended } = startCli(['run', await script('corrupt.py', corrupt), '--save-frame', file, '--json']);
    await expectRefusal(ended, 'bad-picture');
  });

  it.each([
    ['of several lines', 'raise ValueError("a\\nb")', { message: 'a\nb' }],
    [
      'with a traceback in it',
      'raise ValueError("a\\nTraceback (most recent call last):\\n  File 7\\nx")',
      { message: /^a\nTr/ },
    ],
    ['of 100 kB', 'raise ValueError("long" * 25000)', { message: /^(long){500}$/ }],
    ['without a message', 'raise ValueError', { message: '' }],
    ['of a recursion without end', 'def f():\n  return f() + 1\n\nf()', { type: 'RuntimeError' }],
  ] as const)('ends with 1 and the right line for an exception %s', async (name, source, exception) => {
    const { ended } = startCli(['run', await script(`${name}.py`, `# one\n${source}\n`), '--json']);
    const { code, last } = await ended;
    expect(code).toBe(1);
    const result = JSON.parse(last) as { exception: { type: string; message: string; line: number } };
    expect(result.exception.line).toBe(name.includes('recursion') ? 3 : 2);
    if ('type' in exception) expect(result.exception.type).toBe(exception.type);
    else
      expect(result.exception.message).toEqual(
        exception.message instanceof RegExp ? expect.stringMatching(exception.message) : exception.message,
      );
  });

  it('ends with 1 and the line of a syntax error', async () => {
    const { ended } = startCli(['run', await script('wrong.py', 'print(1)\nif True print(2)\n'), '--json']);
    const { code, last } = await ended;
    expect(code).toBe(1);
    expect(JSON.parse(last)).toMatchObject({ exception: { type: 'SyntaxError', line: 2 } });
  });
});
