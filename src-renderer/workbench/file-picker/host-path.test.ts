import { expect, test } from 'vitest';
import { joinPath, parentOf } from './host-path.ts';

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
