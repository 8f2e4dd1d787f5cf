import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clusterBytes, FlashQuota } from './flash-quota.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'quota-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('counts whole clusters of every file and folder', () => {
  const quota = new FlashQuota(folder, 4 * clusterBytes);
  expect(quota.reserve(-1, 0)).toBe(true);
  expect(quota.reserve(0, clusterBytes)).toBe(true);
  expect(quota.reserve(clusterBytes, clusterBytes + 1)).toBe(true);
  expect(quota.freeBytes).toBe(2 * clusterBytes);
  quota.release(clusterBytes + 1, -1);
  expect(quota.freeBytes).toBe(4 * clusterBytes);
});

it('refuses growth beyond the limit, by one file or by many', async () => {
  const one = new FlashQuota(folder, 4 * clusterBytes);
  expect(one.reserve(0, 100 * clusterBytes)).toBe(false);
  const many = new FlashQuota(folder, 4 * clusterBytes);
  for (const name of ['a', 'b', 'c', 'd']) {
    expect(many.reserve(-1, 0)).toBe(true);
    await writeFile(path.join(folder, name), '');
  }
  expect(many.reserve(-1, 0)).toBe(false);
});

it('counts files that are there, and again before it refuses', async () => {
  const file = path.join(folder, 'present');
  await writeFile(file, new Uint8Array(3 * clusterBytes));
  const quota = new FlashQuota(folder, 4 * clusterBytes);
  expect(quota.freeBytes).toBe(clusterBytes);
  expect(quota.reserve(0, 3 * clusterBytes)).toBe(false);
  await rm(file);
  expect(quota.reserve(0, 3 * clusterBytes)).toBe(true);
});
