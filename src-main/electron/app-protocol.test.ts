import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../host/testing/test-host.ts';
import { createAppHandler } from './app-protocol.ts';

it('serves the files of the page with a strict policy, and nothing else', async () => {
  const folder = await temporaryFolder();
  const rendererFolder = path.join(folder, 'renderer');
  await mkdir(rendererFolder);
  await writeFile(path.join(rendererFolder, 'index.html'), '<!doctype html>');
  await writeFile(path.join(folder, 'secret.txt'), 'secret');
  const handle = createAppHandler(rendererFolder);
  const page = await handle(new Request('app://viewfinder/'));
  expect([page.status, await page.text()]).toEqual([200, '<!doctype html>']);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const statuses = await Promise.all(
    [
      'app://viewfinder/missing.js',
      'app://viewfinder/..%2fsecret.txt',
      'app://viewfinder/%2e%2e/secret.txt',
      'app://other/index.html',
      'https://viewfinder/index.html',
    ].map(async (url) => (await handle({ method: 'GET', url })).status),
  );
  expect(statuses).toEqual([404, 404, 404, 404, 404]);
  expect((await handle({ method: 'POST', url: 'app://viewfinder/' })).status).toBe(405);
});
