import { expect, test } from 'vitest';
import { Flag, Opcode } from '../../../../src-shared/openmv/constants.ts';
import type { ParsedPacket } from '../../../../src-shared/openmv/packet-parser.ts';
import { PendingRequest, type ReadPlan } from './link-request.ts';

function piece(bytes: Uint8Array): ParsedPacket {
  const header = { seq: 0, channel: 5, flags: Flag.fragment, opcode: Opcode.channelRead };
  return { ...header, bytes, payloadStart: 0, payloadLength: bytes.length };
}

function readRequest(read: ReadPlan): PendingRequest {
  return new PendingRequest({ opcode: Opcode.channelRead, channel: 5, read });
}

test('a read takes memory for what comes, not for what the device promised', () => {
  const request = readRequest({ length: 0xffff_ffff, fixedPieces: false });
  expect(request.addData(piece(Uint8Array.of(1, 2)))).toBe(true);
  expect(request.addData(piece(Uint8Array.of(3)))).toBe(true);
  request.finish(0);
  expect(request.answer!.data).toEqual(Uint8Array.of(1, 2, 3));
  expect(request.answer!.data.buffer.byteLength).toBeLessThan(2 ** 21);
});

test('a large read comes whole, and nothing behind it is taken', () => {
  const part = Uint8Array.from({ length: 700_000 }, (_, index) => index & 0xff);
  const request = readRequest({ length: 3 * part.length, fixedPieces: false });
  for (let count = 0; count < 3; count++) expect(request.addData(piece(part))).toBe(true);
  expect(request.addData(piece(Uint8Array.of(1)))).toBe(false);
  request.finish(0);
  expect(Buffer.compare(request.answer!.data, Buffer.concat([part, part, part]))).toBe(0);
});

test('a read into a buffer of the caller stays in it', () => {
  const target = new Uint8Array(4);
  const request = readRequest({ length: 4, target, fixedPieces: true });
  expect(request.addData(piece(Uint8Array.of(1, 2, 3)))).toBe(true);
  expect(request.addData(piece(Uint8Array.of(4, 5)))).toBe(false);
  request.finish(0);
  expect(request.answer!.data).toEqual(Uint8Array.of(1, 2, 3));
  expect(request.answer!.data.buffer).toBe(target.buffer);
});
