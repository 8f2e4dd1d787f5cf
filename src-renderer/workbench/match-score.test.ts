import { expect, test } from 'vitest';
import { matchScore } from './match-score.ts';

test('a command is found by its begin, its words, parts of them, and single letters, in this order', () => {
  const scores = ['save', 'as', 'ave', 'sva', 'xyz'].map((query) => matchScore(query, 'Save as…'));
  expect(scores).toEqual([4, 3, 2, 1, 0]);
});
