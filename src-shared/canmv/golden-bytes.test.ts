// The byte vectors of docs/canmv.md §9, which come from the firmware and from other hosts.

import { expect, test } from 'vitest';
import { fromHex, toHex } from '../openmv/testing/hex.ts';
import { encodeCommand } from '../usbdbg/command.ts';
import { Opcode, ReplByte, statusMarker } from './constants.ts';
import { decodeDirectory, encodeDirectoryEntry, encodeReadFile } from './files.ts';
import { encodePath } from './paths.ts';
import {
  allCapabilities,
  decodeCapabilities,
  encodeCapabilities,
  encodeTouch,
  hasCapability,
  TouchEvent,
} from './replies.ts';

const withPayload = (opcode: number, payload: Uint8Array): string =>
  toHex(encodeCommand(opcode, payload.length)) + toHex(payload);

test('QUERY_STATUS and its reply', () => {
  expect(toHex(encodeCommand(Opcode.queryStatus, 4))).toBe('308d04000000');
  expect(toHex(statusMarker)).toBe('aabbeeff');
});

test('CAPABILITIES and its reply', () => {
  expect(toHex(encodeCommand(Opcode.capabilities, 1)) + '00').toBe('30a20100000000');
  const reply = encodeCapabilities({ version: 2, bits: allCapabilities });
  expect(toHex(reply)).toBe('02000000ff030000');
  expect(decodeCapabilities(reply)).toEqual({ version: 2, bits: 0x3ff });
  expect(hasCapability({ version: 2, bits: 0x3fe }, 'listDir')).toBe(false);
  expect(hasCapability({ version: 2, bits: 0x200 }, 'replInput')).toBe(true);
});

test('enabling the preview: generation A states no length, generation B two bytes', () => {
  expect(toHex(encodeCommand(Opcode.fbEnable, 0)) + '0100').toBe('300d000000000100');
  expect(withPayload(Opcode.fbEnable, Uint8Array.of(1, 0))).toBe('300d020000000100');
});

test('a soft reset is one byte of REPL input', () => {
  expect(withPayload(Opcode.txInput, Uint8Array.of(ReplByte.softReset))).toBe('30110100000004');
});

test('LIST_DIR of /sdcard and an entry of its reply', () => {
  expect(withPayload(Opcode.listDir, encodePath('/sdcard'))).toBe('30a6080000002f73646361726400');
  const entry = { type: 'file', name: 'main.py', sizeBytes: 123, modifiedAtS: 1_700_000_000 } as const;
  const hex = '00077b00000000f153656d61696e2e7079';
  expect(toHex(encodeDirectoryEntry(entry))).toBe(hex);
  expect(decodeDirectory(fromHex(hex + hex))).toEqual([entry, entry]);
});

test('READ_FILE of the first 131072 bytes', () => {
  const payload = encodeReadFile('/sdcard/main.py', 0, 131_072);
  expect(withPayload(Opcode.readFile, payload)).toBe('30a71800000000000000000002002f7364636172642f6d61696e2e707900');
});

test('a touch at (320, 240)', () => {
  const touch = { x: 320, y: 240, event: TouchEvent.down, trackId: 1, width: 1, timeMs: 1000 };
  expect(withPayload(Opcode.vtouchEvent, encodeTouch(touch))).toBe('30b00c0000004001f00001010100e8030000');
});
