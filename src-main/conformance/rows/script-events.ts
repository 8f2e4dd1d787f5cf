// What concerns all channels and is tried on those of a script: the interval between locks (docs/protocol-v2.md §12.7),
// SYNC (§9), events (§11.6).

import { eventNotify, Flag, lockIntervalMs, Opcode } from '../../../src-shared/openmv/constants.ts';
import { decodeEvent, decodeWords, encodeReadRequest } from '../../../src-shared/openmv/payloads.ts';
import type { Device } from '../probed-device.ts';
import { passLockInterval } from '../lock-steps.ts';
import { expectAnswer, expectSame, expectTrue, joinPayloads, shortForm } from '../probe-packet.ts';
import type { RowGroup } from '../row.ts';

const copyLimitMs = 2000;
/** Beyond the numbers of commands to the helper. */
const wantedCode = 0xaa66;

/** How often the echo channel was unlocked. */
async function unlocks(device: Device): Promise<number> {
  const shape = await device.request(Opcode.channelShape, device.helper.channel('echo'));
  return decodeWords(joinPayloads(shape))[2]!;
}

export const scriptEvents: RowGroup = {
  subject: 'locks and events',
  withHelper: true,
  rows: [
    {
      name: 'LOCK is busy until more than 10 ms have passed since the last successful one, of whatever channel',
      reference: '§12.7',
      run: async (device) => {
        const { probe } = device;
        const echo = device.helper.channel('echo');
        await passLockInterval(device);
        const firstSentMs = probe.time.now();
        expectAnswer(await device.request(Opcode.channelLock, echo), 'ack', 'the first LOCK');
        const firstCameMs = probe.time.now();
        for (;;) {
          const sentMs = probe.time.now();
          const outcome = shortForm(await device.request(Opcode.channelLock, echo));
          // The device's interval is at least what lies between the two answers' far ends, at most between their near
          // ends.
          const [longest, shortest] = [probe.time.now() - firstSentMs, sentMs - firstCameMs];
          if (outcome === 'ack') {
            expectTrue('LOCK granted', longest > lockIntervalMs, `more than ${lockIntervalMs} ms`, `${longest} ms`);
            break;
          }
          expectSame('LOCK', outcome, 'nak 4');
          // The device counts whole milliseconds.
          expectTrue('LOCK refused', shortest < lockIntervalMs + 1, `at most ${lockIntervalMs} ms`, `${shortest} ms`);
          await probe.pass(1);
        }
        expectAnswer(await device.request(Opcode.channelUnlock, echo), 'ack', 'UNLOCK');
      },
    },
    {
      name: 'SYNC calls unlock of every channel that has it',
      reference: '§9.1',
      run: async (device) => {
        const before = await unlocks(device);
        await device.synchronise();
        const after = await unlocks(device);
        expectTrue('calls of unlock', after > before, `${before + 1} or more`, after);
      },
    },
    {
      name: 'An event carries its code and takes no number; 0xFFFF comes as an event without payload',
      reference: '§11.6',
      run: async (device) => {
        const { probe } = device;
        const helper = device.helper.channel('helper');
        const from = await device.helper.perform(`event ${wantedCode}`);
        const event = await probe.event(helper, wantedCode, from);
        expectSame(
          'flags, opcode and payload',
          [event.flags, event.opcode, ...event.payload],
          [0x20, 0x29, 0x66, 0xaa],
        );
        expectSame('number of the event', event.seq, probe.seq);
        const later = await device.helper.perform(`event ${eventNotify}`);
        const notify = await probe.event(helper, eventNotify, later);
        expectSame('payload of 0xFFFF', notify.payload, new Uint8Array(0));
      },
    },
    {
      name: 'An event that wants an acknowledgement is repeated until it has it, and takes no number',
      reference: '§8.1',
      agree: { ack: true },
      run: async (device) => {
        const { probe } = device;
        const helper = device.helper.channel('helper');
        const due = probe.seq + 1;
        probe.acknowledging = false;
        const from = await device.helper.ask(`acknowledged ${wantedCode}`);
        const first = await probe.event(helper, wantedCode, from);
        await probe.until(
          () => probe.events.slice(from).filter(({ payload }) => decodeEvent(payload) === wantedCode).length > 1,
          'the event again',
          copyLimitMs,
        );
        const copies = probe.events.slice(from).filter(({ payload }) => decodeEvent(payload) === wantedCode);
        expectSame(
          'flags',
          copies.slice(0, 2).map(({ flags }) => flags),
          [0x28, 0x28 | Flag.rtx],
        );
        probe.acknowledging = true;
        probe.acknowledge(first);
        await device.helper.settled(from);
        expectSame('number due', probe.seq, due & 0xff);
      },
    },
    {
      name: 'With acknowledgements off no event wants one',
      reference: '§8.1',
      agree: { ack: false },
      run: async (device) => {
        const from = await device.helper.perform(`acknowledged ${wantedCode}`);
        const event = await device.probe.event(device.helper.channel('helper'), wantedCode, from);
        expectSame('flags', event.flags, Flag.event);
      },
    },
    {
      name: 'SYNC in the middle of a read of a script channel lets the rest follow, numbered from 0',
      reference: '§9.2',
      agree: { ack: true, maxPayload: 50 },
      run: async (device) => {
        const { probe } = device;
        const small = device.helper.channel('small');
        probe.acknowledging = false;
        probe.send(Opcode.channelRead, small, encodeReadRequest(0, 90));
        expectAnswer([await probe.next('the first packet of the read')], 'data 30 18');
        probe.send(Opcode.protoSync, 0, undefined, { seq: 0 });
        device.forgetSession();
        expectAnswer([await probe.next('an answer to PROTO_SYNC')], 'ack');
        expectAnswer(await probe.answer(Opcode.channelRead, small), device.data(30, 30), 'the stray packets');
        await device.synchronise();
      },
    },
  ],
};
