// What the script prints (docs/protocol-v2.md §14), and short reads (§7, §9.2).

import { eventNotify, Opcode, readChunkSize } from '../../../src-shared/openmv/constants.ts';
import { encodeReadRequest } from '../../../src-shared/openmv/payloads.ts';
import { stdout } from '../channels.ts';
import { LeftOut } from '../conformance-failure.ts';
import type { Device } from '../probed-device.ts';
import { heldText } from '../exemptions.ts';
import { expectAnswer, expectSame, expectTrue, joinPayloads, type ProbePacket } from '../probe-packet.ts';
import type { RowGroup } from '../row.ts';

/** Rings of stdout, of which one byte stays empty. */
const ringBytes = [512, 1024, 2048];
const tickMs = 50;
/** A tick is left out where the last notice is younger than a tick; the host hears of it this much late. */
const longestTickMs = 2 * tickMs;
const latenessMs = 200;

/** Leaves this many letters unread and nothing else. */
async function printLetters(device: Device, count: number): Promise<void> {
  await device.drainText();
  await device.helper.perform(`print ${count}`);
}

function expectLetters(packets: readonly ProbePacket[], count: number): void {
  const text = new TextDecoder().decode(joinPayloads(packets).subarray(0, count));
  expectSame('text', text, 'x'.repeat(count));
}

export const text: RowGroup = {
  subject: 'text',
  withHelper: true,
  rows: [
    {
      name: 'A read of stdout that runs dry ends in FAILED behind what there was',
      reference: '§7',
      run: async (device) => {
        await printLetters(device, 32);
        const packets = await device.read(stdout, 0, 100);
        expectAnswer(packets, device.dataThenNak([32], 1));
        expectLetters(packets, 32);
      },
    },
    {
      name: 'A read of empty stdout fails',
      reference: '§14',
      run: async (device) => {
        await device.drainText();
        expectAnswer(await device.read(stdout, 0, 10), 'nak 1');
      },
    },
    {
      name: 'SIZE of stdout tells what is unread; READ takes it away whatever its offset',
      reference: '§14',
      run: async (device) => {
        await printLetters(device, 40);
        expectSame('SIZE', await device.size(stdout), 40);
        expectAnswer(await device.read(stdout, 0, 30), device.data(30));
        expectAnswer(await device.read(stdout, 1000, 10), device.data(10));
        expectSame('SIZE after the reads', await device.size(stdout), 0);
      },
    },
    {
      name: 'Text comes in packets of at most 512 bytes, or of the agreed payload where that is less',
      reference: '§10',
      run: async (device) => {
        const piece = Math.min(readChunkSize, device.agreed.maxPayload);
        await printLetters(device, piece + 8);
        if ((await device.size(stdout)) < piece + 8) throw new LeftOut('its stdout holds less than two packets');
        const packets = await device.read(stdout, 0, piece + 8);
        expectAnswer(packets, device.data(piece, 8));
        expectLetters(packets, piece + 8);
      },
    },
    {
      name: 'Of text that does not fit all unread text is discarded and the end is kept',
      reference: '§14',
      unless: [heldText],
      run: async (device) => {
        await printLetters(device, 40);
        await device.helper.perform('overflow 5000');
        const size = await device.size(stdout);
        expectTrue('SIZE', ringBytes.includes(size + 1), 'a ring less one byte: 511, 1023 or 2047', size);
        expectSame('text', await device.drainText(), `${'x'.repeat(size - 3)}end`);
      },
    },
    {
      name: 'Text that fills more than half of the ring is announced at once',
      reference: '§14',
      run: async (device) => {
        await device.drainText();
        // More than half of the largest ring; the smaller ones keep more than their half of it.
        const from = await device.helper.perform('print 1100');
        const events = device.probe.events.slice(from);
        const done = events.findIndex(({ channel }) => channel === device.helper.channel('helper'));
        const notices = events.slice(0, done).filter(({ channel }) => channel === stdout);
        expectTrue('notices before the end of the command', notices.length > 0, '1 or more', notices.length);
      },
    },
    {
      name: 'Unread text is announced every 50 to 100 ms for as long as it lies there',
      reference: '§14',
      run: async (device) => {
        await printLetters(device, 1);
        const times: number[] = [];
        for (let count = 0; count < 4; count++) {
          const event = await device.probe.event(stdout, eventNotify, device.probe.events.length);
          times.push(event.atMs);
        }
        const { exact } = device.probe.time;
        const [shortest, longest] = exact ? [tickMs, longestTickMs] : [tickMs, longestTickMs + latenessMs];
        // A late notice makes the next one seem early; over several the time between them is long enough.
        const average = (times[3]! - times[0]!) / 3;
        const holds = average >= shortest - (exact ? 0 : latenessMs / 3) && average <= longest;
        expectTrue('time between notices', holds, `${shortest} to ${longest} ms`, `${Math.round(average)} ms`);
      },
    },
    {
      name: 'With events off nothing is announced, and a script that sends one gets a RuntimeError',
      reference: '§9.4, §16.1',
      run: async (device) => {
        await device.drainText();
        await device.agree({ events: false });
        const before = device.probe.events.length;
        await device.helper.ask('refused');
        // Nothing else says when the script has printed.
        await device.scripts.pollForText();
        await device.probe.pass(2 * longestTickMs);
        expectSame('events', device.probe.events.length - before, 0);
        expectSame('text', await device.drainText(), 'RuntimeError\r\n');
      },
    },
    {
      name: 'SYNC in the middle of a read of stdout is answered, and the rest of the text follows it, numbered from 0',
      reference: '§9.2',
      agree: { ack: true, maxPayload: 50 },
      run: async (device) => {
        const { probe } = device;
        await printLetters(device, 120);
        probe.acknowledging = false;
        probe.send(Opcode.channelRead, stdout, encodeReadRequest(0, 120));
        expectAnswer([await probe.next('the first packet of the text')], 'data 50 18');
        probe.send(Opcode.protoSync, 0, undefined, { seq: 0 });
        device.forgetSession();
        expectAnswer([await probe.next('an answer to PROTO_SYNC')], 'ack');
        // The pieces keep the size that was agreed on when the read began.
        expectAnswer(await probe.answer(Opcode.channelRead, stdout), device.data(50, 20), 'the stray packets');
        await device.synchronise();
      },
    },
  ],
};
