// The profiler's channel, in firmware that has it (docs/protocol-v2.md §15).

import { Opcode, ProfileIoctl } from '../../../src-shared/openmv/constants.ts';
import { decodeWords } from '../../../src-shared/openmv/payloads.ts';
import { profileRecordSize } from '../../../src-shared/openmv/profile-record.ts';
import { LeftOut } from '../conformance-failure.ts';
import type { Device } from '../probed-device.ts';
import { noProfiler } from '../exemptions.ts';
import { expectAnswer, expectSame, expectTrue, joinPayloads } from '../probe-packet.ts';
import type { RowGroup } from '../row.ts';
import { lockChannel } from '../lock-steps.ts';

function profile(device: Device): number {
  return device.facts.profile!;
}

async function shape(device: Device): Promise<number[]> {
  return decodeWords(joinPayloads(await device.request(Opcode.channelShape, profile(device))));
}

export const profileRows: RowGroup = {
  subject: 'profiler',
  withHelper: false,
  rows: [
    {
      name: 'SHAPE tells the number of records and their size, 40 bytes and 8 a counter; SIZE is a multiple of that',
      reference: '§15',
      unless: [noProfiler],
      run: async (device) => {
        const packets = await device.request(Opcode.channelShape, profile(device));
        expectAnswer(packets, device.data(8), 'SHAPE');
        const [count = 0, size = 0] = decodeWords(joinPayloads(packets));
        expectSame('size of a record', size, profileRecordSize(device.facts.pmuCounters));
        // Where profiled functions run meanwhile, SIZE has grown.
        const bytes = await device.size(profile(device));
        expectTrue('SIZE', bytes % size === 0 && bytes >= count * size, `${count * size}, or more records`, bytes);
      },
    },
    {
      name: 'POLL never tells it as ready',
      reference: '§15',
      unless: [noProfiler],
      run: async (device) => {
        expectSame('its bit', (await device.poll()) & (1 << profile(device)), 0);
      },
    },
    {
      name: 'Without records it cannot be locked',
      reference: '§15',
      unless: [noProfiler],
      run: async (device) => {
        expectAnswer(await device.ioctl(profile(device), ProfileIoctl.reset), 'ack', 'RESET');
        const [count] = await shape(device);
        if (count !== 0) throw new LeftOut('the firmware calls profiled functions all the time');
        expectAnswer(await device.request(Opcode.channelLock, profile(device)), 'nak 4', 'LOCK');
        expectAnswer(await device.request(Opcode.channelUnlock, profile(device)), 'ack', 'UNLOCK');
      },
    },
    {
      name: 'Records can be locked, read as a whole and released',
      reference: '§15',
      unless: [noProfiler],
      run: async (device) => {
        await device.helper.restart();
        await device.helper.perform('frame gray 8 4 0');
        const [count, recordSize] = await shape(device);
        if (count === 0) throw new LeftOut('there are no records');
        await lockChannel(device, profile(device));
        const size = await device.size(profile(device));
        const packets = await device.read(profile(device), 0, size);
        expectAnswer(packets, device.data(...device.packetLengths(size)), 'READ');
        expectSame('bytes over the size of a record', joinPayloads(packets).length % recordSize!, 0);
        expectAnswer(await device.request(Opcode.channelUnlock, profile(device)), 'ack', 'UNLOCK');
        await device.scripts.stop();
      },
    },
    {
      name: 'MODE, SET_EVENT and RESET are taken, also for a counter that is not there',
      reference: '§15',
      unless: [noProfiler],
      run: async (device) => {
        expectAnswer(await device.ioctl(profile(device), ProfileIoctl.mode, 0), 'ack', 'MODE');
        expectAnswer(await device.ioctl(profile(device), ProfileIoctl.setEvent, 0, 0x39), 'ack', 'SET_EVENT');
        expectAnswer(
          await device.ioctl(profile(device), ProfileIoctl.setEvent, 99, 1),
          'ack',
          'SET_EVENT of counter 99',
        );
        expectAnswer(await device.ioctl(profile(device), ProfileIoctl.reset), 'ack', 'RESET');
      },
    },
    {
      name: 'MODE without its argument and RESET with one are invalid',
      reference: '§15',
      unless: [noProfiler],
      run: async (device) => {
        expectAnswer(await device.ioctl(profile(device), ProfileIoctl.mode), 'nak 2', 'MODE');
        expectAnswer(await device.ioctl(profile(device), ProfileIoctl.reset, 1), 'nak 2', 'RESET');
      },
    },
  ],
};
