// Raw or JPEG, whole or scaled, and what a soft reboot makes of the choice (docs/protocol-v2.md §12.4, §12.5).

import { Opcode, StreamIoctl } from '../../../src-shared/openmv/constants.ts';
import { decodeWords } from '../../../src-shared/openmv/payloads.ts';
import { PixelFormat, pixelFormatName } from '../../../src-shared/picture/pixel-format.ts';
import { decodeStreamHeader, streamHeaderSize, type StreamHeader } from '../../../src-shared/openmv/stream-frame.ts';
import { stream } from '../channels.ts';
import { pattern } from '../pattern.ts';
import { largeStreamBuffer } from '../exemptions.ts';
import type { Device } from '../probed-device.ts';
import { expectAnswer, expectSame, expectTrue, joinPayloads } from '../probe-packet.ts';
import type { RowGroup } from '../row.ts';
import { frame, readFrame, streamNotices, streamRaw } from '../stream-steps.ts';

/** What the helper script passes off as a JPEG file, whatever its size in pixels. */
const compressedBytes = 100;

async function showFrame(device: Device, width: number, height: number): Promise<StreamHeader> {
  await frame(device, 'gray', [width, height], 0);
  return decodeStreamHeader(await readFrame(device));
}

async function expectJpeg(device: Device): Promise<void> {
  await frame(device, 'gray', [64, 48], 0);
  const bytes = await readFrame(device);
  const { width, height, format, size } = decodeStreamHeader(bytes);
  expectSame('format', pixelFormatName(format), 'JPEG');
  expectSame('width and height', [width, height], [64, 48]);
  expectSame('SIZE', bytes.length, streamHeaderSize + size);
  expectSame('the first bytes', bytes.subarray(streamHeaderSize, streamHeaderSize + 2), Uint8Array.of(0xff, 0xd8));
  const shape = decodeWords(joinPayloads(await device.request(Opcode.channelShape, stream)));
  expectSame('SHAPE', shape, [size]);
}

async function setRaw(device: Device, enabled: boolean, width: number, height: number): Promise<void> {
  expectAnswer(await device.ioctl(stream, StreamIoctl.rawCfg, width, height), 'ack', 'STREAM_RAW_CFG');
  expectAnswer(await device.ioctl(stream, StreamIoctl.rawCtrl, enabled ? 1 : 0), 'ack', 'STREAM_RAW_CTRL');
  expectAnswer(await device.ioctl(stream, StreamIoctl.ctrl, 1), 'ack', 'STREAM_CTRL');
}

export const streamEncoding: RowGroup = {
  subject: 'raw and JPEG',
  withHelper: true,
  rows: [
    {
      name: 'With raw off a frame is a JPEG file, whose length stands in the header and is its SHAPE',
      reference: '§12.4',
      run: async (device) => {
        await setRaw(device, false, 320, 240);
        await expectJpeg(device);
      },
    },
    {
      name: 'With raw on and no size for it a frame is a JPEG file too',
      reference: '§12.4',
      run: async (device) => {
        await setRaw(device, true, 0, 0);
        await expectJpeg(device);
      },
    },
    {
      name: 'A raw frame up to the size asked for is copied as it is',
      reference: '§12.4',
      run: async (device) => {
        await setRaw(device, true, 160, 120);
        const { width, height, format } = await showFrame(device, 160, 120);
        expectSame('frame', [width, height, format], [160, 120, PixelFormat.grayscale]);
      },
    },
    {
      name: 'A raw frame beyond the size asked for is scaled and keeps its shape',
      reference: '§12.4',
      run: async (device) => {
        await setRaw(device, true, 64, 64);
        const { width, height, format } = await showFrame(device, 160, 120);
        expectSame('frame', [width, height, format], [64, 48, PixelFormat.grayscale]);
      },
    },
    {
      name: 'An image that the script has compressed itself is copied byte for byte',
      reference: '§12.4',
      run: async (device) => {
        await streamRaw(device);
        await frame(device, 'jpeg', [100, 50], 3);
        const bytes = await readFrame(device);
        const { width, height, format, size } = decodeStreamHeader(bytes);
        expectSame('header', [width, height, pixelFormatName(format), size], [100, 50, 'JPEG', compressedBytes]);
        const content = Uint8Array.of(0xff, 0xd8, ...pattern(3, compressedBytes - 4), 0xff, 0xd9);
        expectSame('data', bytes.subarray(streamHeaderSize), content);
      },
    },
    {
      name: 'A compressed image beyond the stream buffer is not stored and leaves its mark in the text',
      reference: '§12.4',
      unless: [largeStreamBuffer],
      run: async (device) => {
        await streamRaw(device);
        await device.drainText();
        await device.helper.perform(`compressed ${device.facts.info.streamBufferSizeKb * 1024}`);
        expectSame('SIZE', await device.size(stream), 0);
        const text = await device.drainText();
        expectTrue('text', text.startsWith('\u001b[40O'), 'ESC [40O', JSON.stringify(text));
      },
    },
    {
      name: 'The rate in the header is a number that is not negative',
      reference: '§12.1',
      run: async (device) => {
        await streamRaw(device);
        await frame(device, 'gray', [8, 4], 0);
        const bytes = await readFrame(device);
        const fps = new DataView(bytes.buffer, bytes.byteOffset).getFloat32(20, true);
        expectTrue('rate', Number.isFinite(fps) && fps >= 0, 'a number, 0 or more', String(fps));
      },
    },
    {
      name: 'STREAM_SOURCE is taken',
      reference: '§12.6',
      run: async (device) => {
        const sensor = device.facts.info.chipIds[0];
        expectAnswer(await device.ioctl(stream, StreamIoctl.source, sensor), 'ack');
      },
    },
    {
      name: 'After a soft reboot raw is what it was at power-up, and streaming is still on',
      reference: '§12.5',
      run: async (device) => {
        await device.helper.restart();
        expectAnswer(await device.ioctl(stream, StreamIoctl.ctrl, 1), 'ack', 'STREAM_CTRL');
        const usual = (await showFrame(device, 64, 48)).format;
        await setRaw(device, usual === PixelFormat.jpeg, 320, 240);
        const changed = (await showFrame(device, 64, 48)).format;
        expectTrue('format after the change', changed !== usual, 'another format', pixelFormatName(changed));
        await device.helper.restart();
        const from = await frame(device, 'gray', [64, 48], 0);
        expectSame('notices after the reboot', streamNotices(device, from), 1);
        const { format } = decodeStreamHeader(await readFrame(device));
        expectSame('format after the reboot', pixelFormatName(format), pixelFormatName(usual));
      },
    },
  ],
};
