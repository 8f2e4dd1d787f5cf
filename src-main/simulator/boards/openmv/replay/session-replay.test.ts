// The session of docs/protocol-v2.md §25.2, recorded from the firmware's own protocol code (N6-like, 8192-byte buffer),
// replayed byte for byte against the virtual camera.

import { expect, test } from 'vitest';
import { PixelFormat } from '../../../../../src-shared/picture/pixel-format.ts';
import { simulatedBoards, type SimulatedBoard } from '../boards.ts';
import { CameraBench, toHex, turn } from '../../../testing/camera-bench.ts';

const board: SimulatedBoard = {
  ...simulatedBoards.N6,
  cpuId: 0x411fd220,
  deviceId: [0xccbbaa99, 0x88776655, 0x44332211],
  sensorChipId: 0,
};
const frame = {
  width: 4,
  height: 2,
  format: PixelFormat.rgb565,
  data: Uint8Array.from({ length: 16 }, (_, index) => index),
};

type Step = { readonly send?: string; readonly act?: (bench: CameraBench) => void; readonly expect: readonly string[] };

const steps: readonly Step[] = [
  { send: 'aad5000000000000b0ac', expect: ['aad50000010000000846'] },
  { send: 'aad5000000010000c3dd', expect: ['aad5000008011000ef0b 0f000000f21f00000000000000000000 6cf45db8'] },
  { send: 'aad50000010100007b37', expect: [] },
  {
    send: 'aad5010000021000c84f 0f000000001000000000000000000000 792d8c19',
    expect: ['aad5010001020000a0c3'],
  },
  {
    send: 'aad50200002000007b7f',
    expect: [
      'aad502000820500058cb 0040757362000000000000000000000001 06737464696e000000000000000000 02017374646f7574' +
        '0000000000000000 031973747265616d0000000000000000 040970726f66696c6500000000000000 4a288855',
    ],
  },
  {
    send: 'aad5020001200000c395 aad5030000040000e139',
    expect: ['aad5030008041000cdef 01000201000305000000000000000000 655cf299'],
  },
  { send: 'aad503000104000059d3', expect: [] },
  {
    send: 'aad50400001200002dd8',
    expect: [
      'aad5040008124c000220 20d21f41 99aabbcc 55667788 11223344 0612c537 0000000000000000000000000000000000000000' +
        'ff081f00 00000000 00000000 00000000 00000000 00040000 000000000000000000000000 acbe0595',
    ],
  },
  { send: 'aad50400011200009532', expect: [] },
  { send: 'aad50503002808003d1f 01000000 01000000 030fb1b7', expect: ['aad5050301280000edc6'] },
  { send: 'aad5060300280800efb6 00000000 01000000 d0425761', expect: ['aad50603012800003f6f'] },
  { send: 'aad50701002804008b41 03000000 d4cc85b0', expect: ['aad507010128000087b2'] },
  {
    send: `aad5080100271900b1d8 00000000 11000000 ${toHex(new TextEncoder().encode('#wh=4,2 #fms=40 x'))} 2b8fcef2`,
    expect: ['aad5080101270000dc61'],
  },
  {
    send: 'aad50901002804008e23 02000000 4b31298a',
    expect: ['aad509010128000082d0', 'aad50a01202902006026 0100 b0fb6882'],
  },
  { act: (bench) => bench.engine.snapshot(frame), expect: ['aad50a03202900004c90'] },
  {
    act: (bench) => {
      bench.engine.print('running\r\n');
      bench.clock.advance(50);
    },
    expect: ['aad50a022029000037cd'],
  },
  { send: 'aad50a0000210000e6c6', expect: ['aad50a0008210400ae6f 0e000000 4656ab4f'] },
  { send: 'aad50a00012100005e2c', expect: [] },
  { send: 'aad50b0300220000b0d5', expect: ['aad50b0301220000083f'] },
  { send: 'aad50c030025000003b7', expect: ['aad50c03082504004b1e 30000000 53add51d'] },
  { send: 'aad50c0301250000bb5d', expect: [] },
  { send: 'aad50d03002400003ea1', expect: ['aad50d0308240c001e3b 04000000 02000000 02000000 b7da2c37'] },
  { send: 'aad50d0301240000864b', expect: [] },
  {
    send: 'aad50e030026080062d9 00000000 30000000 69d85eb9',
    expect: [
      'aad50e030826300086f1 04000000 02000000 0200030c 02000000 20000000 00000000 0000000000000000' +
        '000102030405060708090a0b0c0d0e0f 1540d20e',
    ],
  },
  { send: 'aad50e0301260000b200', expect: [] },
  { send: 'aad50f0300230000b4c0', expect: ['aad50f03012300000c2a'] },
  {
    send: 'aad5100100280400bde4 01000000 ea37dcc5',
    expect: ['aad5100101280000b117', 'aad5110120290200cf2f 0000 14407216', 'aad51100201302000f06 0200 d54a11c4'],
  },
  { act: (bench) => bench.clock.advance(100), expect: [] },
  { act: (bench) => bench.clock.advance(50), expect: ['aad500022029000045cb'] },
  { send: 'aad511000021000049cf', expect: ['aad500000221020071e0 0600 de22819a'] },
  { send: 'aad5010000210000daa7', expect: ['aad5010008210400920e 04000000 093cc315'] },
];

test('the recorded session comes out byte for byte', async () => {
  const bench = await CameraBench.create({
    board,
    settings: { profileChannel: true, rebootMs: 100, stdoutBacklogBytes: 4096 },
  });
  for (const step of steps) {
    if (step.send !== undefined) bench.sendHex(step.send);
    step.act?.(bench);
    await turn();
    expect(bench.takeHex(), `answer to ${step.send ?? 'the step'}`).toBe(step.expect.join('').replaceAll(' ', ''));
  }
});
