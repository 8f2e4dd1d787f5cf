// The interpreter of a simulated K230: plain MicroPython so far.

import type { FamilyScripting } from '../../core/board-family.ts';

const mebibyte = 1024 * 1024;

export const k230Scripting: FamilyScripting = {
  modules: ['common', 'k230'],
  unsimulated: () => ['image', 'machine', 'media', 'network', 'nncase_runtime', '_thread'],
  facts: () => ({ heap_bytes: 64 * mebibyte, platform: 'rt-smart', machine: 'CanMV K230 with K230', epoch_year: 1970 }),
  primitives: () => ({}),
};
