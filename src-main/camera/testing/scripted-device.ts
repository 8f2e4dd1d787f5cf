// The device's end of a memory transport, packet by packet, for tests of the link: it keeps the rules of
// docs/protocol-v2.md §4–§9 as far as a host meets them, answers the requests of a session plainly, and misbehaves
// where a test tells it to.

import { ChannelId, eventNotify, Flag, Opcode, Status, SystemEvent } from '../../../src-shared/openmv/constants.ts';
import { PacketParser } from '../../../src-shared/openmv/packet-parser.ts';
import { encodePacket } from '../../../src-shared/openmv/packet.ts';
import * as payloads from '../../../src-shared/openmv/payloads.ts';
import type { MemoryPeer } from '../../transports/testing/memory-transport.ts';

export interface DeviceRequest {
  readonly seq: number;
  readonly channel: number;
  readonly flags: number;
  readonly opcode: number;
  readonly payload: Uint8Array;
}

/** `default`: answer as usual. `handled`: the test has answered, or wants silence. */
export type Verdict = 'default' | 'handled';

const usbDefaults: payloads.Capabilities = { crc: true, seq: true, ack: true, events: true, maxPayload: 4082 };

export class ScriptedDevice {
  /** What arrived, acknowledgements included. */
  readonly received: DeviceRequest[] = [];
  /** Requests that were executed. */
  readonly executed: DeviceRequest[] = [];
  defaults: payloads.Capabilities = usbDefaults;
  capabilities: payloads.Capabilities = usbDefaults;
  seq = 0;
  running = false;
  /** While true nothing is sent. */
  silent = false;
  /** Looks at a request before it is executed; its number has been checked. */
  onRequest: (request: DeviceRequest) => Verdict = () => 'default';
  /** Looks at everything that arrives, before any rule. */
  onArrival: (request: DeviceRequest) => Verdict = () => 'default';
  versions: payloads.Versions = { protocol: [1, 0, 2], bootloader: [1, 0, 3], firmware: [5, 0, 0] };
  channels: payloads.ChannelEntry[] = [
    { id: 0, flags: 0x40, name: 'usb' },
    { id: 1, flags: 0x06, name: 'stdin' },
    { id: 2, flags: 0x01, name: 'stdout' },
    { id: 3, flags: 0x19, name: 'stream' },
  ];

  readonly #peer: MemoryPeer;
  readonly #parser: PacketParser;

  constructor(peer: MemoryPeer) {
    this.#peer = peer;
    this.#parser = new PacketParser(({ seq, channel, flags, opcode, bytes, payloadStart, payloadLength }) => {
      const payload = bytes.slice(payloadStart, payloadStart + payloadLength);
      this.#onPacket({ seq, channel, flags, opcode, payload });
    });
    peer.onData((bytes) => {
      this.#parser.crcEnabled = this.capabilities.crc;
      this.#parser.push(bytes);
    });
  }

  /** As power-up and soft reboot leave it. */
  reboot(): void {
    this.seq = 0;
    this.capabilities = this.defaults;
    this.running = false;
    this.channels = this.channels.filter((each) => each.id < 4);
  }

  /** A packet under the device's number, which moves on. */
  send(request: { channel: number; opcode: number }, flags: number, payload?: Uint8Array): void {
    this.#write({ seq: this.seq, channel: request.channel, flags, opcode: request.opcode }, payload);
    this.seq = (this.seq + 1) & 0xff;
  }

  /** A packet under any number. */
  sendRaw(header: { seq: number; channel: number; flags: number; opcode: number }, payload?: Uint8Array): void {
    this.#write(header, payload);
  }

  ack(request: DeviceRequest): void {
    this.send(request, Flag.ack);
  }

  nak(request: DeviceRequest, status: number): void {
    this.send(request, Flag.nak, payloads.encodeStatus(status));
  }

  /** Data in one packet or in pieces of the payload limit; without waiting for acknowledgements. */
  data(request: DeviceRequest, payload: Uint8Array): void {
    const ackReq = this.capabilities.ack ? Flag.ackReq : 0;
    const limit = this.capabilities.maxPayload;
    for (let at = 0; ; at += limit) {
      const last = at + limit >= payload.length;
      this.send(request, ackReq | (last ? 0 : Flag.fragment), payload.slice(at, at + limit));
      if (last) return;
    }
  }

  /** An event carries the number without using it up. */
  event(channel: number, code: number = eventNotify): void {
    const opcode = channel === ChannelId.transport ? Opcode.sysEvent : Opcode.channelEvent;
    this.#write({ seq: this.seq, channel, flags: Flag.event, opcode }, payloads.encodeEvent(code));
  }

  startScript(): void {
    this.running = true;
    this.event(ChannelId.stdin, 1);
  }

  /** The end of a script up to the moment at which the device goes deaf. */
  endScript(): void {
    this.running = false;
    this.event(ChannelId.stdin, 0);
    this.event(ChannelId.transport, SystemEvent.softReboot);
  }

  #write(header: { seq: number; channel: number; flags: number; opcode: number }, payload?: Uint8Array): void {
    if (!this.silent) this.#peer.write(encodePacket(header, payload, this.capabilities.crc));
  }

  #onPacket(request: DeviceRequest): void {
    this.received.push(request);
    if (this.silent || this.onArrival(request) === 'handled') return;
    if ((request.flags & (Flag.ack | Flag.nak)) !== 0) return;
    if (request.opcode === Opcode.protoSync) {
      this.seq = 0;
      this.capabilities = this.defaults;
      if (this.onRequest(request) === 'handled') return;
      this.send(request, Flag.ack);
      this.seq = 0;
      return;
    }
    if (this.capabilities.seq && request.seq !== this.seq) {
      this.nak(request, Status.sequence);
      return;
    }
    this.executed.push(request);
    if (this.onRequest(request) === 'default') this.#execute(request);
  }

  #execute(request: DeviceRequest): void {
    switch (request.opcode) {
      case Opcode.protoGetCaps:
        return this.data(request, payloads.encodeCapabilities(this.capabilities));
      case Opcode.protoSetCaps:
        this.ack(request);
        this.capabilities = payloads.decodeCapabilities(request.payload);
        return;
      case Opcode.protoVersion:
        return this.data(request, payloads.encodeVersions(this.versions));
      case Opcode.sysInfo:
        return this.data(request, payloads.encodeSystemInfo(systemInfo));
      case Opcode.channelList:
        return this.data(request, payloads.encodeChannelList(this.channels));
      case Opcode.channelPoll:
        return this.data(request, payloads.encodeWords([this.running ? 2 : 0]));
      case Opcode.channelSize:
        return this.data(request, payloads.encodeWords([0]));
      case Opcode.channelLock:
        return this.nak(request, Status.busy);
      case Opcode.channelRead:
        return this.nak(request, Status.failed);
      case Opcode.channelUnlock:
      case Opcode.channelWrite:
      case Opcode.channelIoctl:
        return this.ack(request);
      default:
        return this.nak(request, Status.invalid);
    }
  }
}

export const systemInfo: payloads.SystemInfo = {
  cpuId: 0x411fd220,
  deviceId: [0x00000001, 0x00abcdef, 0x12345678],
  usbVendorId: 0x37c5,
  usbProductId: 0x1206,
  chipIds: [0x7936, 0, 0],
  hardwareCapabilities: [0x001f08ff, 0],
  flashSizeKb: 0,
  ramSizeKb: 0,
  framebufferSizeKb: 0,
  streamBufferSizeKb: 1024,
};
