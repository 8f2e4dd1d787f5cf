// What a device refuses, and with which status (docs/protocol-v2.md §6, §7). Each row is one request.

import { ChannelId, Opcode, ProfileIoctl, StdinIoctl, StreamIoctl } from '../../../src-shared/openmv/constants.ts';
import {
  encodeIoctlRequest,
  encodeReadRequest,
  encodeWords,
  encodeWriteRequest,
} from '../../../src-shared/openmv/payloads.ts';
import { fromHex } from '../../simulator/testing/camera-bench.ts';
import { stdin, stdout, stream } from '../channels.ts';
import type { DeviceFacts } from '../probed-facts.ts';
import { lyingLengths, noProfiler, type Exemption } from '../exemptions.ts';
import { expectAnswer, expectSame } from '../probe-packet.ts';
import type { Row, RowGroup } from '../row.ts';

interface Refusal {
  readonly opcode: number;
  readonly channel?: number | ((facts: DeviceFacts) => number);
  readonly payload?: Uint8Array;
  readonly status: number;
  readonly reference?: string;
  readonly unless?: readonly Exemption[];
}

const missing = (facts: DeviceFacts): number => facts.missingChannel;
const profile = (facts: DeviceFacts): number => facts.profile ?? ChannelId.profile;
const read = encodeReadRequest(0, 32);
const write = encodeWriteRequest(0, new Uint8Array(4));
const noBytes = encodeWriteRequest(0, new Uint8Array(0));
const [failed, invalid, busy] = [1, 2, 4];

function refusal(name: string, { opcode, channel = 0, payload, status, reference = '§7', unless = [] }: Refusal): Row {
  return {
    name,
    reference,
    unless,
    run: async (device) => {
      const id = typeof channel === 'number' ? channel : channel(device.facts);
      expectAnswer(await device.request(opcode, id, payload), `nak ${status}`);
    },
  };
}

export const refusals: RowGroup = {
  subject: 'refusals',
  withHelper: false,
  rows: [
    refusal('An unknown opcode is invalid', { opcode: 0x05, status: invalid, reference: '§6' }),
    refusal('SYS_EVENT of a host is invalid', { opcode: Opcode.sysEvent, status: invalid, reference: '§6' }),
    refusal('CHANNEL_EVENT of a host is invalid', {
      opcode: Opcode.channelEvent,
      channel: stdout,
      status: invalid,
      reference: '§6',
    }),
    refusal('SYS_INFO on channel 3 is invalid and the refusal names channel 3', {
      opcode: Opcode.sysInfo,
      channel: 3,
      status: invalid,
      reference: '§5',
    }),
    refusal('SIZE of a missing channel is invalid', { opcode: Opcode.channelSize, channel: missing, status: invalid }),
    refusal('SHAPE of a missing channel is invalid', {
      opcode: Opcode.channelShape,
      channel: missing,
      status: invalid,
    }),
    refusal('READ of a missing channel is invalid', {
      opcode: Opcode.channelRead,
      channel: missing,
      payload: read,
      status: invalid,
    }),
    refusal('WRITE to a missing channel is invalid', {
      opcode: Opcode.channelWrite,
      channel: missing,
      payload: write,
      status: invalid,
    }),
    refusal('IOCTL of a missing channel is invalid', {
      opcode: Opcode.channelIoctl,
      channel: missing,
      payload: encodeIoctlRequest(1),
      status: invalid,
    }),
    refusal('LOCK of a missing channel is busy', {
      opcode: Opcode.channelLock,
      channel: missing,
      status: busy,
      reference: '§21 item 12',
    }),
    refusal('UNLOCK of a missing channel is busy', {
      opcode: Opcode.channelUnlock,
      channel: missing,
      status: busy,
      reference: '§21 item 12',
    }),
    refusal('SIZE of stdin is invalid', {
      opcode: Opcode.channelSize,
      channel: stdin,
      status: invalid,
      reference: '§13.1',
    }),
    refusal('SHAPE of stdin is invalid', {
      opcode: Opcode.channelShape,
      channel: stdin,
      status: invalid,
      reference: '§13.1',
    }),
    refusal('READ of stdin is invalid', {
      opcode: Opcode.channelRead,
      channel: stdin,
      payload: read,
      status: invalid,
      reference: '§13.1',
    }),
    refusal('LOCK of stdin is busy', { opcode: Opcode.channelLock, channel: stdin, status: busy, reference: '§13.1' }),
    refusal('An unknown IOCTL of stdin is invalid', {
      opcode: Opcode.channelIoctl,
      channel: stdin,
      payload: encodeIoctlRequest(9),
      status: invalid,
    }),
    refusal('RESET of stdin with an argument is invalid', {
      opcode: Opcode.channelIoctl,
      channel: stdin,
      payload: encodeIoctlRequest(StdinIoctl.reset, encodeWords([1])),
      status: invalid,
    }),
    refusal('WRITE of no bytes is invalid', {
      opcode: Opcode.channelWrite,
      channel: stdin,
      payload: noBytes,
      status: invalid,
    }),
    {
      name: 'EXEC with an empty buffer fails',
      reference: '§13.1',
      run: async (device) => {
        expectAnswer(await device.ioctl(stdin, StdinIoctl.reset), 'ack', 'RESET');
        expectAnswer(await device.ioctl(stdin, StdinIoctl.exec), `nak ${failed}`, 'EXEC');
      },
    },
    refusal('SHAPE of stdout is invalid', { opcode: Opcode.channelShape, channel: stdout, status: invalid }),
    refusal('READ of no bytes is invalid', {
      opcode: Opcode.channelRead,
      channel: stdout,
      payload: encodeReadRequest(0, 0),
      status: invalid,
    }),
    refusal('WRITE to stdout is invalid', {
      opcode: Opcode.channelWrite,
      channel: stdout,
      payload: write,
      status: invalid,
    }),
    refusal('IOCTL of stdout is invalid', {
      opcode: Opcode.channelIoctl,
      channel: stdout,
      payload: encodeIoctlRequest(1),
      status: invalid,
    }),
    refusal('LOCK of stdout is busy', { opcode: Opcode.channelLock, channel: stdout, status: busy }),
    refusal('UNLOCK of stdout is busy', { opcode: Opcode.channelUnlock, channel: stdout, status: busy }),
    {
      name: 'Without a frame the stream has no bytes to read and cannot be locked, and UNLOCK is acknowledged',
      reference: '§12.1',
      run: async (device) => {
        expectAnswer(await device.ioctl(stream, StreamIoctl.ctrl, 0), 'ack', 'STREAM_CTRL 0');
        expectAnswer(await device.read(stream, 0, 32), `nak ${failed}`, 'READ');
        expectSame('SIZE', await device.size(stream), 0);
        expectAnswer(await device.request(Opcode.channelLock, stream), `nak ${busy}`, 'LOCK');
        expectAnswer(await device.request(Opcode.channelUnlock, stream), 'ack', 'UNLOCK');
      },
    },
    refusal('WRITE to the stream is invalid', {
      opcode: Opcode.channelWrite,
      channel: stream,
      payload: write,
      status: invalid,
    }),
    refusal('STREAM_CTRL without its argument is invalid', {
      opcode: Opcode.channelIoctl,
      channel: stream,
      payload: encodeIoctlRequest(StreamIoctl.ctrl),
      status: invalid,
      reference: '§12.5',
    }),
    refusal('STREAM_RAW_CFG with one of its two arguments is invalid', {
      opcode: Opcode.channelIoctl,
      channel: stream,
      payload: encodeIoctlRequest(StreamIoctl.rawCfg, encodeWords([320])),
      status: invalid,
      reference: '§12.5',
    }),
    refusal('An unknown IOCTL of the stream is invalid', {
      opcode: Opcode.channelIoctl,
      channel: stream,
      payload: encodeIoctlRequest(9),
      status: invalid,
      reference: '§12.5',
    }),
    refusal('PROFILE_STATS fails', {
      opcode: Opcode.channelIoctl,
      channel: profile,
      payload: encodeIoctlRequest(ProfileIoctl.stats),
      status: failed,
      reference: '§15',
      unless: [noProfiler],
    }),
    refusal('READ with half of its lengths is invalid', {
      opcode: Opcode.channelRead,
      channel: stdout,
      payload: new Uint8Array(4),
      status: invalid,
      reference: '§5',
      unless: [lyingLengths],
    }),
    refusal('WRITE that claims more than it has is invalid', {
      opcode: Opcode.channelWrite,
      channel: stdin,
      payload: fromHex('00000000 09000000 61'),
      status: invalid,
      reference: '§5',
      unless: [lyingLengths],
    }),
    refusal('IOCTL without a whole number is invalid', {
      opcode: Opcode.channelIoctl,
      channel: stream,
      payload: new Uint8Array(2),
      status: invalid,
      reference: '§5',
      unless: [lyingLengths],
    }),
  ],
};
