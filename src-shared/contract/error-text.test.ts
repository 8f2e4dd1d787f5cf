import { describe, expect, it } from 'vitest';
import type { CameraErrorCode } from '../../src-main/camera/camera-error.ts';
import type { PictureErrorCode } from '../picture/picture-error.ts';
import type { TransportErrorCode } from '../../src-main/transports/api/transport-error.ts';
import type { HostErrorCode } from '../../src-main/host/host-error.ts';
import type { ServerErrorCode } from '../../src-main/server/server-error.ts';
import type { ProfileErrorCode } from '../profile/profile-error.ts';
import type { ProtocolErrorCode } from '../openmv/protocol-error.ts';
import type { RecordingErrorCode } from '../recording/recording-error.ts';
import type { RpcErrorCode } from '../rpc/rpc-error.ts';
import { errorCodes, type ErrorCode } from './error-codes.ts';
import { describeProblem } from './error-text.ts';

type LayerCode =
  | TransportErrorCode
  | CameraErrorCode
  | PictureErrorCode
  | ProtocolErrorCode
  | ProfileErrorCode
  | HostErrorCode
  | RecordingErrorCode
  | RpcErrorCode
  | ServerErrorCode;
/** Does not compile when a layer has a code without words. */
const missing: Exclude<LayerCode, ErrorCode>[] = [];

const problem = (code: string, facts: Record<string, string | number> = {}) => ({ code, message: 'technical', facts });

describe('words for failures', () => {
  it('are complete for every code in both languages, with facts and without', () => {
    expect(missing).toEqual([]);
    const facts = { port: '/dev/ttyACM0', holder: 'minicom (process 7)', sizeBytes: 9, limitBytes: 8, path: '/a.py' };
    for (const code of errorCodes) {
      for (const language of ['en', 'zh'] as const) {
        for (const text of [
          describeProblem(problem(code), language),
          describeProblem(problem(code, facts), language),
        ]) {
          for (const words of [text.sentence, text.cause, text.nextStep]) {
            expect(words, `${code} in ${language}`).toMatch(language === 'zh' ? /[\u4e00-\u9fff]|technical/ : /\w+/);
            // A brace that is left belongs to the udev rule.
            expect(words.replace('ATTRS{idVendor}', ''), `${code} in ${language}`).not.toMatch(/[{}?]/);
          }
        }
      }
    }
  });

  it('name the port and the program that holds it', () => {
    expect(describeProblem(problem('port-busy', { port: 'COM3', holder: 'minicom (process 7)' }), 'en')).toEqual({
      sentence: 'COM3 is in use.',
      cause: 'minicom (process 7) has it open.',
      nextStep: 'Close that program, then connect again.',
    });
  });

  it('name the exact steps for a refused port on Linux, and only there', () => {
    const linux = describeProblem(problem('port-no-permission', { port: '/dev/ttyACM0' }), 'en').nextStep;
    expect(linux).toContain('sudo usermod -aG dialout $USER');
    expect(linux).toContain('SUBSYSTEM=="tty", ATTRS{idVendor}=="37c5", MODE="0666"');
    expect(describeProblem(problem('port-no-permission', { port: 'COM3' }), 'en').nextStep).not.toContain('sudo');
  });

  it('keep the technical message of a code that nobody knows', () => {
    const text = describeProblem(problem('from-the-future'), 'en');
    expect(text).toMatchObject({ sentence: 'Something went wrong (from-the-future).', cause: 'technical' });
  });
});
