import { expect, it } from 'vitest';
import { unwrapAddress } from './address-wrappers.ts';

it.each([
  ['sim', [], 'sim'],
  ['capture(a.vfcap):sim', ['a.vfcap'], 'sim'],
  ['capture(cap (1)/a.vfcap):sim', ['cap (1)/a.vfcap'], 'sim'],
  ['capture(C:\\caps (new)\\a).vfcap):sim:H7', ['C:\\caps (new)\\a).vfcap'], 'sim:H7'],
  ['capture(a(.vfcap):tcp://[::1]:5555', ['a(.vfcap'], 'tcp://[::1]:5555'],
  ['fault(drop=2%,seed=7):capture(a (2).vfcap):/dev/ttyACM0', ['drop=2%,seed=7', 'a (2).vfcap'], '/dev/ttyACM0'],
  ['capture(a.vfcap', [], 'capture(a.vfcap'],
])('reads %s', (text, wanted, address) => {
  const { wrappers, ...rest } = unwrapAddress(text);
  expect([wrappers.map(({ argument }) => argument), rest.address]).toEqual([wanted, address]);
});
