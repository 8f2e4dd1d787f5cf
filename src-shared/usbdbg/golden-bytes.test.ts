// The byte vectors of docs/usbdbg.md §9, which come from the firmware and from other hosts.

import { expect, test } from 'vitest';
import { fromHex, toHex } from '../openmv/testing/hex.ts';
import { decodeCommand, encodeCommand, isDeviceToHost } from './command.ts';
import { Opcode } from './constants.ts';
import { encodeEmbeddedFrame } from './embedded-frames.ts';
import { frameSizeSize } from './frame-size.ts';
import { archStringSize, encodeWords, parseArchitecture } from './replies.ts';
import { stateSizes } from './state.ts';
import { firmwareVersionSize } from './version.ts';

const commands: readonly (readonly [name: string, opcode: number, length: number, hex: string])[] = [
  ['FW_VERSION', Opcode.fwVersion, firmwareVersionSize, '30800c000000'],
  ['ARCH_STR', Opcode.archStr, archStringSize, '308340000000'],
  ['SCRIPT_RUNNING', Opcode.scriptRunning, 4, '308704000000'],
  ['SCRIPT_STOP', Opcode.scriptStop, 0, '300600000000'],
  ['SCRIPT_EXEC of 12 bytes', Opcode.scriptExec, 12, '30050c000000'],
  ['FB_ENABLE', Opcode.fbEnable, 4, '300d04000000'],
  ['GET_STATE of 64 bytes', Opcode.getState, stateSizes.fixed, '309340000000'],
  ['GET_STATE of 63 bytes', Opcode.getState, stateSizes.fullSpeed, '30933f000000'],
  ['GET_STATE of 511 bytes', Opcode.getState, stateSizes.highSpeed, '3093ff010000'],
  ['FRAME_SIZE', Opcode.frameSize, frameSizeSize, '30810c000000'],
  ['TX_BUF_LEN', Opcode.txBufLen, 4, '308e04000000'],
];

test.each(commands)('%s has the bytes of the reference and reads back', (_name, opcode, length, hex) => {
  expect(toHex(encodeCommand(opcode, length))).toBe(hex);
  expect(decodeCommand(fromHex(hex))).toEqual({ opcode, length });
});

test('the payload that enables the preview is one word', () => {
  expect(toHex(encodeWords([1]))).toBe('01000000');
});

test('the direction of the data phase is in the opcode', () => {
  expect(isDeviceToHost(Opcode.frameDump)).toBe(true);
  expect(isDeviceToHost(Opcode.scriptExec)).toBe(false);
});

test('a frame inside text begins as the reference says', () => {
  expect(toHex(encodeEmbeddedFrame(fromHex('ffd8ff'))).slice(0, 10)).toBe('febfa3bdbf');
});

test('a header needs six bytes that begin with 0x30', () => {
  expect(decodeCommand(fromHex('30800c0000'))).toBeUndefined();
  expect(decodeCommand(fromHex('31800c000000'))).toBeUndefined();
  expect(decodeCommand(fromHex('ff30800c000000'), 1)).toEqual({ opcode: Opcode.fwVersion, length: 12 });
});

test('a length beyond 32 bits is refused', () => {
  expect(() => encodeCommand(Opcode.scriptExec, 2 ** 32)).toThrow(
    expect.objectContaining({ code: 'value-out-of-range' }),
  );
});

test('an architecture text names the board and its unique id', () => {
  expect(parseArchitecture('OMV4 H7 1024 [H7:0123456789abcdef01234567]')).toEqual({
    name: 'OMV4 H7 1024',
    board: 'H7',
    uniqueId: '0123456789ABCDEF01234567',
  });
  expect(parseArchitecture('something else')).toEqual({
    name: 'something else',
    board: 'something else',
    uniqueId: '',
  });
});
