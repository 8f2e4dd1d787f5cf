import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../src-shared/lib/clock.ts';
import { Gate } from './gate.ts';

function setUp() {
  const clock = new ManualClock();
  const gate = new Gate({ token: 'right', hosts: ['localhost'], port: 5000, clock });
  const check = (
    token: string,
    host: string,
    localAddress = '192.168.1.7',
    { remoteAddress = '192.168.1.9', ...headers }: { remoteAddress?: string; 'sec-fetch-site'?: string } = {},
  ) =>
    gate.check(
      { headers: { host, ...headers }, socket: { localAddress, remoteAddress } } as IncomingMessage,
      new URL(`http://page.invalid/?token=${token}`),
    ).kind;
  return { clock, check };
}

describe('the gate', () => {
  it('accepts the address that was called, on any interface, and no foreign name', () => {
    const { check } = setUp();
    expect(check('right', '192.168.1.7:5000')).toBe('allowed');
    expect(check('right', '192.168.1.7:5000', '::ffff:192.168.1.7')).toBe('allowed');
    expect(check('right', '[fe80::1]:5000', 'fe80::1')).toBe('allowed');
    expect(check('right', 'localhost:5000')).toBe('allowed');
    expect(check('right', '192.168.1.8:5000')).toBe('wrong-host');
    expect(check('right', 'evil.example:5000')).toBe('wrong-host');
    expect(check('right', 'localhost')).toBe('wrong-host');
  });

  it('answers an address that guesses with a refusal for a minute, and never refuses the right token', () => {
    const { clock, check } = setUp();
    for (let count = 0; count < 20; count += 1) expect(check('wrong', 'localhost:5000')).toBe('wrong-token');
    expect(check('wrong', 'localhost:5000')).toBe('too-many-wrong-tokens');
    expect(check('right', 'localhost:5000')).toBe('allowed');
    expect(check('wrong', 'localhost:5000', undefined, { remoteAddress: '192.168.1.10' })).toBe('wrong-token');
    clock.advance(60_000);
    expect(check('wrong', 'localhost:5000')).toBe('wrong-token');
  });

  it('does not count what another site makes the browser request', () => {
    const { check } = setUp();
    for (const site of ['cross-site', 'same-site']) {
      for (let count = 0; count < 30; count += 1) {
        expect(check('wrong', 'localhost:5000', undefined, { 'sec-fetch-site': site })).toBe('wrong-token');
      }
    }
    expect(check('wrong', 'localhost:5000', undefined, { 'sec-fetch-site': 'none' })).toBe('wrong-token');
  });
});
