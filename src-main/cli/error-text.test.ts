import { expect, it } from 'vitest';
import { CameraError } from '../camera/camera-error.ts';
import { TransportError } from '../transports/api/transport-error.ts';
import { CliError } from './cli-error.ts';
import { errorText, explainError } from './error-text.ts';

it('says what happened, why, and what to do next', () => {
  const busy = new TransportError('port-busy', 'busy', {
    data: { port: '/dev/ttyACM0', holder: 'screen', processId: 7 },
  });
  expect(errorText(explainError(busy))).toBe(
    `error [port-busy]: /dev/ttyACM0 is in use.
  cause: screen (process 7) has it open.
  hint: Close that program, then connect again.`,
  );
  expect(errorText(explainError(new CameraError('not-a-camera', 'silent')))).toMatch(/^error \[not-a-camera\]: \S/);
});

it('shows the message of a usage error as it is', () => {
  const wrong = new CliError('usage', 'cert.pem cannot be read.');
  expect(errorText(explainError(wrong))).toMatch(/^error \[usage\]: cert\.pem cannot be read\.\n/);
});

it('keeps the technical message of an error it does not know', () => {
  expect(explainError(new TypeError('x is not a function'))).toMatchObject({
    code: 'unexpected',
    data: {},
    cause: 'x is not a function',
  });
});

it('names the reason why a camera is no longer connected', () => {
  const silent = new CameraError('camera-silent', 'silent');
  expect(explainError(new CameraError('not-connected', 'gone', { cause: silent })).code).toBe('camera-silent');
  expect(explainError(new CameraError('not-connected', 'gone')).code).toBe('not-connected');
});

it('writes Chinese if the locale is Chinese', () => {
  const busy = new TransportError('port-busy', 'busy', { data: { port: 'COM3' } });
  expect(errorText(explainError(busy, 'zh'), 'zh')).toMatch(
    /^error \[port-busy\]: COM3 正被占用。\n {2}原因: .*\n {2}建议: /,
  );
});
