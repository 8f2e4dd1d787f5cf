// The device under test as rows use it: a probe, what is agreed on, and requests in a few words.
// Below: device-probe.ts. Beside: device-scripts.ts and helper.ts, which make the device do something.

import { Opcode, packetOverhead } from '../../src-shared/openmv/constants.ts';
import {
  decodeWord,
  encodeCapabilities,
  encodeIoctlRequest,
  encodeReadRequest,
  encodeWords,
  encodeWriteRequest,
  type Capabilities,
} from '../../src-shared/openmv/payloads.ts';
import type { DeviceFacts } from './probed-facts.ts';
import { readFacts } from './probed-facts.ts';
import { DeviceProbe, type ProbeTransport } from './device-probe.ts';
import { DeviceScripts } from './device-scripts.ts';
import { Helper } from './channel-helper.ts';
import { endingScript } from './test-scripts.ts';
import { expectAnswer, joinPayloads, type ProbePacket } from './probe-packet.ts';
import type { ProbeTime } from './probe-time.ts';

/** An open way to a device. */
export interface ConformanceTarget {
  readonly transport: ProbeTransport;
  readonly time: ProbeTime;
  /** The default is whether it is a simulated camera as people start it. */
  readonly holdsTextBack?: boolean;
  close(): Promise<void>;
}

export class Device {
  readonly probe: DeviceProbe;
  readonly facts: DeviceFacts;
  readonly scripts: DeviceScripts;
  readonly helper: Helper;
  /** Bytes that were no packets before the first SYNC was answered: the end of what was said to an earlier host. */
  readonly skippedBefore: number;
  #agreed: Capabilities;

  private constructor(probe: DeviceProbe, scripts: DeviceScripts, facts: DeviceFacts, skippedBefore: number) {
    this.probe = probe;
    this.skippedBefore = skippedBefore;
    this.scripts = scripts;
    this.facts = facts;
    this.helper = new Helper(probe, scripts);
    this.#agreed = facts.defaults;
  }

  /** Stops what runs, lets the device reboot softly so that nothing is left of earlier hosts, and reads its facts. */
  static async meet({ transport, time, holdsTextBack }: ConformanceTarget): Promise<Device> {
    const probe = new DeviceProbe(transport, time);
    const scripts = new DeviceScripts(probe);
    await probe.synchronise();
    const { skippedBytes } = probe;
    await scripts.stop();
    await scripts.afterEnd(await scripts.start(endingScript.source));
    return new Device(probe, scripts, await readFacts(probe, holdsTextBack), skippedBytes);
  }

  /** What holds now. */
  get agreed(): Capabilities {
    return this.#agreed;
  }

  /** Before a row: the device as it is after SYNC, its script as wanted, then what the row agrees on. */
  async begin(withHelper: boolean, changes: Partial<Capabilities> | undefined): Promise<void> {
    await this.synchronise();
    if (withHelper) await this.helper.ensure();
    else await this.scripts.stop();
    this.#agreed = this.facts.defaults;
    if (changes !== undefined) await this.agree(changes);
  }

  /** Leaves the device idle. */
  async leave(): Promise<void> {
    await this.synchronise();
    await this.scripts.stop();
  }

  async synchronise(): Promise<void> {
    await this.probe.synchronise();
    this.#agreed = this.facts.defaults;
  }

  /** Until a soft reboot that was announced is over. */
  async afterReboot(): Promise<void> {
    await this.scripts.afterReboot();
    this.#agreed = this.facts.defaults;
  }

  /** The device has gone back to number 0 and its defaults by itself. */
  forgetSession(): void {
    this.probe.acknowledging = true;
    this.probe.crcEnabled = true;
    this.probe.seq = 0;
    this.#agreed = this.facts.defaults;
  }

  /** SET_CAPS with the defaults and these changes; holds from the next packet on. */
  async agree(changes: Partial<Capabilities>): Promise<void> {
    const wanted = { ...this.facts.defaults, ...changes };
    if (wanted.crc !== this.#agreed.crc) this.probe.expectEitherChecksum();
    expectAnswer(await this.request(Opcode.protoSetCaps, 0, encodeCapabilities(wanted)), 'ack', 'SET_CAPS');
    this.#agreed = wanted;
    this.probe.crcEnabled = wanted.crc;
  }

  /** The short form of a data answer of packets this long, under what is agreed on. */
  data(...lengths: readonly number[]): string {
    const [more, last] = this.#agreed.ack ? ['18', '08'] : ['10', '00'];
    return lengths.map((length, at) => `data ${length} ${at < lengths.length - 1 ? more : last}`).join(', ');
  }

  /** As `data`, with a NAK behind packets of which each promised another. */
  dataThenNak(lengths: readonly number[], status: number): string {
    const flags = this.#agreed.ack ? '18' : '10';
    return [...lengths.map((length) => `data ${length} ${flags}`), `nak ${status}`].join(', ');
  }

  request(opcode: number, channel?: number, payload?: Uint8Array): Promise<ProbePacket[]> {
    return this.probe.request(opcode, channel, payload);
  }

  ioctl(channel: number, request: number, ...words: number[]): Promise<ProbePacket[]> {
    return this.request(Opcode.channelIoctl, channel, encodeIoctlRequest(request, encodeWords(words)));
  }

  read(channel: number, offset: number, length: number): Promise<ProbePacket[]> {
    return this.request(Opcode.channelRead, channel, encodeReadRequest(offset, length));
  }

  writeTo(channel: number, offset: number, data: Uint8Array | string): Promise<ProbePacket[]> {
    const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
    return this.request(Opcode.channelWrite, channel, encodeWriteRequest(offset, bytes));
  }

  async size(channel: number): Promise<number> {
    return decodeWord('size', joinPayloads(await this.request(Opcode.channelSize, channel)));
  }

  /** Takes all unread text away and returns it. */
  drainText(): Promise<string> {
    return this.scripts.drainText();
  }

  /** The lengths of the packets of a readp answer, or of any other long one. */
  packetLengths(total: number, limit = this.#agreed.maxPayload): number[] {
    const whole = Array.from({ length: Math.floor(total / limit) }, () => limit);
    return total % limit === 0 ? whole : [...whole, total % limit];
  }

  /** Asks for the mask of channels that have something. */
  async poll(): Promise<number> {
    return decodeWord('poll', joinPayloads(await this.request(Opcode.channelPoll)));
  }

  /** What the receive buffer can take. */
  get largestPayload(): number {
    return this.facts.bufferBytes - packetOverhead;
  }
}
