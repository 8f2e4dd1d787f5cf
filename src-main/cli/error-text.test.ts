import { expect, it } from 'vitest';
import { CameraError } from '../camera/camera-error.ts';
import { TransportError } from '../transports/api/transport-error.ts';
import { CliError } from './cli-error.ts';
import { errorLine, explainError } from './error-text.ts';

it('says what happened, why, and what to do next', () => {
  const busy = new TransportError('port-busy', 'busy', {
    facts: { port: '/dev/ttyACM0', holder: 'screen (process 7)' },
  });
  expect(errorLine(explainError(busy))).toBe(
    'error [port-busy]: /dev/ttyACM0 is in use. screen (process 7) has it open. Close that program, then connect again.',
  );
  expect(errorLine(explainError(new CameraError('not-a-camera', 'silent')))).toMatch(/^error \[not-a-camera\]: \S/);
});

it('lets a usage error speak for itself', () => {
  const wrong = new CliError('usage', "unknown option '--nope'");
  expect(errorLine(explainError(wrong))).toContain("Unknown option '--nope'. See");
});

it('keeps the technical message of an error it does not know', () => {
  expect(explainError(new TypeError('x is not a function'))).toMatchObject({
    code: 'unexpected',
    facts: {},
    cause: 'x is not a function',
  });
});
