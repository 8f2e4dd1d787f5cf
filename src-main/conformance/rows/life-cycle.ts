// From EXEC to the prompt after the soft reboot (docs/protocol-v2.md §13).

import { ChannelFlag, eventNotify, Opcode, StdinIoctl, SystemEvent } from '../../../src-shared/openmv/constants.ts';
import { decodeCapabilities, decodeChannelList, decodeDeviceStats } from '../../../src-shared/openmv/payloads.ts';
import { stdin, stdout } from '../channels.ts';
import { ConformanceFailure } from '../conformance-failure.ts';
import type { Device } from '../probed-device.ts';
import { forgottenPeer, uploadWhileRunning } from '../exemptions.ts';
import { eventForm, expectAnswer, expectSame, expectTrue, joinPayloads } from '../probe-packet.ts';
import type { RowGroup } from '../row.ts';
import { endingScript, endlessScript, raisingScript } from '../test-scripts.ts';

/** The prompt's text shows that the interpreter has restarted. */
const rebootText = 'MPY: soft reboot';
const prompt = '>>> ';

/** Waits for the end of the script that was started when there were `from` events, and names what was announced. */
async function announcements(device: Device, from: number): Promise<string[]> {
  const { probe } = device;
  await probe.event(0, SystemEvent.softReboot, from);
  const events = probe.events.slice(from);
  const end = events.findIndex(({ channel, payload }) => channel === 0 && payload[0] === SystemEvent.softReboot);
  return events
    .slice(0, end + 1)
    .filter(({ channel }) => channel === 0 || channel === stdin)
    .map(eventForm);
}

async function textOf(device: Device, source: string): Promise<string> {
  await device.drainText();
  const from = await device.scripts.start(source);
  await device.probe.event(0, SystemEvent.softReboot, from);
  await device.afterReboot();
  return device.scripts.textWith(prompt);
}

function expectText(text: string, ...parts: readonly string[]): void {
  for (const part of parts)
    if (!text.includes(part)) throw new ConformanceFailure(JSON.stringify(part), JSON.stringify(text), 'text');
}

const wholeRun = ['stdin 0001', 'stdin 0000', 'transport SOFT_REBOOT'];

export const lifeCycle: RowGroup = {
  subject: 'scripts',
  withHelper: false,
  rows: [
    {
      name: 'A script that ends is announced as started and stopped, then the reboot, all under the old numbers',
      reference: '§13.3',
      run: async (device) => {
        const from = await device.scripts.start(endingScript.source);
        expectSame('events', (await announcements(device, from)).join(', '), wholeRun.join(', '));
        const reboot = await device.probe.event(0, SystemEvent.softReboot, from);
        expectSame('number of SOFT_REBOOT', reboot.seq, device.probe.seq);
        expectSame('flags of SOFT_REBOOT', reboot.flags, 0x20);
        await device.scripts.afterEnd(from);
      },
    },
    {
      name: 'After the reboot the text is announced under number 0, old numbers are refused, the defaults hold, statistics go on',
      reference: '§13.3',
      unless: [forgottenPeer],
      agree: { maxPayload: 100 },
      run: async (device) => {
        const { probe } = device;
        const { received } = decodeDeviceStats(joinPayloads(await device.request(Opcode.protoStats)));
        const from = await device.scripts.start(endingScript.source);
        const reboot = await probe.event(0, SystemEvent.softReboot, from);
        const stale = probe.seq;
        const later = probe.events.indexOf(reboot) + 1;
        const notice = await probe.event(stdout, eventNotify, later);
        expectSame('number of the notice', notice.seq, 0);
        device.forgetSession();
        probe.send(Opcode.channelPoll, 0, undefined, { seq: stale });
        expectAnswer(await probe.answer(Opcode.channelPoll), 'nak 6', 'POLL under the old number');
        const told = decodeCapabilities(joinPayloads(await device.request(Opcode.protoGetCaps)));
        expectSame('GET_CAPS', told, device.facts.defaults);
        const after = decodeDeviceStats(joinPayloads(await device.request(Opcode.protoStats)));
        expectTrue('requests counted', after.received > received, `more than ${received}`, after.received);
      },
    },
    {
      name: 'The script arrives byte for byte, and its text and that of the prompt can be read after the reboot',
      reference: '§13.1, §14',
      run: async (device) => {
        const text = await textOf(device, endingScript.source);
        expectText(text, endingScript.prints, rebootText, prompt);
      },
    },
    {
      name: 'WRITE at offset 0 starts over, at any other offset it appends, whatever the offset says',
      reference: '§13.1',
      run: async (device) => {
        const { source, prints } = endingScript;
        const bytes = new TextEncoder().encode(source);
        await device.drainText();
        const from = device.probe.events.length;
        expectAnswer(await device.writeTo(stdin, 0, 'this is no Python'), 'ack', 'the first WRITE');
        expectAnswer(await device.writeTo(stdin, 0, bytes.subarray(0, 20)), 'ack', 'WRITE at 0');
        expectAnswer(await device.writeTo(stdin, 7, bytes.subarray(20, 30)), 'ack', 'WRITE at 7');
        expectAnswer(await device.writeTo(stdin, 9999, bytes.subarray(30)), 'ack', 'WRITE at 9999');
        expectAnswer(await device.ioctl(stdin, StdinIoctl.exec), 'ack', 'EXEC');
        await device.probe.event(0, SystemEvent.softReboot, from);
        await device.afterReboot();
        expectText(await device.scripts.textWith(prompt), prints);
      },
    },
    {
      name: 'RESET empties the buffer',
      reference: '§13.1',
      run: async (device) => {
        await device.scripts.upload(endingScript.source);
        expectAnswer(await device.ioctl(stdin, StdinIoctl.reset), 'ack', 'RESET');
        expectAnswer(await device.ioctl(stdin, StdinIoctl.exec), 'nak 1', 'EXEC');
      },
    },
    {
      name: 'An exception leaves a traceback that names the line',
      reference: '§13.3',
      run: async (device) => {
        const text = await textOf(device, raisingScript.source);
        expectText(text, 'Traceback (most recent call last):\r\n', '  File "<stdin>", line 2', 'ZeroDivisionError');
      },
    },
    {
      name: 'POLL tells a running script; STOP is acknowledged and ends it like any other end',
      reference: '§13.1, §13.3',
      run: async (device) => {
        const from = await device.scripts.start(endlessScript.source);
        expectSame('POLL of stdin', await device.scripts.isRunning(), true);
        expectAnswer(await device.ioctl(stdin, StdinIoctl.stop), 'ack', 'STOP');
        expectSame('events', (await announcements(device, from)).join(', '), wholeRun.join(', '));
        await device.afterReboot();
        expectSame('POLL of stdin after STOP', await device.scripts.isRunning(), false);
        expectText(await device.scripts.textWith(prompt), rebootText);
      },
    },
    {
      name: 'STOP at the prompt prints the prompt again and reboots nothing',
      reference: '§13.1',
      run: async (device) => {
        await device.drainText();
        const from = device.probe.events.length;
        await device.scripts.stopAtPrompt();
        const text = await device.scripts.textWith(prompt);
        expectTrue('text', !text.includes(rebootText), 'no reboot', JSON.stringify(text));
        const announced = device.probe.events.slice(from).filter(({ channel }) => channel === 0);
        expectSame('events of the transport', announced.map(eventForm), []);
      },
    },
    {
      name: 'EXEC while a script runs ends that script and loses the new one',
      reference: '§13.2',
      unless: [uploadWhileRunning],
      run: async (device) => {
        const from = await device.scripts.start(endlessScript.source);
        await device.scripts.upload(endingScript.source);
        expectAnswer(await device.ioctl(stdin, StdinIoctl.exec), 'ack', 'EXEC');
        expectSame('events', (await announcements(device, from)).join(', '), wholeRun.join(', '));
        await device.afterReboot();
        const text = await device.scripts.textWith(prompt);
        expectTrue('text', !text.includes(endingScript.prints), 'none of the new script', JSON.stringify(text));
        expectAnswer(await device.ioctl(stdin, StdinIoctl.exec), 'nak 1', 'EXEC after the reboot');
      },
    },
    {
      name: 'Channels of a script are gone after the reboot, without an event',
      reference: '§16.1',
      run: async (device) => {
        await device.helper.restart();
        const from = device.probe.events.length;
        expectAnswer(await device.ioctl(stdin, StdinIoctl.stop), 'ack', 'STOP');
        const announced = await announcements(device, from);
        expectSame('events', announced.join(', '), 'stdin 0000, transport SOFT_REBOOT');
        await device.afterReboot();
        const list = decodeChannelList(joinPayloads(await device.request(Opcode.channelList)));
        expectSame(
          'script channels',
          list.filter(({ flags }) => flags & ChannelFlag.dynamic && !(flags & ChannelFlag.physical)),
          [],
        );
      },
    },
  ],
};
