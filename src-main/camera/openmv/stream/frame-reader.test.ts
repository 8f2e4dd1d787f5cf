import { afterEach, expect, test } from 'vitest';
import { ManualClock } from '../../../../src-shared/lib/clock.ts';
import { ChannelId, Opcode } from '../../../../src-shared/openmv/constants.ts';
import { encodeWords } from '../../../../src-shared/openmv/payloads.ts';
import { createMemoryTransport } from '../../../transports/testing/memory-transport.ts';
import { ScriptedDevice } from '../../testing/scripted-device.ts';
import { passUntil } from '../../testing/manual-time.ts';
import { FrameReader, type ReadSequence } from './frame-reader.ts';
import { Link } from '../link/link.ts';

let link: Link | undefined;
afterEach(() => link?.dispose());

test.each<ReadSequence>(['reference', 'locked', 'lock-free'])(
  'a frame larger than the buffer of any camera is not read (%s), and the buffer is released',
  async (sequence) => {
    const clock = new ManualClock();
    const { transport, peer } = createMemoryTransport();
    await transport.open();
    const device = new ScriptedDevice(peer);
    link = new Link({ transport, clock });
    const started = link.start();
    await passUntil(clock, started);
    link.resume();
    device.onRequest = (request) => {
      if (request.opcode === Opcode.channelLock) device.ack(request);
      else if (request.opcode === Opcode.channelSize) device.data(request, encodeWords([0xf000_0000]));
      else return 'default';
      return 'handled';
    };
    device.executed.length = 0;
    const reading = new FrameReader(link).read(sequence, 0);
    await passUntil(clock, reading);
    expect(await reading).toEqual({ kind: 'broken' });
    const asked = device.executed.map(({ opcode }) => opcode);
    expect(asked).not.toContain(Opcode.channelRead);
    expect(asked.at(-1)).toBe(sequence === 'lock-free' ? Opcode.channelIoctl : Opcode.channelUnlock);
    expect(device.executed.every(({ channel }) => channel === ChannelId.stream)).toBe(true);
  },
);
