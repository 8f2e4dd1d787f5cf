import { describe, expect, it } from 'vitest';
import { fromSystemError } from './system-error.ts';

const systemError = (code: string): Error => Object.assign(new Error(`connect ${code}`), { code });

describe('a report of the system', () => {
  it.each([
    ['ECONNREFUSED', 'port-not-found'],
    ['EACCES', 'port-no-permission'],
    ['EBUSY', 'port-busy'],
    ['EWHATEVER', 'port-open-failed'],
  ])('%s becomes %s', (name, code) => {
    expect(fromSystemError('COM3', systemError(name), 'port-open-failed')).toMatchObject({
      code,
      data: { port: 'COM3', system: name },
    });
  });

  it('is a loss only if there was a connection', () => {
    const reset = systemError('ECONNRESET');
    expect(fromSystemError('tcp://host:1', reset, 'port-lost').code).toBe('port-lost');
    expect(fromSystemError('tcp://host:1', reset, 'port-open-failed').code).toBe('port-open-failed');
  });
});
