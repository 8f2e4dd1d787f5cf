import { expect, test } from 'vitest';
import { joinPath, parentOf } from './host-path.ts';
import { matchScore } from './match-score.ts';

test('finds the folder above, on any system', () => {
  expect(['/', '/home', '/home/x/', 'C:\\', 'C:\\Users', 'C:\\Users\\x', ''].map(parentOf)).toEqual([
    undefined,
    '/',
    '/home',
    undefined,
    'C:\\',
    'C:\\Users',
    undefined,
  ]);
});

test('joins as the folder is written', () => {
  expect([joinPath('/', 'a'), joinPath('/home', 'a'), joinPath('C:\\', 'a'), joinPath('C:\\Users', 'a')]).toEqual([
    '/a',
    '/home/a',
    'C:\\a',
    'C:\\Users\\a',
  ]);
});

test('a command is found by its begin, its words, parts of them, and single letters, in this order', () => {
  const scores = ['save', 'as', 'ave', 'sva', 'xyz'].map((query) => matchScore(query, 'Save as…'));
  expect(scores).toEqual([4, 3, 2, 1, 0]);
});
