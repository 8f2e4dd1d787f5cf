import path from 'node:path';
import { expect, it } from 'vitest';
import { filesToOpen } from './launch-files.ts';

const workingFolder = path.resolve('/home/me');

it('takes the files that a start names, without options and without doubles', () => {
  const argv = ['/opt/viewfinder', '--no-sandbox', 'blink.py', '/tmp/other.py', '', '-v', './blink.py'];
  expect(filesToOpen({ argv, workingFolder, isPackaged: true })).toEqual([
    path.join(workingFolder, 'blink.py'),
    path.resolve('/tmp/other.py'),
  ]);
});

it('takes the folder of the program in a checkout for no file', () => {
  const argv = ['/usr/bin/electron', '--inspect', '/home/ada/viewfinder', 'blink.py'];
  expect(filesToOpen({ argv, workingFolder, isPackaged: false })).toEqual([path.join(workingFolder, 'blink.py')]);
  expect(filesToOpen({ argv: ['/usr/bin/electron', '.'], workingFolder, isPackaged: false })).toEqual([]);
});
