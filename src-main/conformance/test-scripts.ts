// The scripts that rows run, each with what it prints.

import { helperSource } from './channel-helper.ts';

export interface TestScript {
  readonly source: string;
  readonly prints: string;
  readonly ends: 'finished' | 'exception' | 'when stopped';
}

/** Every kind of byte that a script may hold: tabs, both line ends, comment signs, text beyond ASCII. */
export const endingScript: TestScript = {
  source: 'text = "#1"\r\nif True:\n\tprint("温度", 6 * 7, text)\n',
  prints: '温度 42 #1\r\n',
  ends: 'finished',
};

export const raisingScript: TestScript = {
  source: 'x = 1\nx / 0\n',
  prints:
    'Traceback (most recent call last):\r\n  File "<stdin>", line 2, in <module>\r\n' +
    'ZeroDivisionError: division by zero\r\n',
  ends: 'exception',
};

export const endlessScript: TestScript = { source: 'while True:\n    pass\n', prints: '', ends: 'when stopped' };

export const helperScript: TestScript = { source: helperSource, prints: '', ends: 'when stopped' };
