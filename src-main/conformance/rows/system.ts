// What the device tells about itself (docs/protocol-v2.md §11).

import { ChannelFlag, eventNotify, Opcode } from '../../../src-shared/openmv/constants.ts';
import {
  decodeDeviceStats,
  decodeMemory,
  decodeWords,
  encodeIoctlRequest,
  MemoryType,
  systemInfoSize,
  type DeviceStats,
} from '../../../src-shared/openmv/payloads.ts';
import { toHex } from '../../simulator/testing/camera-bench.ts';
import { stdin, stdout } from '../channels.ts';
import type { Device } from '../probed-device.ts';
import { lossyEvents } from '../exemptions.ts';
import { expectAnswer, expectSame, expectTrue, joinPayloads } from '../probe-packet.ts';
import type { RowGroup } from '../row.ts';

/** Entries of CHANNEL_LIST as they come: id, flags, 14 bytes of name. */
const knownEntries = [
  ['stdin', '0106737464696e000000000000000000'],
  ['stdout', '02017374646f75740000000000000000'],
  ['stream', '031973747265616d0000000000000000'],
  ['profile', '040970726f66696c6500000000000000'],
  ['usb', '00407573620000000000000000000000'],
] as const;
const entrySize = 16;

async function stats(device: Device): Promise<DeviceStats> {
  return decodeDeviceStats(joinPayloads(await device.request(Opcode.protoStats)));
}

function since(before: DeviceStats, now: DeviceStats): Omit<DeviceStats, 'transportErrors' | 'sentEvents'> {
  return {
    sent: now.sent - before.sent,
    received: now.received - before.received,
    checksumErrors: now.checksumErrors - before.checksumErrors,
    sequenceErrors: now.sequenceErrors - before.sequenceErrors,
    retransmits: now.retransmits - before.retransmits,
    maxAckQueueDepth: now.maxAckQueueDepth,
  };
}

function isAtLeast(version: readonly number[], wanted: readonly number[]): boolean {
  const differs = version.findIndex((part, index) => part !== wanted[index]);
  return differs === -1 || version[differs]! > wanted[differs]!;
}

export const system: RowGroup = {
  subject: 'system',
  withHelper: false,
  rows: [
    {
      name: 'PROTO_VERSION tells protocol 1 in 16 bytes, of which the last seven are zero',
      reference: '§11.2',
      run: async (device) => {
        const packets = await device.request(Opcode.protoVersion);
        expectAnswer(packets, device.data(16));
        expectSame('the protocol', packets[0]!.payload[0], 1);
        expectSame('the last bytes', packets[0]!.payload.subarray(9), new Uint8Array(7));
      },
    },
    {
      name: 'SYS_INFO tells 76 bytes, of which the reserved ones are zero',
      reference: '§11.3',
      run: async (device) => {
        const packets = await device.request(Opcode.sysInfo);
        expectAnswer(packets, device.data(systemInfoSize));
        const words = decodeWords(joinPayloads(packets));
        expectSame(
          'words 8, 9, 11 and 16 to 18',
          [words[8], words[9], words[11], ...words.slice(16)],
          [0, 0, 0, 0, 0, 0],
        );
        const slots = words.slice(5, 8);
        const known = slots.filter((id) => id !== 0);
        expectSame('ids of sensors stand first', slots.slice(0, known.length), known);
      },
    },
    {
      name: 'PROTO_STATS counts packets sent, requests executed and errors, and SYNC does not clear it',
      reference: '§11.1',
      run: async (device) => {
        const { probe } = device;
        const before = await stats(device);
        expectAnswer(await device.request(Opcode.protoVersion), device.data(16));
        probe.send(Opcode.protoVersion, 0, undefined, { seq: (probe.seq + 9) & 0xff });
        expectAnswer(await probe.answer(Opcode.protoVersion), 'nak 6');
        const broken = probe.encode(Opcode.channelIoctl, stdin, encodeIoctlRequest(3));
        broken[broken.length - 1]! ^= 0xff;
        probe.write(broken);
        expectAnswer(await probe.answer(Opcode.channelIoctl, stdin), 'nak 5');
        expectSame('counted', since(before, await stats(device)), {
          // The first PROTO_STATS, PROTO_VERSION and two refusals.
          sent: 4,
          received: 2,
          checksumErrors: 1,
          sequenceErrors: 1,
          retransmits: 0,
          maxAckQueueDepth: 0,
        });
        await device.synchronise();
        const { received } = await stats(device);
        expectTrue('requests counted after SYNC', received >= before.received, `${before.received} or more`, received);
      },
    },
    {
      name: 'PROTO_STATS counts the events that were sent',
      reference: '§11.1',
      unless: [lossyEvents],
      run: async (device) => {
        const { probe } = device;
        const before = await stats(device);
        const from = probe.events.length;
        await device.scripts.stopAtPrompt();
        // Announced again for as long as it lies unread.
        await probe.event(stdout, eventNotify, probe.events.length);
        const now = await stats(device);
        expectSame('events counted', now.sentEvents - before.sentEvents, probe.events.length - from);
      },
    },
    {
      name: 'SYS_MEMORY tells the heap first, then pools whose used and free bytes make up the total',
      reference: '§11.4',
      run: async (device) => {
        const packets = await device.request(Opcode.sysMemory);
        if (!isAtLeast(device.facts.versions.protocol, [1, 0, 2])) {
          expectAnswer(packets, 'nak 2', 'SYS_MEMORY before protocol 1.0.2');
          return;
        }
        const bytes = joinPayloads(packets);
        expectAnswer(packets, device.data(...device.packetLengths(4 + 24 * bytes[0]!)));
        const [heap, ...pools] = decodeMemory(bytes);
        const { type, flags, persistentBytes, peakBytes } = heap!;
        expectSame(
          'type, flags, persistent and peak of the heap',
          [type, flags, persistentBytes, peakBytes],
          [0, 0, 0, 0],
        );
        for (const pool of pools) {
          expectSame('type of a pool', pool.type, MemoryType.umaPool);
          expectSame('used bytes of a pool', pool.usedBytes, pool.totalBytes - pool.freeBytes);
        }
      },
    },
    {
      name: 'CHANNEL_LIST tells the transport as channel 0 and the known channels byte for byte, by rising number',
      reference: '§11.5',
      run: async (device) => {
        const bytes = joinPayloads(await device.request(Opcode.channelList));
        const entries = Array.from({ length: bytes.length / entrySize }, (_, index) =>
          toHex(bytes.subarray(index * entrySize, (index + 1) * entrySize)),
        );
        const { channels } = device.facts;
        const ids = channels.map(({ id }) => id);
        expectSame(
          'numbers',
          ids,
          ids.toSorted((a, b) => a - b),
        );
        expectSame('PHYSICAL of channel 0', channels[0]!.flags & ChannelFlag.physical, ChannelFlag.physical);
        for (const [name, entry] of knownEntries) {
          const index = channels.findIndex((each) => each.name === name);
          if (index === -1 && (name === 'profile' || name === 'usb')) continue;
          expectSame(`the entry of ${name}`, entries[index] ?? 'none', entry);
        }
      },
    },
    {
      name: 'CHANNEL_POLL tells stdout as ready while text is unread, and no running script',
      reference: '§11',
      run: async (device) => {
        await device.drainText();
        const { profile } = device.facts;
        const quiet = (1 << stdin) | (1 << stdout) | (profile === undefined ? 0 : 1 << profile);
        expectSame('stdin, stdout and profile without text', (await device.poll()) & quiet, 0);
        await device.scripts.stopAtPrompt();
        expectSame('stdin, stdout and profile with text', (await device.poll()) & quiet, 1 << stdout);
      },
    },
    {
      name: 'CHANNEL_POLL and CHANNEL_LIST are taken on any channel, which the answer names',
      reference: '§11',
      run: async (device) => {
        expectAnswer(await device.request(Opcode.channelPoll, stdout), device.data(4), 'POLL');
        const lengths = device.packetLengths(entrySize * device.facts.channels.length);
        expectAnswer(await device.request(Opcode.channelList, stdout), device.data(...lengths), 'LIST');
      },
    },
  ],
};
