// What the world does to a host: ports that are taken, guarded or pulled out, scripts and messages that cannot be. Each
// failure has one code, and the next attempt works. The same in a browser: e2e/tests/bad-input.spec.ts.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, realpath } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CameraStatus } from '../../src-shared/contract/camera.ts';
import { hostContract } from '../../src-shared/contract/contract.ts';
import { describeProblem } from '../../src-shared/contract/errors/describe-problem.ts';
import { connectClient } from '../../src-shared/rpc/client.ts';
import { createMemoryCarriers } from '../../src-shared/rpc/memory-carrier.ts';
import { toProblem } from '../../src-shared/rpc/problem.ts';
import { exposeOnPty } from '../simulator/expose/expose-pty.ts';
import { openPseudoTerminal } from '../transports/testing/pseudo-terminal.ts';
import { createLocalHost } from './create-local-host.ts';
import { collect, draftChanges, temporaryFolder } from './testing/test-host.ts';

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

async function setUp() {
  const dataFolder = await temporaryFolder();
  const core = await createLocalHost({ dataFolder, version: '0', connectAtStart: false });
  onTestFinished(() => core.close());
  const [pageEnd, hostEnd] = createMemoryCarriers();
  core.connect(hostEnd);
  const host = connectClient(hostContract, pageEnd);
  const statuses = collect<CameraStatus>((listener) => host.camera.on('status', listener));
  return { host, pageEnd, statuses, dataFolder };
}

type Page = Awaited<ReturnType<typeof setUp>>['host'];

/** The failure in words, as a person reads it. */
async function failure(attempt: Promise<unknown>): Promise<string> {
  const error: unknown = await attempt.then(
    () => expect.unreachable('It did not fail.'),
    (reason: unknown) => reason,
  );
  const { sentence, cause, nextStep } = describeProblem(toProblem(error), 'en');
  return `[${toProblem(error).code}] ${sentence} ${cause} ${nextStep}`;
}

async function expectNextAttemptWorks(host: Page): Promise<void> {
  expect(await host.camera.connect({ id: 'sim' })).toMatchObject({ state: 'idle' });
  const text = collect<string>((listener) =>
    host.script.on('text', ({ bytes }) => listener(new TextDecoder().decode(bytes))),
  );
  await host.script.run({ source: encode('print("next", "attempt")\n'), document: 'next' });
  await text.until(() => text.values.join('').includes('next attempt'));
}

async function openPort() {
  const port = await openPseudoTerminal();
  onTestFinished(() => port.dispose());
  return port;
}

// Serial ports of Windows cannot be imitated; what differs there is in serial-open-failure.ts.
describe.skipIf(process.platform === 'win32')('a serial port', () => {
  it('that another program has open is busy, and the message names that program', async () => {
    const { host } = await setUp();
    const port = await openPort();
    const program = `const { SerialPort } = require('serialport');
      new SerialPort({ path: process.argv[1], baudRate: 921600 }, (error) => console.log(error ?? 'open'));
      setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['-e', program, port.path], { stdio: ['ignore', 'pipe', 'inherit'] });
    expect(String((await once(holder.stdout, 'data'))[0]).trim()).toBe('open');
    expect(await failure(host.camera.connect({ id: port.path }))).toMatch(
      /^\[port-busy\] \S+ is in use\. \w+ \(process \d+\) has it open\. Close that program, then connect again\.$/,
    );
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    // It is free again: now it opens, and is found to be no camera.
    expect(await failure(host.camera.connect({ id: port.path }))).toMatch(/^\[not-a-camera\]/);
    await expectNextAttemptWorks(host);
  });

  it('that the user may not open says how to get the permission', async () => {
    const { host } = await setUp();
    const port = await openPort();
    const path = await realpath(port.path);
    await chmod(path, 0);
    const isRoot = process.getuid?.() === 0;
    // Nothing is forbidden to root.
    if (isRoot) process.seteuid!('nobody');
    try {
      expect(await failure(host.camera.connect({ id: path }))).toMatch(/^\[port-no-permission\] .+ \S+\.$/);
    } finally {
      if (isRoot) process.seteuid!(0);
    }
    await expectNextAttemptWorks(host);
  });

  it('that is pulled out in the middle of a frame ends with one reason, and the next attempt works', async () => {
    const { host, statuses } = await setUp();
    const camera = await exposeOnPty({ simulator: { flashFolder: await temporaryFolder() } });
    await host.camera.connect({ id: camera.address });
    const source = `import csi
camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.VGA)
while True:
    camera.snapshot()
`;
    await host.script.run({ source: encode(source), document: 'loop' });
    await expect.poll(async () => (await host.frames.counters(undefined)).received).toBeGreaterThan(3);
    const ended = collect<unknown>((listener) => host.script.on('ended', listener));
    await camera.close();
    const status = await statuses.until(({ state, problem }) => state === 'disconnected' && problem !== undefined);
    expect(status.problem).toMatchObject({ code: 'port-lost', data: { port: camera.address } });
    await ended.until(() => true);
    expect(await failure(host.script.run({ source: encode('1'), document: 'loop' }))).toMatch(/^\[not-connected\]/);
    await expectNextAttemptWorks(host);
  });
});

describe('a script', () => {
  it.each([
    ['the camera takes', 1024 * 1024 + 1],
    ['any camera takes', 8 * 1024 * 1024 + 1],
  ])('larger than %s is refused with a code, and the next one runs', async (_what, sizeBytes) => {
    const { host } = await setUp();
    await host.camera.connect({ id: 'sim' });
    const source = new Uint8Array(sizeBytes).fill('#'.charCodeAt(0));
    const words = await failure(host.script.run({ source, document: 'large' }));
    expect(words).toMatch(/^\[script-too-large\] The script is too large for the camera\./);
    expect(words).toContain(String(sizeBytes));
    await expectNextAttemptWorks(host);
  });

  it('with a syntax error is reported with its line, and the next one runs', async () => {
    const { host } = await setUp();
    await host.camera.connect({ id: 'sim' });
    const ended = collect<unknown>((listener) => host.script.on('ended', listener));
    await host.script.run({ source: encode('print(1)\nif True print(2)\n'), document: 'wrong' });
    expect(await ended.until(() => true)).toMatchObject({ traceback: { type: 'SyntaxError', line: 2 } });
    await expectNextAttemptWorks(host);
  });
});

describe('a message of the wrong shape', () => {
  it.each([
    ['a source that is not bytes', 'script', 'run', { source: 'print(1)', document: 'x' }, 'script.run.source'],
    ['an address that is a number', 'camera', 'connect', { id: 5 }, 'camera.connect.id'],
    ['a credit without end', 'frames', 'credit', { lane: 'x', count: 1e9 }, 'frames.credit.count'],
    ['a channel below zero', 'channels', 'read', { id: -1 }, 'channels.read.id'],
    ['drafts that are not a list', 'files', 'keepDrafts', 'none', 'files.keepDrafts'],
    ['nothing at all', 'files', 'write', undefined, 'files.write'],
  ])('(%s) is refused by name and changes nothing', async (_what, service, method, params, where) => {
    const { host, pageEnd } = await setUp();
    const drafts = [{ id: 'a', name: 'a.py', text: 'typed', revision: 1, active: true }];
    await host.files.keepDrafts(draftChanges(drafts.map((each) => ({ ...each, revision: 0 }))));
    const answers = collect<{ type: string; id?: number }>((listener) =>
      pageEnd.onMessage((message) => listener(message as { type: string })),
    );
    pageEnd.send({ type: 'call', id: 1000, service, method, params });
    const answer = await answers.until(({ id }) => id === 1000);
    expect(answer).toMatchObject({ type: 'error', error: { code: 'bad-message', data: { where } } });
    expect(await host.files.drafts(undefined)).toEqual(drafts);
    expect(await host.camera.status(undefined)).toEqual({ state: 'disconnected' });
  });
});
