// Large matrices of tests run as a sample in `npm test`, which passes its seed in the environment, and completely
// everywhere else (`npm run test:full`, Vitest by itself).

import { createRandom } from '../random.ts';

/** The seed of a sampled run; 'all' if everything has to run. */
export const sampleSeed: number | 'all' = readSeed(process.env['VIEWFINDER_TEST_SEED']);

/**
 * In a sampled run a `share` (0 to 1) of the items, in their order and at least one of them; otherwise all.
 * The same seed chooses the same items.
 */
export function sampled<T>(items: readonly T[], share: number, seed: number | 'all' = sampleSeed): readonly T[] {
  if (seed === 'all' || items.length === 0) return items;
  const random = createRandom(seed);
  const ranks = items.map((_, index) => ({ index, rank: random() }));
  const chosen = ranks.toSorted((first, second) => first.rank - second.rank);
  const kept = new Set(chosen.slice(0, Math.max(1, Math.ceil(items.length * share))).map(({ index }) => index));
  return items.filter((_, index) => kept.has(index));
}

function readSeed(text: string | undefined): number | 'all' {
  if (text === undefined || text === '') return 'all';
  const seed = Number(text);
  if (!Number.isSafeInteger(seed)) throw new RangeError(`VIEWFINDER_TEST_SEED is "${text}", not an integer.`);
  return seed;
}
