// SYNC, capabilities and what they change (docs/protocol-v2.md §4, §9).

import { minMaxPayload, Opcode, StdinIoctl } from '../../../src-shared/openmv/constants.ts';
import { decodeCapabilities, encodeCapabilities, systemInfoSize } from '../../../src-shared/openmv/payloads.ts';
import { fromHex } from '../../simulator/testing/camera-bench.ts';
import { stdin } from '../channels.ts';
import type { Device } from '../probed-device.ts';
import { limitUnknown } from '../exemptions.ts';
import { expectAnswer, expectSame, joinPayloads } from '../probe-packet.ts';
import type { RowGroup } from '../row.ts';
import { endingScript } from '../test-scripts.ts';

const syncAnswer = 'aad50000010000000846';

/** GET_CAPS answered with all on, by the largest payload (§25); the others are known by their payload only. */
const knownCapabilityAnswers = new Map([
  [4082, 'aad5000008011000ef0b0f000000f20f000000000000000000008d0e859e'],
  [8178, 'aad5000008011000ef0b0f000000f21f000000000000000000006cf45db8'],
]);

async function setPayload(device: Device, maxPayload: number): Promise<void> {
  const bytes = encodeCapabilities({ ...device.facts.defaults, maxPayload });
  expectAnswer(await device.request(Opcode.protoSetCaps, 0, bytes), 'ack', `SET_CAPS with ${maxPayload}`);
}

async function refusePayload(device: Device, maxPayload: number): Promise<void> {
  const bytes = encodeCapabilities({ ...device.facts.defaults, maxPayload });
  expectAnswer(await device.request(Opcode.protoSetCaps, 0, bytes), 'nak 2', `SET_CAPS with ${maxPayload}`);
}

/** Sends bytes that hold a SYNC, and expects its answer and nothing before it. */
async function expectSync(device: Device, ...parts: readonly Uint8Array[]): Promise<void> {
  device.probe.write(...parts);
  // Whatever number was due, SYNC is answered with 0.
  device.probe.seq = 0;
  const answer = await device.probe.next('an answer to PROTO_SYNC');
  expectSame('the answer to PROTO_SYNC', answer.hex, syncAnswer);
}

export const session: RowGroup = {
  subject: 'session',
  withHelper: false,
  rows: [
    {
      name: 'SYNC is taken with any number and answered with number 0, and number 0 is due next',
      reference: '§9.1',
      run: async (device) => {
        for (const seq of [0, 5, 200]) {
          expectAnswer(await device.request(Opcode.protoVersion), device.data(16));
          await expectSync(device, device.probe.encode(Opcode.protoSync, 0, undefined, { seq }));
        }
      },
    },
    {
      name: 'SYNC with a payload of four bytes is taken behind junk that was meant for old firmware',
      reference: '§21 item 35',
      run: (device) =>
        expectSync(
          device,
          fromHex('308704000000'),
          device.probe.encode(Opcode.protoSync, 0, new Uint8Array(4), { seq: 0 }),
        ),
    },
    {
      name: 'SYNC is found inside a request whose end never comes',
      reference: '§5',
      run: async (device) => {
        const unfinished = device.probe.encode(Opcode.channelWrite, 1, new Uint8Array(40)).subarray(0, 30);
        await expectSync(device, unfinished, device.probe.encode(Opcode.protoSync, 0, undefined, { seq: 0 }));
      },
    },
    {
      name: 'What follows SYNC in one burst is lost',
      reference: '§9.1',
      run: async (device) => {
        const sync = device.probe.encode(Opcode.protoSync, 0, undefined, { seq: 0 });
        await expectSync(device, sync, device.probe.encode(Opcode.protoVersion, 0, undefined, { seq: 0 }));
      },
    },
    {
      name: 'GET_CAPS tells the defaults after SYNC',
      reference: '§9.4',
      run: async (device) => {
        await device.synchronise();
        const packets = await device.request(Opcode.protoGetCaps);
        expectAnswer(packets, device.data(16));
        const { defaults } = device.facts;
        expectSame('its payload', joinPayloads(packets), encodeCapabilities(defaults));
        const known = knownCapabilityAnswers.get(defaults.maxPayload);
        if (defaults.ack && known !== undefined) expectSame('its bytes', packets[0]!.hex, known);
      },
    },
    {
      name: 'SET_CAPS takes a payload of 50 bytes and none of 49',
      reference: '§9.4',
      run: async (device) => {
        await refusePayload(device, minMaxPayload - 1);
        await setPayload(device, minMaxPayload);
      },
    },
    {
      name: 'SET_CAPS takes a payload of the buffer less 14 bytes and none beyond',
      reference: '§9.4',
      unless: [limitUnknown],
      run: async (device) => {
        await refusePayload(device, device.largestPayload + 1);
        await setPayload(device, device.largestPayload);
      },
    },
    {
      name: 'SET_CAPS of another length than 16 bytes is invalid',
      reference: '§9.4',
      run: async (device) => {
        const bytes = encodeCapabilities({ ...device.facts.defaults, maxPayload: 100 });
        expectAnswer(await device.request(Opcode.protoSetCaps, 0, bytes.subarray(0, 15)), 'nak 2');
      },
    },
    {
      name: 'SET_CAPS takes no notice of reserved bits and bytes, and GET_CAPS tells them as zero',
      reference: '§9.4',
      run: async (device) => {
        const wanted = encodeCapabilities(device.facts.defaults);
        const bytes = wanted.slice();
        bytes[0]! |= 0xf0;
        bytes.fill(0xff, 1, 4);
        bytes.fill(0xff, 6);
        expectAnswer(await device.request(Opcode.protoSetCaps, 0, bytes), 'ack', 'SET_CAPS');
        expectSame('GET_CAPS', joinPayloads(await device.request(Opcode.protoGetCaps)), wanted);
      },
    },
    {
      name: 'What SET_CAPS agreed on holds from the packet after its answer, and GET_CAPS tells it',
      reference: '§9.4',
      run: async (device) => {
        await device.agree({ ack: false, maxPayload: 64 });
        expectAnswer(await device.request(Opcode.sysInfo), device.data(64, systemInfoSize - 64));
        const told = decodeCapabilities(joinPayloads(await device.request(Opcode.protoGetCaps)));
        expectSame('GET_CAPS', told, device.agreed);
      },
    },
    {
      name: 'SYNC restores the default capabilities',
      reference: '§9.1',
      agree: { ack: false, seq: false, events: false, maxPayload: 64 },
      run: async (device) => {
        await device.synchronise();
        const told = decodeCapabilities(joinPayloads(await device.request(Opcode.protoGetCaps)));
        expectSame('GET_CAPS', told, device.facts.defaults);
      },
    },
    {
      name: 'SYNC leaves the uploaded script alone',
      reference: '§9.1',
      run: async (device) => {
        await device.scripts.upload(endingScript.source);
        await device.synchronise();
        const from = device.probe.events.length;
        expectAnswer(await device.ioctl(stdin, StdinIoctl.exec), 'ack', 'EXEC');
        await device.scripts.afterEnd(from);
      },
    },
    {
      name: 'Numbers go on from 255 to 0',
      reference: '§4.2',
      agree: { ack: false },
      run: async (device) => {
        for (let count = 0; count < 260; count++) {
          expectAnswer(await device.request(Opcode.protoVersion), device.data(16));
        }
      },
    },
    {
      name: 'With numbers off any request number is taken, and the device still counts its packets',
      reference: '§4.1',
      agree: { ack: false, seq: false },
      run: async (device) => {
        const { probe } = device;
        for (const seq of [77, 200]) {
          probe.send(Opcode.channelPoll, 0, undefined, { seq });
          expectAnswer(await probe.answer(Opcode.channelPoll), device.data(4));
        }
      },
    },
    {
      name: 'With checksums off the device sends none in headers and ignores those it gets',
      reference: '§3.2',
      agree: { ack: false, crc: false },
      run: async (device) => {
        const { probe } = device;
        expectAnswer(await device.request(Opcode.protoVersion), device.data(16));
        const poll = probe.encode(Opcode.channelPoll);
        poll.set([0x12, 0x34], 8);
        probe.write(poll);
        const [packet] = await probe.answer(Opcode.channelPoll);
        expectAnswer([packet!], device.data(4));
        expectSame('the checksum of its header', packet!.hex.slice(16, 20), '0000');
      },
    },
    {
      name: 'A long answer is cut into packets of the agreed size',
      reference: '§10',
      agree: { maxPayload: minMaxPayload },
      run: async (device) => {
        const lengths = device.packetLengths(16 * device.facts.channels.length);
        expectAnswer(await device.request(Opcode.channelList), device.data(...lengths), 'CHANNEL_LIST');
        const info = device.packetLengths(systemInfoSize);
        expectAnswer(await device.request(Opcode.sysInfo), device.data(...info), 'SYS_INFO');
      },
    },
  ],
};
