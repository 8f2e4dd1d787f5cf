import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { externalAddress } from './external-address.ts';

it('lets https addresses out and nothing else', () => {
  expect(externalAddress('https://docs.openmv.io/a?b#c')).toBe('https://docs.openmv.io/a?b#c');
  for (const address of [
    'http://docs.openmv.io/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ms-settings:',
    'smb://host/share',
    'https://docs.openmv.io@evil.example/',
    'docs.openmv.io',
    '',
  ]) {
    expect([address, externalAddress(address)]).toEqual([address, undefined]);
  }
});

it('is the only way out: one call of the system in the whole shell', () => {
  const sources = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const callers = sources.filter((name) => /\.openExternal\(|\.openPath\(/.test(read(name)));
  expect(callers).toEqual(['electron-shell.ts']);
  expect(read('electron-shell.ts').match(/\.openExternal\(|\.openPath\(/g)).toHaveLength(1);
});

function read(name: string): string {
  return readFileSync(path.join(import.meta.dirname, name), 'utf8');
}
