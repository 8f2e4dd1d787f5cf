// The preview: its lock, its header, what is read of it (docs/protocol-v2.md §12).

import { lockIntervalMs, Opcode, StreamIoctl } from '../../../src-shared/openmv/constants.ts';
import {
  decodeWords,
  encodeIoctlRequest,
  encodeReadRequest,
  encodeWords,
} from '../../../src-shared/openmv/payloads.ts';
import { PixelFormat } from '../../../src-shared/picture/pixel-format.ts';
import { streamHeaderSize } from '../../../src-shared/openmv/stream-frame.ts';
import { stdout, stream } from '../channels.ts';
import type { Device } from '../probed-device.ts';
import { lockChannel } from '../lock-steps.ts';
import { pattern } from '../pattern.ts';
import { expectAnswer, expectSame, joinPayloads } from '../probe-packet.ts';
import type { RowGroup } from '../row.ts';
import { frame, readFrame, streamRaw, streamNotices } from '../stream-steps.ts';

/** `words` is the header up to the rate: width, height, format, size, offset. */
async function expectFrame(device: Device, words: readonly number[], data: Uint8Array): Promise<void> {
  const bytes = await readFrame(device);
  expectSame('SIZE', bytes.length, streamHeaderSize + data.length);
  expectSame('header', bytes.subarray(0, 20), encodeWords(words));
  expectSame('data', bytes.subarray(streamHeaderSize), data);
}

async function shape(device: Device): Promise<number[]> {
  return decodeWords(joinPayloads(await device.request(Opcode.channelShape, stream)));
}

export const streamRows: RowGroup = {
  subject: 'stream',
  withHelper: true,
  rows: [
    {
      name: 'A grayscale frame has its size, one byte per pixel and its data at 32; SHAPE returns the same',
      reference: '§12.1, §12.8',
      run: async (device) => {
        await streamRaw(device);
        await frame(device, 'gray', [8, 4], 7);
        await expectFrame(device, [8, 4, PixelFormat.grayscale, 1, streamHeaderSize], pattern(7, 32));
        expectSame('SHAPE', await shape(device), [8, 4, 1]);
      },
    },
    {
      name: 'An RGB565 frame has two bytes per pixel, in memory order',
      reference: '§12.2',
      run: async (device) => {
        await streamRaw(device);
        await frame(device, 'rgb565', [6, 3], 100);
        await expectFrame(device, [6, 3, PixelFormat.rgb565, 2, streamHeaderSize], pattern(100, 36));
        expectSame('SHAPE', await shape(device), [6, 3, 2]);
      },
    },
    {
      name: 'A binary frame states 0 bytes per pixel, and its rows are whole words',
      reference: '§12.2',
      run: async (device) => {
        await streamRaw(device);
        await frame(device, 'binary', [40, 4], 1);
        await expectFrame(device, [40, 4, PixelFormat.binary, 0, streamHeaderSize], pattern(1, 32));
      },
    },
    {
      name: 'A frame is announced once and stays, whatever the script shows next, until the host has released it',
      reference: '§12.3',
      run: async (device) => {
        await streamRaw(device);
        const first = await frame(device, 'gray', [8, 4], 1);
        const second = await frame(device, 'gray', [8, 4], 2);
        expectSame('notices', [streamNotices(device, first), streamNotices(device, second)], [1, 0]);
        expectSame('the frame that waits', (await readFrame(device))[streamHeaderSize], 1);
        await lockChannel(device, stream);
        expectSame('notices while it is locked', streamNotices(device, await frame(device, 'gray', [8, 4], 3)), 0);
        expectSame('the frame that is locked', (await readFrame(device))[streamHeaderSize], 1);
        expectAnswer(await device.request(Opcode.channelUnlock, stream), 'ack', 'UNLOCK');
        expectSame('SIZE after UNLOCK', await device.size(stream), 0);
        expectSame('notices after UNLOCK', streamNotices(device, await frame(device, 'gray', [8, 4], 4)), 1);
        expectSame('the next frame', (await readFrame(device))[streamHeaderSize], 4);
      },
    },
    {
      name: 'A locked stream cannot be locked again; once it is released it is empty and cannot be locked either',
      reference: '§12.7',
      run: async (device) => {
        await streamRaw(device);
        await frame(device, 'gray', [8, 4], 1);
        await lockChannel(device, stream);
        await device.probe.pass(2 * lockIntervalMs);
        expectAnswer(await device.request(Opcode.channelLock, stream), 'nak 4', 'LOCK of a locked stream');
        expectAnswer(await device.request(Opcode.channelUnlock, stream), 'ack', 'UNLOCK');
        expectAnswer(await device.request(Opcode.channelLock, stream), 'nak 4', 'LOCK of an empty stream');
      },
    },
    {
      name: 'SHAPE still tells the last frame after UNLOCK',
      reference: '§12.8',
      run: async (device) => {
        await streamRaw(device);
        await frame(device, 'gray', [8, 4], 1);
        await lockChannel(device, stream);
        expectAnswer(await device.request(Opcode.channelUnlock, stream), 'ack', 'UNLOCK');
        expectSame('SHAPE', await shape(device), [8, 4, 1]);
      },
    },
    {
      name: 'UNLOCK of a frame that is not locked leaves it there',
      reference: '§12.3',
      run: async (device) => {
        await streamRaw(device);
        await frame(device, 'gray', [8, 4], 1);
        expectAnswer(await device.request(Opcode.channelUnlock, stream), 'ack', 'UNLOCK');
        expectSame('SIZE', await device.size(stream), streamHeaderSize + 32);
      },
    },
    {
      name: 'STREAM_CTRL drops the frame and frees the lock, and the next frame is let in and announced',
      reference: '§12.5',
      run: async (device) => {
        await streamRaw(device);
        await frame(device, 'gray', [8, 4], 1);
        await lockChannel(device, stream);
        expectAnswer(await device.ioctl(stream, StreamIoctl.ctrl, 1), 'ack', 'STREAM_CTRL');
        expectSame('SIZE', await device.size(stream), 0);
        expectSame('notices', streamNotices(device, await frame(device, 'gray', [8, 4], 2)), 1);
        expectSame('the next frame', (await readFrame(device))[streamHeaderSize], 2);
      },
    },
    {
      name: 'While streaming is off no frame is taken or announced',
      reference: '§12.3',
      run: async (device) => {
        await streamRaw(device);
        expectAnswer(await device.ioctl(stream, StreamIoctl.ctrl, 0), 'ack', 'STREAM_CTRL 0');
        expectSame('notices', streamNotices(device, await frame(device, 'gray', [8, 4], 1)), 0);
        expectSame('SIZE', await device.size(stream), 0);
      },
    },
    {
      name: 'SYNC releases the lock and discards the frame',
      reference: '§9.1',
      run: async (device) => {
        await streamRaw(device);
        await frame(device, 'gray', [8, 4], 1);
        await lockChannel(device, stream);
        await device.synchronise();
        expectSame('SIZE', await device.size(stream), 0);
        expectSame('notices', streamNotices(device, await frame(device, 'gray', [8, 4], 2)), 1);
      },
    },
    {
      name: 'SYNC leaves unread text, the script, its channels and the settings of the stream alone',
      reference: '§9.1',
      run: async (device) => {
        await streamRaw(device);
        await device.drainText();
        await device.helper.perform('print 10');
        const channels = joinPayloads(await device.request(Opcode.channelList));
        await device.synchronise();
        expectSame('SIZE of stdout', await device.size(stdout), 10);
        expectSame('POLL of stdin', await device.scripts.isRunning(), true);
        expectSame('CHANNEL_LIST', joinPayloads(await device.request(Opcode.channelList)), channels);
        await frame(device, 'gray', [8, 4], 1);
        await expectFrame(device, [8, 4, PixelFormat.grayscale, 1, streamHeaderSize], pattern(1, 32));
      },
    },
    {
      name: 'A part of the frame can be read, from anywhere in it; beyond its end nothing can',
      reference: '§10',
      run: async (device) => {
        await streamRaw(device);
        await frame(device, 'gray', [8, 4], 0);
        const part = await device.read(stream, 30, 10);
        expectAnswer(part, device.data(10), 'READ of 10 bytes from 30');
        expectSame('the part behind the header', joinPayloads(part).subarray(2), pattern(0, 8));
        expectAnswer(await device.read(stream, 60, 5), 'nak 1', 'READ of 5 bytes from 60 of 64');
      },
    },
    {
      name: 'A large frame comes in packets of the agreed payload',
      reference: '§10',
      run: async (device) => {
        await streamRaw(device);
        await frame(device, 'gray', [160, 120], 5);
        const total = streamHeaderSize + 160 * 120;
        const packets = await device.read(stream, 0, total);
        expectAnswer(packets, device.data(...device.packetLengths(total)));
        expectSame('data', joinPayloads(packets).subarray(streamHeaderSize), pattern(5, 160 * 120));
      },
    },
    {
      name: 'READ of a large frame and UNLOCK in one write are answered one after the other',
      reference: '§24.5',
      run: async (device) => {
        const { probe } = device;
        await streamRaw(device);
        await frame(device, 'gray', [160, 120], 5);
        await lockChannel(device, stream);
        const total = streamHeaderSize + 160 * 120;
        const lengths = device.packetLengths(total);
        probe.write(
          probe.encode(Opcode.channelRead, stream, encodeReadRequest(0, total)),
          probe.encode(Opcode.channelUnlock, stream, undefined, { seq: (probe.seq + lengths.length) & 0xff }),
        );
        expectAnswer(await probe.answer(Opcode.channelRead, stream), device.data(...lengths), 'READ');
        expectAnswer(await probe.answer(Opcode.channelUnlock, stream), 'ack', 'UNLOCK');
        expectSame('SIZE', await device.size(stream), 0);
      },
    },
    {
      name: 'READ without a lock and STREAM_CTRL in one write read the frame and release it',
      reference: '§24.6',
      agree: { ack: false },
      run: async (device) => {
        const { probe } = device;
        await streamRaw(device);
        await frame(device, 'gray', [160, 120], 9);
        const total = streamHeaderSize + 160 * 120;
        const lengths = device.packetLengths(total);
        const release = encodeIoctlRequest(StreamIoctl.ctrl, encodeWords([1]));
        probe.write(
          probe.encode(Opcode.channelRead, stream, encodeReadRequest(0, total)),
          probe.encode(Opcode.channelIoctl, stream, release, { seq: (probe.seq + lengths.length) & 0xff }),
        );
        const packets = await probe.answer(Opcode.channelRead, stream);
        expectAnswer(packets, device.data(...lengths), 'READ');
        expectSame('data', joinPayloads(packets).subarray(streamHeaderSize), pattern(9, 160 * 120));
        expectAnswer(await probe.answer(Opcode.channelIoctl, stream), 'ack', 'STREAM_CTRL');
        expectSame('notices', streamNotices(device, await frame(device, 'gray', [8, 4], 2)), 1);
      },
    },
    {
      name: 'SYNC in the middle of a read of the stream ends it',
      reference: '§9.2',
      agree: { ack: true },
      run: async (device) => {
        const { probe } = device;
        await streamRaw(device);
        await frame(device, 'gray', [160, 120], 5);
        probe.acknowledging = false;
        probe.send(Opcode.channelRead, stream, encodeReadRequest(0, streamHeaderSize + 160 * 120));
        await probe.next('the first packet of the frame');
        probe.send(Opcode.protoSync, 0, undefined, { seq: 0 });
        device.forgetSession();
        expectAnswer([await probe.next('an answer to PROTO_SYNC')], 'ack');
        expectAnswer(await device.request(Opcode.channelPoll), device.data(4), 'the request after it');
      },
    },
  ],
};
