import { expect, it } from 'vitest';
import { identityKey, type CameraEntry } from './camera-entry.ts';

function entry(facts: Partial<CameraEntry>): CameraEntry {
  return { id: '/dev/ttyACM0', kind: 'serial', name: { key: 'board', value: 'OpenMV N6' }, likely: true, ...facts };
}

it('knows a camera by its serial number, wherever it is plugged in', () => {
  const here = entry({ serialNumber: 'A', location: '1-1' });
  expect(identityKey(here)).toBe('A');
  expect(identityKey({ ...here, id: '/dev/ttyACM7', location: '1-2' })).toBe('A');
});

it('knows boards that share one serial number by their location', () => {
  const one = entry({ serialNumber: '001000000', location: '1-1' });
  const other = entry({ id: '/dev/ttyACM1', serialNumber: '001000000', location: '1-2' });
  expect([one, other].map((each) => identityKey(each, [one, other]))).toEqual(['location:1-1', 'location:1-2']);
  const copies = [entry({ serialNumber: 'A', location: '1-1' }), entry({ id: 'COM4', serialNumber: 'A' })];
  expect(copies.map((each) => identityKey(each, copies))).toEqual(['location:1-1', 'COM4']);
});

it('knows what has neither by its address', () => {
  expect(identityKey(entry({ id: 'sim' }))).toBe('sim');
});
