// What the device makes of packets that are wrong, early, late, in pieces or several at once (docs/protocol-v2.md §3,
// §4, §5).

import { Flag, Opcode, packetOverhead, StdinIoctl } from '../../../src-shared/openmv/constants.ts';
import { encodeIoctlRequest, encodeWriteRequest } from '../../../src-shared/openmv/payloads.ts';
import { fromHex } from '../../simulator/testing/camera-bench.ts';
import { stdin, stdout, stream } from '../channels.ts';
import type { Device } from '../probed-device.ts';
import { wholeDatagrams } from '../exemptions.ts';
import { expectAnswer } from '../probe-packet.ts';
import type { RowGroup } from '../row.ts';

/** Far from the number that is due, whatever the row does on the way. */
const wrongBy = 9;

/** A WRITE beyond what was agreed on, in itself in order: a device that took it would not be harmed. */
function tooLong(device: Device): Uint8Array {
  return encodeWriteRequest(0, new Uint8Array(device.agreed.maxPayload + 8).fill(0x61));
}

export const receiving: RowGroup = {
  subject: 'receiving',
  withHelper: false,
  rows: [
    {
      name: 'A wrong header checksum is met with silence',
      reference: '§5',
      run: async (device) => {
        const broken = device.probe.encode(Opcode.protoVersion);
        broken[9]! ^= 0xff;
        device.probe.write(broken);
        // Had it been answered or refused, this number would be used up.
        expectAnswer(await device.request(Opcode.channelPoll), device.data(4));
      },
    },
    {
      name: 'Junk before a request is skipped',
      reference: '§5',
      run: async (device) => {
        device.probe.write(fromHex('00 aa d4 aa'), device.probe.encode(Opcode.channelPoll));
        expectAnswer(await device.probe.answer(Opcode.channelPoll), device.data(4));
      },
    },
    {
      name: 'A wrong payload checksum is refused with CHECKSUM and takes a number',
      reference: '§5',
      run: async (device) => {
        const broken = device.probe.encode(Opcode.channelIoctl, stdin, encodeIoctlRequest(StdinIoctl.reset));
        broken[broken.length - 1]! ^= 0xff;
        device.probe.write(broken);
        expectAnswer(await device.probe.answer(Opcode.channelIoctl, stdin), 'nak 5');
      },
    },
    {
      name: 'A wrong number is refused with SEQUENCE under the number that was due, and the next one follows it',
      reference: '§4.1',
      run: async (device) => {
        const { probe } = device;
        probe.send(Opcode.channelPoll, 0, undefined, { seq: (probe.seq + wrongBy) & 0xff });
        expectAnswer(await probe.answer(Opcode.channelPoll), 'nak 6');
        expectAnswer(await device.request(Opcode.channelPoll), device.data(4));
      },
    },
    {
      name: 'A repeated request under an old number is refused with SEQUENCE, marked as repeated or not',
      reference: '§4.1',
      run: async (device) => {
        const { probe } = device;
        const seq = probe.seq;
        expectAnswer(await device.request(Opcode.protoVersion), device.data(16));
        for (const flags of [0, Flag.rtx]) {
          probe.send(Opcode.protoVersion, 0, undefined, { seq, flags });
          expectAnswer(await probe.answer(Opcode.protoVersion), 'nak 6');
        }
      },
    },
    {
      name: 'A length beyond the agreed payload is refused once with OVERFLOW, and its payload is skipped',
      reference: '§5',
      run: async (device) => {
        const payload = tooLong(device);
        device.probe.send(Opcode.channelWrite, stdin, payload);
        expectAnswer(await device.probe.answer(Opcode.channelWrite, stdin), 'nak 7');
      },
    },
    {
      name: 'The length is looked at before the number',
      reference: '§5',
      run: async (device) => {
        const { probe } = device;
        const payload = tooLong(device);
        probe.send(Opcode.channelWrite, stdin, payload, { seq: (probe.seq + wrongBy) & 0xff });
        expectAnswer(await probe.answer(Opcode.channelWrite, stdin), 'nak 7');
      },
    },
    {
      name: 'SYS_EVENT and CHANNEL_EVENT are not asked for their number',
      reference: '§4.1',
      run: async (device) => {
        const { probe } = device;
        for (const [opcode, channel] of [
          [Opcode.sysEvent, 0],
          [Opcode.channelEvent, stdout],
        ] as const) {
          probe.send(opcode, channel, undefined, { seq: (probe.seq + wrongBy) & 0xff });
          expectAnswer(await probe.answer(opcode, channel), 'nak 2');
        }
      },
    },
    {
      name: 'The agreed payload bounds requests too',
      reference: '§9.4',
      agree: { maxPayload: 64 },
      run: async (device) => {
        device.probe.send(Opcode.channelWrite, stdin, tooLong(device));
        expectAnswer(await device.probe.answer(Opcode.channelWrite, stdin), 'nak 7');
      },
    },
    {
      name: 'An unexpected acknowledgement is ignored',
      reference: '§5',
      run: async (device) => {
        device.probe.send(Opcode.channelPoll, 0, undefined, { flags: Flag.ack });
        device.probe.send(Opcode.channelPoll, 0, undefined, { flags: Flag.ack, seq: 200 });
        expectAnswer(await device.request(Opcode.protoVersion), device.data(16));
      },
    },
    {
      name: 'An acknowledgement of a system opcode on another channel is refused like a request',
      reference: '§5',
      run: async (device) => {
        device.probe.send(Opcode.sysInfo, stream, undefined, { flags: Flag.ack });
        expectAnswer(await device.probe.answer(Opcode.sysInfo, stream), 'nak 2');
      },
    },
    {
      name: 'Flags of a request beside ACK and NAK mean nothing',
      reference: '§3.1',
      run: async (device) => {
        const flags = Flag.rtx | Flag.ackReq | Flag.fragment | Flag.event | 0xc0;
        device.probe.send(Opcode.protoVersion, 0, undefined, { flags });
        expectAnswer(await device.probe.answer(Opcode.protoVersion), device.data(16));
      },
    },
    {
      name: 'LOCK and SIZE in one write are both answered',
      reference: '§24.5',
      run: async (device) => {
        const { probe } = device;
        const size = { seq: (probe.seq + 1) & 0xff };
        probe.write(
          probe.encode(Opcode.channelLock, stream),
          probe.encode(Opcode.channelSize, stream, undefined, size),
        );
        expectAnswer(await probe.answer(Opcode.channelLock, stream), 'nak 4', 'LOCK');
        expectAnswer(await probe.answer(Opcode.channelSize, stream), device.data(4), 'SIZE');
      },
    },
    {
      name: 'Five requests in one write are answered in their order',
      reference: '§24.5',
      agree: { ack: false },
      run: async (device) => {
        const { probe } = device;
        const requests = [
          { opcode: Opcode.channelSize, channel: stdout, expected: device.data(4) },
          { opcode: Opcode.channelPoll, channel: 0, expected: device.data(4) },
          { opcode: Opcode.channelUnlock, channel: stdout, expected: 'nak 4' },
          { opcode: Opcode.protoVersion, channel: 0, expected: device.data(16) },
          { opcode: Opcode.channelShape, channel: stdout, expected: 'nak 2' },
        ];
        probe.write(
          ...requests.map(({ opcode, channel }, index) =>
            probe.encode(opcode, channel, undefined, { seq: (probe.seq + index) & 0xff }),
          ),
        );
        for (const { opcode, channel, expected } of requests) {
          expectAnswer(await probe.answer(opcode, channel), expected);
        }
      },
    },
    {
      name: 'A request in single bytes is taken when it is whole',
      reference: '§5',
      unless: [wholeDatagrams],
      run: async (device) => {
        const request = device.probe.encode(Opcode.channelIoctl, stdin, encodeIoctlRequest(StdinIoctl.reset));
        for (const byte of request) device.probe.write(Uint8Array.of(byte));
        expectAnswer(await device.probe.answer(Opcode.channelIoctl, stdin), 'ack');
      },
    },
    {
      name: 'The largest request is taken',
      reference: '§9.4',
      run: async (device) => {
        const data = new Uint8Array(device.agreed.maxPayload - 8).fill(0x23);
        expectAnswer(await device.writeTo(stdin, 0, data), 'ack', `WRITE of ${data.length + packetOverhead + 8} bytes`);
        expectAnswer(await device.ioctl(stdin, StdinIoctl.reset), 'ack', 'RESET');
      },
    },
  ],
};
