// Channels that a script registers, and what becomes of the host's requests to them (docs/protocol-v2.md §10, §16).

import { ChannelFlag, Opcode, SystemEvent } from '../../../src-shared/openmv/constants.ts';
import { decodeEvent, decodeWords, encodeReadRequest } from '../../../src-shared/openmv/payloads.ts';
import type { Device } from '../probed-device.ts';
import { passLockInterval } from '../lock-steps.ts';
import { pattern } from '../pattern.ts';
import { expectAnswer, expectSame, joinPayloads } from '../probe-packet.ts';
import type { RowGroup } from '../row.ts';

async function echoShape(device: Device): Promise<number[]> {
  return decodeWords(joinPayloads(await device.request(Opcode.channelShape, device.helper.channel('echo'))));
}

export const scriptChannels: RowGroup = {
  subject: 'script channels',
  withHelper: true,
  rows: [
    {
      name: 'Script channels take the lowest free numbers, are announced one by one, and say what they can do',
      reference: '§16.1',
      run: async (device) => {
        const { channels, startedAt } = device.helper;
        const free = device.facts.channels.length;
        const { dynamic, read, write, lock } = ChannelFlag;
        expectSame(
          'channels',
          channels.map(({ id, flags, name }) => [id, flags, name]),
          [
            [free, dynamic | write, 'helper'],
            [free + 1, dynamic | read | write | lock, 'echo'],
            [free + 2, dynamic | read, 'small pieces '],
            [free + 3, dynamic | read, 'whole'],
            [free + 4, dynamic | read | write | lock, 'raising'],
            [free + 5, dynamic, 'bare'],
          ],
        );
        const announced = device.probe.events
          .slice(startedAt)
          .filter(({ channel, payload }) => channel === 0 && decodeEvent(payload) === SystemEvent.channelRegistered);
        expectSame('CHANNEL_REGISTERED events', announced.length, channels.length);
      },
    },
    {
      name: 'SIZE, SHAPE and POLL are what the backend returns',
      reference: '§16.2',
      run: async (device) => {
        const echo = device.helper.channel('echo');
        expectAnswer(await device.writeTo(echo, 0, 'clear'), 'ack', 'WRITE of "clear"');
        expectSame('SIZE', await device.size(echo), 0);
        expectSame('POLL', (await device.poll()) & (1 << echo), 0);
        expectAnswer(await device.writeTo(echo, 0, 'hello'), 'ack', 'WRITE of "hello"');
        expectSame('SIZE', await device.size(echo), 5);
        expectSame('POLL', (await device.poll()) & (1 << echo), 1 << echo);
        expectSame('numbers of SHAPE', (await echoShape(device)).length, 3);
      },
    },
    {
      name: 'WRITE hands over offset and bytes, and READ gives what the backend returns',
      reference: '§16.2',
      run: async (device) => {
        const echo = device.helper.channel('echo');
        expectAnswer(await device.writeTo(echo, 7, 'hello'), 'ack', 'WRITE');
        expectSame('offset that the backend saw', (await echoShape(device))[0], 7);
        const packets = await device.read(echo, 1, 4);
        expectAnswer(packets, device.data(4), 'READ');
        expectSame('bytes', new TextDecoder().decode(joinPayloads(packets)), 'ello');
      },
    },
    {
      name: 'A read may bring less than asked for, and goes on until it has all',
      reference: '§10',
      run: async (device) => {
        const packets = await device.read(device.helper.channel('small'), 100, 70);
        expectAnswer(packets, device.data(30, 30, 10));
        expectSame('bytes', joinPayloads(packets), pattern(100, 70));
      },
    },
    {
      name: 'A read is asked for at most 512 bytes at a time, or for the agreed payload where that is less',
      reference: '§10',
      run: async (device) => {
        const echo = device.helper.channel('echo');
        const piece = Math.min(512, device.agreed.maxPayload);
        // As much as one request can carry, and more than one piece where that is possible.
        const data = pattern(0, Math.min(600, device.agreed.maxPayload - 8));
        expectAnswer(await device.writeTo(echo, 0, data), 'ack', `WRITE of ${data.length} bytes`);
        const packets = await device.read(echo, 0, data.length);
        expectAnswer(packets, device.data(...device.packetLengths(data.length, piece)));
        expectSame('bytes', joinPayloads(packets), data);
      },
    },
    {
      name: 'A read that runs dry ends in FAILED behind what there was, and fails at once where there is nothing',
      reference: '§7',
      run: async (device) => {
        const small = device.helper.channel('small');
        expectAnswer(await device.read(small, 960, 100), device.dataThenNak([30, 10], 1));
        expectAnswer(await device.read(small, 1000, 100), 'nak 1');
      },
    },
    {
      name: 'readp brings everything in packets of the agreed payload',
      reference: '§10',
      run: async (device) => {
        const packets = await device.read(device.helper.channel('whole'), 3, 5000);
        expectAnswer(packets, device.data(...device.packetLengths(5000)));
        expectSame('bytes', joinPayloads(packets), pattern(3, 5000));
      },
    },
    {
      name: 'With acknowledgements and numbers off five requests in one write are answered in order, long reads among them',
      reference: '§24.5',
      agree: { ack: false, seq: false },
      run: async (device) => {
        const { probe } = device;
        const [small, whole] = [device.helper.channel('small'), device.helper.channel('whole')];
        const read = (offset: number, length: number): Uint8Array => encodeReadRequest(offset, length);
        probe.write(
          probe.encode(Opcode.channelSize, whole, undefined, { seq: 200 }),
          probe.encode(Opcode.channelRead, small, read(0, 70), { seq: 3 }),
          probe.encode(Opcode.channelPoll, 0, undefined, { seq: 77 }),
          probe.encode(Opcode.channelRead, whole, read(0, 5000), { seq: 3 }),
          probe.encode(Opcode.protoVersion, 0, undefined, { seq: 0 }),
        );
        expectAnswer(await probe.answer(Opcode.channelSize, whole), device.data(4), 'SIZE');
        expectAnswer(await probe.answer(Opcode.channelRead, small), device.data(30, 30, 10), 'the first READ');
        expectAnswer(await probe.answer(Opcode.channelPoll), device.data(4), 'POLL');
        const lengths = device.packetLengths(5000);
        expectAnswer(await probe.answer(Opcode.channelRead, whole), device.data(...lengths), 'the second READ');
        expectAnswer(await probe.answer(Opcode.protoVersion), device.data(16), 'PROTO_VERSION');
      },
    },
    {
      name: 'WRITE succeeds where the backend returns a number other than 0, and fails for 0 and None',
      reference: '§16.2',
      run: async (device) => {
        const echo = device.helper.channel('echo');
        expectAnswer(await device.writeTo(echo, 0, 'answer -1'), 'ack', 'the backend returns -1');
        expectAnswer(await device.writeTo(echo, 0, 'answer 0'), 'nak 1', 'the backend returns 0');
        expectAnswer(await device.writeTo(echo, 0, 'answer None'), 'nak 1', 'the backend returns None');
      },
    },
    {
      name: 'IOCTL succeeds where the backend returns None or 0, and fails for another number',
      reference: '§16.2',
      run: async (device) => {
        const echo = device.helper.channel('echo');
        expectAnswer(await device.ioctl(echo, 1), 'ack', 'the backend returns None');
        expectAnswer(await device.ioctl(echo, 2), 'ack', 'the backend returns 0');
        expectAnswer(await device.ioctl(echo, 3), 'nak 1', 'the backend returns 5');
      },
    },
    {
      name: 'IOCTL hands over arguments of any size, and None where there are none',
      reference: '§16.2',
      run: async (device) => {
        const echo = device.helper.channel('echo');
        expectAnswer(await device.ioctl(echo, 4, 1, 2, 3), 'ack', 'with arguments');
        expectSame('what the backend saw', (await echoShape(device))[0], 12);
        expectAnswer(await device.ioctl(echo, 4), 'ack', 'without arguments');
        expectSame('what the backend saw', (await echoShape(device))[0], 1000);
      },
    },
    {
      name: 'Where a backend raises SIZE is 0, SHAPE empty, POLL false, WRITE acknowledged, and all else refused',
      reference: '§16.2',
      run: async (device) => {
        const raising = device.helper.channel('raising');
        expectSame('SIZE', await device.size(raising), 0);
        expectAnswer(await device.request(Opcode.channelShape, raising), device.data(0), 'SHAPE');
        expectSame('POLL', (await device.poll()) & (1 << raising), 0);
        expectAnswer(await device.writeTo(raising, 0, 'x'), 'ack', 'WRITE');
        expectAnswer(await device.read(raising, 0, 4), 'nak 1', 'READ');
        expectAnswer(await device.ioctl(raising, 1), 'nak 1', 'IOCTL');
        await passLockInterval(device);
        expectAnswer(await device.request(Opcode.channelLock, raising), 'nak 4', 'LOCK');
        expectAnswer(await device.request(Opcode.channelUnlock, raising), 'nak 4', 'UNLOCK');
      },
    },
    {
      name: 'What a backend does not have is invalid; LOCK and UNLOCK are busy',
      reference: '§16.2',
      run: async (device) => {
        const bare = device.helper.channel('bare');
        expectAnswer(await device.request(Opcode.channelSize, bare), 'nak 2', 'SIZE');
        expectAnswer(await device.request(Opcode.channelShape, bare), 'nak 2', 'SHAPE');
        expectAnswer(await device.read(bare, 0, 4), 'nak 2', 'READ');
        expectAnswer(await device.writeTo(bare, 0, 'x'), 'nak 2', 'WRITE');
        expectAnswer(await device.ioctl(bare, 1), 'nak 2', 'IOCTL');
        await passLockInterval(device);
        expectAnswer(await device.request(Opcode.channelLock, bare), 'nak 4', 'LOCK');
        expectAnswer(await device.request(Opcode.channelUnlock, bare), 'nak 4', 'UNLOCK');
      },
    },
  ],
};
