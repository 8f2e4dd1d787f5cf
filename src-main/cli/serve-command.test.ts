import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startCli } from './testing/cli-process.ts';

async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'viewfinder-serve-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe('serve', () => {
  it('ends with its message where the port is in use', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    onTestFinished(() => void blocker.close());
    const { port } = blocker.address() as AddressInfo;
    const serve = startCli(['serve', '--json', '--port', String(port), '--data', await dataFolder()]);
    onTestFinished(() => void serve.child.kill('SIGKILL'));
    const { code, last } = await serve.ended;
    expect([code, JSON.parse(last)]).toMatchObject([2, { error: { code: 'server-port-in-use' } }]);
  });

  it('ends at the first SIGTERM while the camera is still being connected', async () => {
    const serve = startCli(['serve', '--json', '--port', '0', '--data', await dataFolder()]);
    onTestFinished(() => void serve.child.kill('SIGKILL'));
    await once(serve.child.stdout, 'data');
    serve.child.kill('SIGTERM');
    expect((await serve.ended).code).toBe(0);
  });
});
