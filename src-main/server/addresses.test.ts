import type { NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { hostNames, networkNames } from './addresses.ts';

const address = (text: string, internal = false): NetworkInterfaceInfo =>
  ({ address: text, internal, family: text.includes(':') ? 'IPv6' : 'IPv4' }) as NetworkInterfaceInfo;
const interfaces = {
  lo: [address('127.0.0.1', true), address('::1', true)],
  eth0: [address('192.168.1.5'), address('fe80::1'), address('2001:db8::5')],
};

it.each([
  ['127.0.0.1', []],
  ['::1', []],
  ['192.168.1.5', ['192.168.1.5']],
  ['2001:db8::5', ['[2001:db8::5]']],
  ['0.0.0.0', ['192.168.1.5']],
  ['::', ['192.168.1.5', '[2001:db8::5]']],
])('a server at %s is reached by other computers at %j', (bound, names) => {
  expect(networkNames(bound, interfaces)).toEqual(names);
});

it('a server on every address is printed as localhost', () => {
  expect(hostNames('0.0.0.0', '0.0.0.0')[0]).toBe('localhost');
  expect(hostNames('127.0.0.1', '127.0.0.1')[0]).toBe('127.0.0.1');
});
