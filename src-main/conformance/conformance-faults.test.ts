// Whether the conformance suite notices: cameras that do one thing wrong, and what the row about it says.

import { afterEach, expect, test } from 'vitest';
import { ChannelId, Flag, Opcode } from '../../src-shared/openmv/constants.ts';
import { encodePacket } from '../../src-shared/openmv/packet.ts';
import { PacketParser, type ParsedPacket } from '../../src-shared/openmv/packet-parser.ts';
import { decodeWords, encodeStatus } from '../../src-shared/openmv/payloads.ts';
import { simulatedBoards } from '../simulator/boards/openmv/boards.ts';
import type { BenchPacket } from '../simulator/testing/camera-bench.ts';
import { Device, type ConformanceTarget } from './probed-device.ts';
import { openMemoryTarget, type MemoryTargetOptions } from './memory-target.ts';
import { leftOutSummary, reportTable } from './report.ts';
import type { Row, RowGroup } from './row.ts';
import { rowGroups } from './rows/index.ts';
import { runRow, type RowResult } from './run-row.ts';

let target: ConformanceTarget | undefined;
afterEach(() => target?.close());

function findRow(name: string): { readonly group: RowGroup; readonly row: Row } {
  for (const group of rowGroups) {
    const row = group.rows.find((each) => each.name.startsWith(name));
    if (row !== undefined) return { group, row };
  }
  throw new Error(`There is no row "${name}".`);
}

async function meet(options: Partial<MemoryTargetOptions>): Promise<Device> {
  target = await openMemoryTarget({ board: simulatedBoards.RT1062, ...options });
  return Device.meet(target);
}

function copyOf({ seq, channel, flags, opcode, bytes, payloadStart, payloadLength }: ParsedPacket): BenchPacket {
  return { seq, channel, flags, opcode, payload: bytes.slice(payloadStart, payloadStart + payloadLength) };
}

/** Changes the packets that the camera sends; each becomes any number of packets. */
function alter(change: (packet: BenchPacket) => readonly BenchPacket[]): (bytes: Uint8Array) => Uint8Array {
  return (bytes) => {
    const out: Uint8Array[] = [];
    const parser = new PacketParser((packet) => {
      for (const changed of change(copyOf(packet))) out.push(encodePacket(changed, changed.payload));
    });
    parser.push(bytes);
    return Buffer.concat(out);
  };
}

const isRefusal = ({ flags }: BenchPacket): boolean => (flags & Flag.nak) !== 0;

test.each<[fault: string, options: Partial<MemoryTargetOptions>, row: string, message: string]>([
  [
    'grants locks too soon',
    { settings: { lockIntervalMs: 5 } },
    'LOCK is busy until',
    'LOCK granted: expected more than 10 ms, came 6 ms (docs/protocol-v2.md §12.7)',
  ],
  [
    'grants locks too late',
    { settings: { lockIntervalMs: 20 } },
    'LOCK is busy until',
    'LOCK refused: expected at most 10 ms, came 11 ms (docs/protocol-v2.md §12.7)',
  ],
  [
    'repeats an answer too soon',
    { settings: { retransmission: { retries: 3, firstTimeoutMs: 400 } } },
    'An answer is sent again',
    'time of a copy: expected 501 ms, came 401 ms (docs/protocol-v2.md §8.2)',
  ],
  [
    'repeats an answer too seldom',
    { settings: { retransmission: { retries: 2, firstTimeoutMs: 500 } } },
    'An answer is sent again',
    'expected a repeated packet, came nothing within 4003 ms (docs/protocol-v2.md §8.2)',
  ],
  [
    'ends a read of text that SYNC cut short',
    { settings: { strayFragments: false } },
    'SYNC in the middle of a read of stdout',
    'expected an answer to CHANNEL_READ of channel 2, came nothing within 5000 ms (docs/protocol-v2.md §9.2)',
  ],
  [
    'takes a larger payload than it tells',
    { settings: { defaults: { maxPayload: 1000 } } },
    'SET_CAPS takes a payload of the buffer less 14 bytes',
    'SET_CAPS with 1001: expected nak 2, came ack (docs/protocol-v2.md §9.4)',
  ],
  [
    'refuses with another status',
    { tamper: alter((packet) => [isRefusal(packet) ? { ...packet, payload: encodeStatus(1) } : packet]) },
    'An unknown opcode is invalid',
    'expected nak 2, came nak 1 (docs/protocol-v2.md §6)',
  ],
  [
    'wants refusals acknowledged',
    { tamper: alter((packet) => [isRefusal(packet) ? { ...packet, flags: Flag.nak | Flag.ackReq } : packet]) },
    'An unknown opcode is invalid',
    'expected nak 2, came status 2 0a (docs/protocol-v2.md §6)',
  ],
  [
    'refuses twice',
    { tamper: alter((packet) => (isRefusal(packet) ? [packet, { ...packet, seq: packet.seq + 1 }] : [packet])) },
    'A wrong payload checksum',
    'PROTO_VERSION behind the row: expected an answer to PROTO_VERSION of channel 0, ' +
      'came nak 5 to CHANNEL_IOCTL of channel 1 (docs/protocol-v2.md §5)',
  ],
  [
    'answers under another number',
    { tamper: alter((packet) => [packet.opcode === Opcode.sysMemory ? { ...packet, seq: packet.seq + 3 } : packet]) },
    'SYS_MEMORY tells',
    'an answer to SYS_MEMORY of channel 0 (data 52 08): expected number 1, came number 4 (docs/protocol-v2.md §11.4)',
  ],
  [
    'names channel 0 in every answer',
    { tamper: alter((packet) => [{ ...packet, channel: packet.flags & Flag.event ? packet.channel : 0 }]) },
    'LOCK of stdin is busy',
    'expected an answer to',
  ],
])('a camera that %s is found out', async (_fault, options, name, message) => {
  const { group, row } = findRow(name);
  const result = await tryRow(options, group, row);
  expect(result.kind === 'failed' && result.error.message).toContain(message);
});

/** A camera that does not even come to its prompt has failed too. */
async function tryRow(options: Partial<MemoryTargetOptions>, group: RowGroup, row: Row): Promise<RowResult> {
  try {
    return await runRow(await meet(options), group, row);
  } catch (error) {
    return { kind: 'failed', error: error as Error };
  }
}

test('after a row that failed the next one begins in good order', async () => {
  const device = await meet({ settings: { strayFragments: false } });
  const names = ['SYNC in the middle of a read of stdout', 'A read of stdout that runs dry', 'READ of no bytes'];
  const kinds: string[] = [];
  for (const { group, row } of names.map(findRow)) kinds.push((await runRow(device, group, row)).kind);
  expect(kinds).toEqual(['failed', 'passed', 'passed']);
});

test('a NOTIFY between SET_CAPS and its ACK may already be without a checksum', async () => {
  const notify = encodePacket(
    { seq: 0, channel: ChannelId.stdout, flags: Flag.event, opcode: Opcode.channelEvent },
    undefined,
    false,
  );
  const device = await meet({
    tamper: (bytes) => {
      let isSetCaps = false;
      new PacketParser(({ opcode }) => (isSetCaps ||= opcode === Opcode.protoSetCaps)).push(bytes);
      return isSetCaps ? Buffer.concat([notify, bytes]) : bytes;
    },
  });
  const { group, row } = findRow('With checksums off the device sends none');
  const result = await runRow(device, group, row);
  await device.leave();
  expect([result.kind, device.probe.skippedBytes]).toEqual(['passed', device.skippedBefore]);
});

test('to a device that is none of ours nothing is sent that could harm it', async () => {
  const sent: BenchPacket[] = [];
  const parser = new PacketParser((packet) => sent.push(copyOf(packet)));
  const device = await meet({
    board: { ...simulatedBoards.N6, deviceId: [0, 0x1234_5678, 1] },
    settings: { profileChannel: true },
    watch: (bytes) => parser.push(bytes),
  });
  const results = new Map<Row, RowResult>();
  for (const group of rowGroups) for (const row of group.rows) results.set(row, await runRow(device, group, row));
  expect(leftOutSummary({ device, name: 'it', results })).toBe(
    'Conformance of it: rows left out: 3 (real hardware would read memory out of bounds), ' +
      '1 (a host must never send NAK to real hardware), ' +
      '1 (real hardware may lose the memory of an upload while a script runs), ' +
      '1 (its stream buffer is too large for a script to fill), 2 (real hardware would leave the port)\n',
  );
  expect(sent.filter((packet) => !isHarmless(packet))).toEqual([]);
  expect(sent.length).toBeGreaterThan(1000);
});

/** Lengths tell the truth, nothing is refused, and the port stays. */
function isHarmless({ flags, opcode, payload }: BenchPacket): boolean {
  if (flags & Flag.nak || opcode === Opcode.sysReset || opcode === Opcode.sysBoot) return false;
  if (opcode === Opcode.channelRead) return flags === Flag.ack || payload.length === 8;
  if (opcode === Opcode.channelIoctl) return flags === Flag.ack || payload.length >= 4;
  if (opcode !== Opcode.channelWrite || flags === Flag.ack) return true;
  return payload.length >= 8 && decodeWords(payload)[1] === payload.length - 8;
}

test('the table tells what passed, what failed and how, and why a row was left out', async () => {
  const device = await meet({ settings: { lockIntervalMs: 5 } });
  const results = new Map<Row, RowResult>();
  for (const name of ['A read of empty stdout', 'LOCK is busy until', 'PROFILE_STATS']) {
    const { group, row } = findRow(name);
    results.set(row, await runRow(device, group, row));
  }
  expect(reportTable({ device, name: 'this camera', results })).toBe(
    [
      'Conformance of this camera (37c5:1060, firmware 5.0.0, protocol 1.0.2, payload 4082, ' +
        'channels usb, stdin, stdout, stream, simulated)',
      '',
      '| Row | Reference | Result |',
      '| --- | --- | --- |',
      '| refusals: PROFILE_STATS fails | §15 | left out: there is no profile channel |',
      '| text: A read of empty stdout fails | §14 | passed |',
      '| locks and events: LOCK is busy until more than 10 ms have passed since the last successful one, of whatever ' +
        'channel | §12.7 | **failed**: LOCK granted: expected more than 10 ms, came 6 ms (docs/protocol-v2.md §12.7) |',
      '',
      '1 passed, 1 failed, 1 left out',
      '',
    ].join('\n'),
  );
});
