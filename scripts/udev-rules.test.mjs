import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { rulesName } from '../src-main/electron/device-rules.ts';
import { root } from './build-if-stale.mjs';
import { projectFiles, readProjectFile } from './docs/project-files.mjs';
import { guideFiles } from './guide/guide-files.ts';

const rulesFile = `assets/linux/${rulesName}`;
const rules = readFileSync(path.join(root, rulesFile), 'utf8');

it('is the only place with udev rules', () => {
  const rule = /\b(?:SUBSYSTEMS?|ATTRS?\{idVendor\}|KERNEL)=="/;
  const files = projectFiles('src-main', 'src-renderer', 'src-shared', 'assets', 'scripts', 'docs', 'README.md');
  const others = files.filter((file) => !file.endsWith('.test.mjs') && rule.test(readProjectFile(file)));
  expect(others.filter((file) => file !== rulesFile)).toEqual([]);
});

it('is what the packages install, the desktop program copies and the guide offers', () => {
  const builder = readFileSync(path.join(root, 'electron-builder.yml'), 'utf8');
  expect(builder.match(new RegExp(`fpm: \\['${rulesFile}=/usr/lib/udev/rules.d/${rulesName}'\\]`, 'g'))).toHaveLength(
    2,
  );
  expect(builder).toContain(`  - ${rulesFile}\n`);
  expect(String(guideFiles(root).get(`files/${rulesName}`))).toBe(rules);
});

it('covers every board that the product knows by its USB identity, and nothing for everyone', () => {
  const { boards } = JSON.parse(readFileSync(path.join(root, 'assets/boards/boards.json'), 'utf8'));
  for (const { usbId, name } of boards) {
    const vendor = usbId.split(':')[0].toLowerCase();
    for (const subsystem of ['tty', 'usb']) {
      expect(rules, name).toContain(`SUBSYSTEM=="${subsystem}", ATTRS{idVendor}=="${vendor}"`);
    }
  }
  expect(rules).not.toContain('0666');
});
