// Scripts on the device (docs/protocol-v2.md §13): upload, start, stop, and what has to be waited for until the next
// one.

import {
  ChannelId,
  eventNotify,
  Opcode,
  Status,
  StdinEvent,
  StdinIoctl,
  SystemEvent,
} from '../../src-shared/openmv/constants.ts';
import {
  decodeWord,
  encodeIoctlRequest,
  encodeReadRequest,
  encodeWriteRequest,
} from '../../src-shared/openmv/payloads.ts';
import { ConformanceFailure } from './conformance-failure.ts';
import type { DeviceProbe } from './device-probe.ts';
import { expectAnswer, joinPayloads, shortForm, type ProbePacket } from './probe-packet.ts';

/** A script that STOP does not end gets it again, and the device is given up after that (§19.4). */
const stopLimitMs = 5000;
const stopAttempts = 3;
/** SD cards and WiFi make a reboot take long. */
const rebootLimitMs = 15_000;
/** Behind its end, SOFT_REBOOT follows at once; main.py ends without one (§13.2). */
const announcementLimitMs = 500;
const quietBeforeSyncMs = 300;
/** Every payload limit lets this much through: scripts are uploaded under any agreement. */
const writeBytes = 42;

export class DeviceScripts {
  readonly #probe: DeviceProbe;

  constructor(probe: DeviceProbe) {
    this.#probe = probe;
  }

  async isRunning(): Promise<boolean> {
    const mask = decodeWord('poll', joinPayloads(await this.#probe.request(Opcode.channelPoll)));
    return (mask & (1 << ChannelId.stdin)) !== 0;
  }

  /** RESET and the source in pieces, not started. */
  async upload(source: string): Promise<void> {
    const bytes = new TextEncoder().encode(source);
    expectAnswer(await this.#ioctl(StdinIoctl.reset), 'ack', 'stdin RESET');
    for (let at = 0; at < bytes.length; at += writeBytes) {
      const payload = encodeWriteRequest(at, bytes.subarray(at, at + writeBytes));
      expectAnswer(await this.#probe.request(Opcode.channelWrite, ChannelId.stdin, payload), 'ack', 'stdin WRITE');
    }
  }

  /** Uploads a script, starts it, and waits until it has started. Returns how many events there were before. */
  async start(source: string): Promise<number> {
    await this.upload(source);
    const from = this.#probe.events.length;
    expectAnswer(await this.#ioctl(StdinIoctl.exec), 'ack', 'stdin EXEC');
    await this.#probe.event(ChannelId.stdin, StdinEvent.started, from);
    return from;
  }

  /** Ends what runs, if anything does, and waits until the device can be spoken to again. */
  async stop(): Promise<void> {
    for (let attempt = 0; attempt < stopAttempts; attempt++) {
      if (!(await this.isRunning())) return;
      const from = this.#probe.events.length;
      expectAnswer(await this.#ioctl(StdinIoctl.stop), 'ack', 'stdin STOP');
      await this.#ignoreSilence(this.#probe.event(ChannelId.stdin, StdinEvent.stopped, from, stopLimitMs));
      await this.afterEnd(from, announcementLimitMs);
    }
    if (await this.isRunning()) throw new ConformanceFailure('the script to end', 'a script that runs on after STOP');
  }

  /**
   * Until the soft reboot behind a script's end is over, the device synchronised and its text read. `from` is the number
   * of events there were before.
   */
  async afterEnd(from: number, limitMs = stopLimitMs): Promise<void> {
    const announced = this.#probe.event(ChannelId.transport, SystemEvent.softReboot, from, limitMs);
    if (await this.#ignoreSilence(announced)) await this.afterReboot();
    await this.drainText();
  }

  /** Until the protocol has started anew, which the announcement of the prompt's text shows. Ends synchronised. */
  async afterReboot(): Promise<void> {
    if (this.#probe.kind === 'stream') {
      await this.#probe.event(ChannelId.stdout, eventNotify, this.#probe.events.length, rebootLimitMs);
    } else {
      // A camera on the network has forgotten its host and says nothing by itself (§13.5, §18).
      await this.#probe.pass(quietBeforeSyncMs);
    }
    await this.#probe.synchronise(rebootLimitMs);
  }

  /**
   * STOP while nothing runs: the prompt's text is printed again. Nothing is asked before it is announced, as a request
   * behind a STOP may hit the exception that STOP leaves pending (§13.4).
   */
  async stopAtPrompt(): Promise<void> {
    const from = this.#probe.events.length;
    expectAnswer(await this.#ioctl(StdinIoctl.stop), 'ack', 'STOP at the prompt');
    await this.#probe.event(ChannelId.stdout, eventNotify, from);
  }

  /** Until there is unread text. */
  async awaitText(): Promise<void> {
    const from = this.#probe.events.length;
    if ((await this.textSize()) === 0) await this.#probe.event(ChannelId.stdout, eventNotify, from);
  }

  /** Reads text until `wanted` is in it; returns all that was read. */
  async textWith(wanted: string): Promise<string> {
    let text = '';
    while (!text.includes(wanted)) {
      await this.awaitText();
      text += await this.drainText();
    }
    return text;
  }

  /** As `awaitText`, where no event tells. */
  async pollForText(limitMs = stopLimitMs): Promise<void> {
    const endMs = this.#probe.time.now() + limitMs;
    while ((await this.textSize()) === 0) {
      if (this.#probe.time.now() >= endMs) throw new ConformanceFailure('text', `none within ${limitMs} ms`);
      await this.#probe.pass(1);
    }
  }

  async textSize(): Promise<number> {
    return decodeWord('size', joinPayloads(await this.#probe.request(Opcode.channelSize, ChannelId.stdout)));
  }

  /** Takes all unread text away and returns it. */
  async drainText(): Promise<string> {
    const bytes: Uint8Array[] = [];
    for (;;) {
      const size = await this.textSize();
      if (size === 0) return new TextDecoder().decode(Buffer.concat(bytes));
      const request = encodeReadRequest(0, size);
      const packets = await this.#probe.request(Opcode.channelRead, ChannelId.stdout, request);
      bytes.push(joinPayloads(withoutShortEnd(packets)));
    }
  }

  #ioctl(request: number): Promise<ProbePacket[]> {
    return this.#probe.request(Opcode.channelIoctl, ChannelId.stdin, encodeIoctlRequest(request));
  }

  async #ignoreSilence(waited: Promise<unknown>): Promise<boolean> {
    try {
      await waited;
      return true;
    } catch (error) {
      if (error instanceof ConformanceFailure) return false;
      throw error;
    }
  }
}

/** Text can shrink between SIZE and READ; the NAK behind what there was is no part of it (§14). */
function withoutShortEnd(packets: readonly ProbePacket[]): readonly ProbePacket[] {
  const last = packets.at(-1);
  if (last === undefined || !shortForm([last]).startsWith('nak')) return packets;
  expectAnswer([last], `nak ${Status.failed}`, 'the end of a short read');
  return packets.slice(0, -1);
}
