import { expect, it } from 'vitest';
import type { CameraEntry } from './camera-entry.ts';
import { describeDetails, describeEntry } from './words.ts';

const simulated: CameraEntry = {
  id: 'sim',
  kind: 'sim',
  name: { key: 'simulated', value: 'OpenMV N6' },
  likely: true,
};
const board: CameraEntry = {
  id: 'COM3',
  kind: 'serial',
  name: { key: 'board', value: 'OpenMV Cam H7' },
  manufacturer: 'OpenMV',
  serialNumber: '42',
  likely: true,
};

it('describes a camera in the language of the page', () => {
  expect(describeEntry(simulated, 'en').name).toBe('Simulated OpenMV N6');
  expect(describeEntry(simulated, 'zh')).toEqual({ name: '模拟 OpenMV N6', detail: '在本机运行，无需硬件' });
  expect(describeEntry(board, 'en').detail).toBe('COM3 · OpenMV · serial number 42');
});

it('shows the given name first and what it is behind it', () => {
  const named = describeEntry({ ...board, givenName: 'Left gripper' }, 'en');
  expect(named).toEqual({ name: 'Left gripper', detail: 'OpenMV Cam H7 · COM3 · OpenMV · serial number 42' });
});

it('joins the values of a key in one row', () => {
  const identity = {
    board: '',
    serial: '',
    firmware: '',
    protocol: '',
    sensors: [],
    simulated: false,
    details: [
      { key: 'hardware', value: 'gpu' },
      { key: 'usbSpeed', value: 'high' },
      { key: 'hardware', value: 'sd' },
    ],
  } as const;
  expect(describeDetails(identity, 'zh')).toEqual([
    { name: '硬件', value: 'GPU, SD 卡' },
    { name: 'USB 速度', value: '高速（480 Mbit/s）' },
  ]);
});
