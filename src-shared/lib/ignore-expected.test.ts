import { expect, it } from 'vitest';
import { CodedError } from './coded-error.ts';
import { ignoreExpected } from './ignore-expected.ts';

it('ignores coded errors, cancellations and time limits, and throws programming errors again', async () => {
  const timeout = AbortSignal.timeout(0);
  await new Promise((resolve) => timeout.addEventListener('abort', resolve));
  for (const expected of [new CodedError('camera-silent', 'No answer.'), AbortSignal.abort().reason, timeout.reason]) {
    expect(() => ignoreExpected(expected)).not.toThrow();
  }
  expect(() => ignoreExpected(new TypeError('undefined is not a function'))).toThrow(TypeError);
  expect(() => ignoreExpected('text')).toThrow();
});
