import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../host/testing/test-host.ts';
import { installDeviceRules, needsDeviceRules, rulesName } from './device-rules.ts';

it('is offered only on Linux without the rule', async () => {
  const folder = await temporaryFolder();
  expect(needsDeviceRules('linux', [folder])).toBe(true);
  expect(needsDeviceRules('win32', [folder])).toBe(false);
  await writeFile(path.join(folder, rulesName), '');
  expect(needsDeviceRules('linux', [folder])).toBe(false);
});

it('is installed from a copy that root can read, and reports that the user declined', async () => {
  const rulesFile = path.resolve(import.meta.dirname, '../../assets/linux', rulesName);
  let copied = '';
  const installed = await installDeviceRules(rulesFile, async (program, args) => {
    expect([program, args[0], args.at(-1)]).toEqual(['pkexec', 'sh', `/etc/udev/rules.d/${rulesName}`]);
    copied = await readFile(args.at(-2)!, 'utf8');
    return 0;
  });
  expect([installed, copied]).toEqual([true, await readFile(rulesFile, 'utf8')]);
  expect(await installDeviceRules(rulesFile, async () => 126)).toBe(false);
});
