// Packets that want to be acknowledged: what the device does until they are (docs/protocol-v2.md §5, §8).

import { Flag, Opcode } from '../../../src-shared/openmv/constants.ts';
import { decodeCapabilities, decodeDeviceStats } from '../../../src-shared/openmv/payloads.ts';
import { ConformanceFailure } from '../conformance-failure.ts';
import type { Device } from '../probed-device.ts';
import { hostNak } from '../exemptions.ts';
import { expectAnswer, expectSame, expectTrue, joinPayloads, opcodeName, type ProbePacket } from '../probe-packet.ts';
import type { RowGroup } from '../row.ts';

/** When copies come, counted from the first packet, and when the device gives up (§8.2). */
const copiesAtMs = [501, 1502, 3503];
const givenUpAtMs = 7504;
/** USB, the network and a busy host may bring a packet this much late. */
const latenessMs = 500;
const firstCopyLimitMs = 2000;
/** How often a device that may have given up is asked. Each question takes ten bytes of its ring while it has not. */
const askIntervalMs = 200;

/** Sends a request and takes the first packet of the answer without acknowledging it. */
async function askInSilence(device: Device, opcode: number): Promise<ProbePacket> {
  device.probe.acknowledging = false;
  device.probe.send(opcode);
  return device.probe.next(`an answer to ${opcodeName(opcode)}`);
}

/** The next packet, which must be a copy of this one. */
async function expectCopy(device: Device, first: ProbePacket, limitMs = firstCopyLimitMs): Promise<ProbePacket> {
  const copy = await device.probe.next('a repeated packet', limitMs);
  const marked = device.agreed.crc ? first.flags | Flag.rtx : first.flags;
  expectSame('flags of the repeated packet', copy.flags, marked);
  expectSame('payload of the repeated packet', copy.payload, first.payload);
  expectSame('opcode and channel of the repeated packet', [copy.opcode, copy.channel], [first.opcode, first.channel]);
  return copy;
}

/** Acknowledges now, and everything from now on. */
function acknowledgeAgain(device: Device, packet: ProbePacket): void {
  device.probe.acknowledging = true;
  device.probe.acknowledge(packet);
}

async function retransmits(device: Device): Promise<number> {
  return decodeDeviceStats(joinPayloads(await device.request(Opcode.protoStats))).retransmits;
}

export const acknowledgement: RowGroup = {
  subject: 'acknowledgement',
  withHelper: false,
  rows: [
    {
      name: 'Nothing else is executed before the acknowledgement, and the copy after half a second is the same packet marked RTX',
      reference: '§5, §8.2',
      agree: { ack: true },
      run: async (device) => {
        const { probe } = device;
        // Under number 0 every byte of the copy's header is known.
        if (device.facts.defaults.ack) await device.synchronise();
        probe.acknowledging = false;
        probe.write(
          probe.encode(Opcode.protoGetCaps),
          probe.encode(Opcode.channelPoll, 0, undefined, { seq: (probe.seq + 1) & 0xff }),
        );
        const first = await probe.next('an answer to PROTO_GET_CAPS');
        const copy = await expectCopy(device, first);
        if (copy.seq === 0) expectSame('header of the copy', copy.hex.slice(0, 20), 'aad500000c0110009153');
        acknowledgeAgain(device, first);
        expectAnswer(await probe.answer(Opcode.channelPoll), device.data(4), 'the request behind it');
      },
    },
    {
      name: 'An acknowledgement behind other bytes is found',
      reference: '§5',
      agree: { ack: true },
      run: async (device) => {
        const { probe } = device;
        const first = await askInSilence(device, Opcode.protoVersion);
        probe.acknowledging = true;
        probe.write(
          probe.encode(Opcode.channelPoll),
          probe.encode(first.opcode, first.channel, undefined, { seq: first.seq, flags: Flag.ack }),
        );
        expectAnswer(await probe.answer(Opcode.channelPoll), device.data(4));
      },
    },
    {
      name: 'An acknowledgement of another number or opcode is not taken',
      reference: '§5',
      agree: { ack: true },
      run: async (device) => {
        const { probe } = device;
        const first = await askInSilence(device, Opcode.protoVersion);
        const [flags, seq] = [Flag.ack, first.seq];
        probe.send(first.opcode, 0, undefined, { flags, seq: (seq + 1) & 0xff });
        probe.send(Opcode.channelPoll, 0, undefined, { flags, seq });
        await expectCopy(device, first);
        acknowledgeAgain(device, first);
      },
    },
    {
      name: 'An answer of several packets goes on only after each acknowledgement',
      reference: '§8.1',
      agree: { ack: true, maxPayload: 50 },
      run: async (device) => {
        const { probe } = device;
        probe.acknowledging = false;
        probe.send(Opcode.sysInfo);
        const first = await probe.next('the first packet of SYS_INFO');
        const copy = await expectCopy(device, first);
        expectAnswer([first, copy], 'data 50 18, data 50 1c');
        acknowledgeAgain(device, copy);
        expectAnswer([await probe.next('the second packet of SYS_INFO')], 'data 26 08');
      },
    },
    {
      name: 'With checksums off a copy is not marked',
      reference: '§8.2',
      agree: { ack: true, crc: false },
      run: async (device) => {
        const { probe } = device;
        const first = await askInSilence(device, Opcode.protoVersion);
        // It carries its old number without the mark that would tell.
        probe.seq = first.seq;
        await expectCopy(device, first);
        acknowledgeAgain(device, first);
      },
    },
    {
      name: 'SYNC is found behind other bytes while an acknowledgement is awaited',
      reference: '§5',
      agree: { ack: true },
      run: async (device) => {
        const { probe } = device;
        await askInSilence(device, Opcode.protoVersion);
        probe.write(probe.encode(Opcode.channelPoll), probe.encode(Opcode.protoSync, 0, undefined, { seq: 0 }));
        device.forgetSession();
        expectAnswer([await probe.next('an answer to PROTO_SYNC')], 'ack');
        expectAnswer(await device.request(Opcode.channelPoll), device.data(4), 'the request after it');
      },
    },
    {
      name: 'An answer is sent again at 0.5, 1.5 and 3.5 s; at 7.5 s the device gives up, counts from 0 and has its defaults',
      reference: '§8.2',
      agree: { ack: true, maxPayload: 100, events: false },
      run: async (device) => {
        const { probe } = device;
        const before = await retransmits(device);
        const askedMs = probe.time.now();
        const first = await askInSilence(device, Opcode.protoVersion);
        for (const atMs of copiesAtMs) {
          const copy = await expectCopy(device, first, atMs + latenessMs);
          expectTime(device, 'time of a copy', {
            askedMs,
            firstMs: first.atMs,
            arrivedMs: copy.atMs,
            expectedMs: atMs,
          });
        }
        const cameMs = await askUntilGivenUp(device);
        const times = {
          askedMs,
          firstMs: first.atMs,
          arrivedMs: cameMs,
          expectedMs: givenUpAtMs,
          stepMs: askIntervalMs,
        };
        expectTime(device, 'time of giving up', times);
        const told = decodeCapabilities(joinPayloads(await device.request(Opcode.protoGetCaps)));
        expectSame('GET_CAPS', told, device.facts.defaults);
        await device.synchronise();
        expectSame('retransmissions counted', (await retransmits(device)) - before, copiesAtMs.length);
      },
    },
    {
      name: 'A host that answers NAK gets all copies at once and a device that has given up',
      reference: '§8.3',
      agree: { ack: true, maxPayload: 100, events: false },
      unless: [hostNak],
      run: async (device) => {
        const { probe } = device;
        const first = await askInSilence(device, Opcode.protoVersion);
        probe.send(first.opcode, 0, undefined, { seq: first.seq, flags: Flag.nak });
        for (const _ of copiesAtMs) await expectCopy(device, first);
        device.forgetSession();
        const told = decodeCapabilities(joinPayloads(await device.request(Opcode.protoGetCaps)));
        expectSame('GET_CAPS', told, device.facts.defaults);
      },
    },
  ],
};

/** Asks under number 0 until there is an answer; resolves with its time. Questions before are thrown away (§8.2). */
async function askUntilGivenUp(device: Device): Promise<number> {
  const { probe } = device;
  const endMs = probe.time.now() + givenUpAtMs;
  device.forgetSession();
  while (probe.time.now() < endMs) {
    probe.send(Opcode.protoVersion, 0, undefined, { seq: 0 });
    await probe.pass(askIntervalMs);
    const [packet] = probe.takeAll();
    if (packet === undefined) continue;
    expectSame('number of the first answer', packet.seq, 0);
    probe.seq = 1;
    return packet.atMs;
  }
  throw new ConformanceFailure('an answer under number 0', `nothing within ${givenUpAtMs} ms`);
}

interface MeasuredTime {
  readonly askedMs: number;
  readonly firstMs: number;
  readonly arrivedMs: number;
  readonly expectedMs: number;
  /** Interval at which the host looked; default 0. */
  readonly stepMs?: number;
}

/**
 * The time on the device is between the time since the request was sent and the time since its first reply arrived. The
 * device counts whole milliseconds.
 */
function expectTime(device: Device, subject: string, measured: MeasuredTime): void {
  const { askedMs, firstMs, arrivedMs, expectedMs, stepMs = 0 } = measured;
  const [early, late] = device.probe.time.exact ? [0, 0] : [1, latenessMs];
  const holds = arrivedMs - askedMs >= expectedMs - early && arrivedMs - firstMs <= expectedMs + stepMs + late;
  const range = stepMs + late === 0 ? `${expectedMs} ms` : `${expectedMs} to ${expectedMs + stepMs + late} ms`;
  expectTrue(subject, holds, range, `${Math.round(arrivedMs - firstMs)} ms`);
}
