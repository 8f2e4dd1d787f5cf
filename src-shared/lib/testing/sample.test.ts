import { expect, test } from 'vitest';
import { sampled } from './sample.ts';

const items = Array.from({ length: 100 }, (_, index) => index);

test('takes everything if it is asked for all', () => {
  expect(sampled(items, 0.1, 'all')).toEqual(items);
});

test('takes the share that was asked for, in order, and the same one for the same seed', () => {
  const sample = sampled(items, 0.25, 7);
  expect(sample).toHaveLength(25);
  expect(sample).toEqual(sample.toSorted((first, second) => first - second));
  expect(sampled(items, 0.25, 7)).toEqual(sample);
  expect(sampled(items, 0.25, 8)).not.toEqual(sample);
});

test('takes at least one item', () => {
  expect(sampled(items, 0, 1)).toHaveLength(1);
  expect(sampled([], 0.5, 1)).toEqual([]);
});

test('reaches every item with some seed', () => {
  const reached = new Set(Array.from({ length: 100 }, (_, seed) => sampled(items, 0.1, seed)).flat());
  expect(reached.size).toBe(items.length);
});
