import { describe, expect, it } from 'vitest';
import type { CameraErrorCode } from '../../../src-main/camera/camera-error.ts';
import type { CliErrorCode } from '../../../src-main/cli/cli-error.ts';
import type { HostErrorCode } from '../../../src-main/host/host-error.ts';
import type { RtspErrorCode } from '../../../src-main/rtsp/rtsp-error.ts';
import type { ServerErrorCode } from '../../../src-main/server/server-error.ts';
import type { TransportErrorCode } from '../../../src-main/transports/api/transport-error.ts';
import type { ProtocolErrorCode } from '../../openmv/protocol-error.ts';
import type { PictureErrorCode } from '../../picture/picture-error.ts';
import type { ProfileErrorCode } from '../../profile/profile-error.ts';
import type { RecordingErrorCode } from '../../recording/recording-error.ts';
import type { RpcErrorCode } from '../../rpc/rpc-error.ts';
import { errorLanguages, type ErrorEntry, type Wording } from './define-errors.ts';
import { describeProblem } from './describe-problem.ts';
import { errorEntries, errorLayers, type ErrorCode } from './index.ts';

type LayerCode =
  | TransportErrorCode
  | CameraErrorCode
  | PictureErrorCode
  | ProtocolErrorCode
  | ProfileErrorCode
  | HostErrorCode
  | RecordingErrorCode
  | RpcErrorCode
  | RtspErrorCode
  | ServerErrorCode
  | CliErrorCode;
/** Does not compile if a layer has a code without words. */
const missing: Exclude<LayerCode, ErrorCode>[] = [];

const problem = (code: string, data: Record<string, string | number | boolean> = {}) => ({
  code,
  message: 'technical',
  data,
});
const entries = Object.entries<ErrorEntry>(errorEntries);
const wordingsOf = (entry: ErrorEntry): readonly Wording[] => [entry, ...(entry.variants ?? [])];

describe('the words of errors', () => {
  it('exist for every code of every layer', () => {
    expect(missing).toEqual([]);
  });

  it('are written once per code', () => {
    const codes = errorLayers.flatMap((layer) => Object.keys(layer));
    expect(codes.toSorted()).toEqual([...new Set(codes)].toSorted());
    expect(codes).toHaveLength(entries.length);
  });

  it('have the same placeholders in both languages', () => {
    const placeholders = (texts: readonly string[]): string[] =>
      [...new Set(texts.flatMap((text) => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name!)))].toSorted();
    for (const [code, entry] of entries) {
      for (const { en, zh, cli } of wordingsOf(entry)) {
        expect(placeholders([...zh, cli?.zh ?? '']), code).toEqual(placeholders([...en, cli?.en ?? '']));
      }
    }
  });

  it('are whole sentences in the language that they are for, with data and without', () => {
    const data = { port: '/dev/ttyACM0', holder: 'minicom', processId: 7, sizeBytes: 9, limitBytes: 8, path: '/a.py' };
    for (const [code, entry] of entries) {
      const withNames = { ...data, ...Object.fromEntries(namesOf(entry).map((name) => [name, 'x'])) };
      for (const language of errorLanguages) {
        for (const audience of ['page', 'cli'] as const) {
          for (const given of [{}, data, withNames]) {
            const words = Object.values(describeProblem(problem(code, given), language, audience));
            for (const text of words) {
              expect(text, `${code} in ${language}`).toMatch(language === 'zh' ? /[\u4e00-\u9fff]|technical/ : /\w+/);
              expect(text, `${code} in ${language}`).not.toMatch(/[{}]| {2}|undefined/);
              expect(text, `${code} in ${language}`).not.toMatch(
                /\p{Script=Han} \p{Script=Han}|\p{Script=Han}[A-Za-z]/u,
              );
            }
          }
        }
      }
    }
  });

  it('translate the values that an entry names', () => {
    const cut = problem('elf-truncated', { name: 'a.elf', what: 'section headers', need: 9, have: 4 });
    expect(describeProblem(cut, 'zh').cause).toBe('它的节头表应到达第 9 字节，但文件在第 4 字节处结束。');
    const mistyped = problem('port-not-found', { port: 'x://', expected: 'sim, COM3' });
    expect(describeProblem(mistyped, 'zh').cause).toBe('地址示例：sim、COM3。');
  });

  it('name the port and the program that holds it', () => {
    const busy = problem('port-busy', { port: 'COM3', holder: 'minicom', processId: 7 });
    expect(describeProblem(busy, 'en')).toEqual({
      sentence: 'COM3 is in use.',
      cause: 'minicom (process 7) has it open.',
      nextStep: 'Close that program, then connect again.',
    });
    expect(describeProblem(busy, 'zh').cause).toBe('minicom（进程 7）打开了它。');
  });

  it('put one space between Chinese and Latin text, and none inside a path', () => {
    expect(describeProblem(problem('file-exists', { path: '/home/用户a/b.py' }), 'zh').sentence).toBe(
      '/home/用户a/b.py 已存在。',
    );
    expect(describeProblem(problem('file-exists', { path: '脚本' }), 'zh').sentence).toBe('脚本已存在。');
    expect(describeProblem(problem('file-not-found', { path: 'a.py' }), 'zh').sentence).toBe('找不到 a.py。');
  });

  it('name the exact steps for a refused port on Linux, and only there', () => {
    const linux = describeProblem(problem('port-no-permission', { port: '/dev/ttyACM0' }), 'en').nextStep;
    expect(linux).toContain('sudo usermod -aG dialout $USER');
    expect(describeProblem(problem('port-no-permission', { port: 'COM3' }), 'en').nextStep).not.toContain('sudo');
  });

  it('give the command line its own next steps', () => {
    const missingPort = problem('port-not-found', { port: 'COM5' });
    expect(describeProblem(missingPort, 'en').nextStep).toContain('refresh the list');
    expect(describeProblem(missingPort, 'en', 'cli').nextStep).toContain('viewfinder ports');
  });

  it('state sizes with a unit', () => {
    const tooLarge = problem('file-too-large', { path: 'a.py', sizeBytes: 9_000_000, limitBytes: 8 * 1024 * 1024 });
    expect(describeProblem(tooLarge, 'en').cause).toBe('Its size is 9000000 bytes; the limit is 8 MB.');
    expect(describeProblem(tooLarge, 'zh').cause).toBe('文件大小为 9000000 字节，上限为 8 MB。');
  });

  it('keep the technical message of an unknown code', () => {
    expect(describeProblem(problem('from-the-future'), 'en')).toMatchObject({
      sentence: 'Something went wrong (from-the-future).',
      cause: 'technical',
    });
  });
});

function namesOf(entry: ErrorEntry): readonly string[] {
  return wordingsOf(entry).flatMap(({ en }) =>
    en.flatMap((text) => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name!)),
  );
}
