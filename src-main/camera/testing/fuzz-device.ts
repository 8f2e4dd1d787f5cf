// The device of fuzz-camera.ts: a ScriptedDevice with all channels, which asks the input what to do with each request.

import { ChannelFlag, ChannelId, Flag, Opcode } from '../../../src-shared/openmv/constants.ts';
import { encodeWords } from '../../../src-shared/openmv/payloads.ts';
import { PixelFormat } from '../../../src-shared/picture/pixel-format.ts';
import { encodeProfileRecords, profileRecordSize } from '../../../src-shared/openmv/profile-record.ts';
import { encodeStreamHeader } from '../../../src-shared/openmv/stream-frame.ts';
import type { InputReader } from './input-reader.ts';
import type { MemoryPeer } from '../../transports/testing/memory-transport.ts';
import { ScriptedDevice, type DeviceRequest, type Verdict } from './scripted-device.ts';

const scriptChannel = 5;
const frame = Uint8Array.of(
  ...encodeStreamHeader({ width: 16, height: 8, format: PixelFormat.rgb565, size: 2, dataOffset: 32, fps: 30 }),
  ...new Uint8Array(256),
);
const profileRecord = {
  address: 0x101,
  caller: 0,
  callCount: 1,
  minTicks: 1,
  maxTicks: 1,
  totalTicks: 1n,
  totalCycles: 1n,
  events: [],
};
/** What each channel holds. */
const contents: Readonly<Record<number, Uint8Array>> = {
  [ChannelId.stdout]: new TextEncoder().encode('hello\n\u001B[40O\n'),
  [ChannelId.stream]: frame,
  [ChannelId.profile]: encodeProfileRecords([profileRecord, profileRecord], 0),
  [scriptChannel]: new Uint8Array(100),
};

export class FuzzDevice {
  readonly #device: ScriptedDevice;
  readonly #peer: MemoryPeer;
  readonly #input: InputReader;

  constructor(peer: MemoryPeer, input: InputReader) {
    this.#peer = peer;
    this.#input = input;
    this.#device = new ScriptedDevice(peer);
    this.#device.channels.push(
      { id: ChannelId.profile, flags: ChannelFlag.read | ChannelFlag.lock, name: 'profile' },
      { id: scriptChannel, flags: ChannelFlag.read | ChannelFlag.write | ChannelFlag.dynamic, name: 'mine' },
    );
    this.#device.defaults = { ...this.#device.defaults, maxPayload: 100 };
    this.#device.capabilities = this.#device.defaults;
    this.#device.onRequest = (request) => this.#answer(request);
  }

  /** Unsolicited packets. */
  act(what: number): void {
    const device = this.#device;
    const channel = (what >> 3) & 7;
    switch (what & 7) {
      case 0:
        return device.event(ChannelId.stream);
      case 1:
        return device.event(ChannelId.stdout);
      case 2:
        return device.startScript();
      case 3:
        return device.endScript();
      case 4:
        return device.event(channel, this.#input.next());
      case 5:
        return device.reboot();
      case 6:
        device.silent = !device.silent;
        return;
      default:
        return this.#peer.write(this.#input.take(this.#input.next()));
    }
  }

  #answer(request: DeviceRequest): Verdict {
    const device = this.#device;
    const input = this.#input;
    const what = input.next();
    if (what < 0xc0) return this.#answerWell(request);
    switch (what & 7) {
      case 0:
        device.data(request, input.take(input.next()));
        return 'handled';
      case 1:
        device.data(request, encodeWords([input.nextWord(), input.nextWord(), input.nextWord()]));
        return 'handled';
      case 2:
        device.nak(request, input.next() & 0x0f);
        return 'handled';
      case 3:
        device.ack(request);
        return 'handled';
      case 4:
        return 'handled';
      case 5:
        device.send(request, Flag.fragment, input.take(input.next()));
        return this.#answerWell(request);
      case 6:
        device.seq = (device.seq + input.next()) & 0xff;
        return this.#answerWell(request);
      default:
        this.#peer.write(input.take(input.next()));
        return this.#answerWell(request);
    }
  }

  #answerWell(request: DeviceRequest): Verdict {
    const device = this.#device;
    const content = contents[request.channel];
    if (content === undefined) return 'default';
    switch (request.opcode) {
      case Opcode.channelSize:
        device.data(request, encodeWords([content.length]));
        return 'handled';
      case Opcode.channelShape:
        device.data(request, encodeWords([2, profileRecordSize(0)]));
        return 'handled';
      case Opcode.channelLock:
        device.ack(request);
        return 'handled';
      case Opcode.channelRead: {
        const view = new DataView(request.payload.buffer, request.payload.byteOffset);
        const offset = view.getUint32(0, true);
        device.data(request, content.slice(offset, offset + view.getUint32(4, true)));
        return 'handled';
      }
      default:
        return 'default';
    }
  }
}
