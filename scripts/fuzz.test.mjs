import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './build-if-stale.mjs';
import { buildTargets } from './fuzz/build-targets.mjs';
import { runTargets } from './fuzz/run-targets.mjs';

let folder;
let files;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'viewfinder-fuzz-'));
  files = await buildTargets({ planted: path.join(root, 'scripts/fuzz/planted-targets.mjs') }, folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function fuzz(name, { inputs = 1_000_000, seed = 1, ...options } = {}) {
  let outcome;
  const limits = { timeLimitMs: 15_000, memoryLimitBytes: 32 * 1024 * 1024 };
  const onOutcome = (each) => (outcome = each);
  await runTargets({ files, names: [name], inputs, seed, jobs: 1, ...limits, ...options, onOutcome });
  return outcome;
}

describe('the fuzz runner', () => {
  it('finds what lies behind many comparisons, and shortens it', async () => {
    const { failure, result } = await fuzz('comparisons');
    expect(failure.error).toContain('TypeError: found');
    expect(failure.shortest).toHaveLength(10);
    expect(failure.input.length).toBeGreaterThanOrEqual(10);
    expect([...failure.shortest.subarray(2, 4)]).toEqual([0x46, 0x55]);
    expect(result.covered).toBeGreaterThan(5);
  });

  it('finds what lies behind a checksum that the target repairs', async () => {
    const { failure } = await fuzz('checksum', { seed: 4 });
    expect(failure.error).toContain('TypeError: found');
    expect([...failure.shortest.subarray(5, 7)]).toEqual([0x99, 0x77]);
  });

  it('names the input that hangs', async () => {
    const { failure } = await fuzz('hang', { timeLimitMs: 1000 });
    expect(failure.error).toContain('longer than 1000 ms');
    expect(failure.input[0]).toBe(0x77);
  });

  it.each([
    ['outside of the heap', 'hunger', /^MemoryError: One input took 2\d\d MB/],
    ['of the heap until there is no more', 'heap', /reaching memory limit/],
  ])('names the input that takes memory %s', async (_where, name, message) => {
    const { failure } = await fuzz(name);
    expect(failure.error).toMatch(message);
    expect(failure.input[0]).toBe(0x77);
  });

  it('finds inputs that leave something behind', async () => {
    const { failure } = await fuzz('hoard');
    expect(failure.error).toMatch(/^LeakError: Inputs so far have kept/);
  });

  it('finds a wait without end, and an error that nobody waits for', async () => {
    expect((await fuzz('wait')).failure).toMatchObject({ error: expect.stringContaining('never comes to an end') });
    expect((await fuzz('stray')).failure).toMatchObject({ error: expect.stringContaining('TypeError: found') });
  });

  it('finds nothing where nothing is wrong, in as many inputs as were asked for', async () => {
    expect(await fuzz('sound', { inputs: 3000 })).toMatchObject({ result: { inputs: 3000 }, failure: undefined });
  });

  it('runs the same inputs for the same seed', async () => {
    const figures = ({ result: { seconds: _seconds, ...result }, failure }) => ({ ...result, ...failure });
    const first = figures(await fuzz('checksum', { seed: 7 }));
    expect(figures(await fuzz('checksum', { seed: 7 }))).toEqual(first);
    expect(figures(await fuzz('checksum', { seed: 8 }))).not.toEqual(first);
  });

  it('runs one input that is given', async () => {
    const { failure, result } = await fuzz('comparisons', { only: Uint8Array.of(0x90, 0, 0x46, 0x55) });
    expect([result.inputs, failure]).toEqual([1, undefined]);
  });

  it('says which targets there are when asked for another', async () => {
    await expect(fuzz('nothing')).rejects.toThrow('No such target: nothing. There are: comparisons, checksum, hang');
  });
});
