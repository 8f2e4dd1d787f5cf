// The script helper.py on the device, and commands to it. A command has a number; it is done when the device sends an event
// with that number, so what it set off has come before.

import { readFileSync } from 'node:fs';
import { ChannelFlag, ChannelId, Opcode } from '../../src-shared/openmv/constants.ts';
import {
  decodeChannelList,
  decodeEvent,
  encodeWriteRequest,
  type ChannelEntry,
} from '../../src-shared/openmv/payloads.ts';
import type { DeviceProbe } from './device-probe.ts';
import type { DeviceScripts } from './device-scripts.ts';
import { ConformanceFailure } from './conformance-failure.ts';
import { expectAnswer, joinPayloads } from './probe-packet.ts';

export const helperSource = readFileSync(new URL('channel-helper.py', import.meta.url), 'utf8');

/** Importing modules takes a moment on a slow device. */
const startLimitMs = 10_000;

export class Helper {
  readonly #probe: DeviceProbe;
  readonly #scripts: DeviceScripts;
  #channels: readonly ChannelEntry[] = [];
  #running = false;
  #commands = 0;
  /** How many events there were before it was started. */
  startedAt = 0;

  constructor(probe: DeviceProbe, scripts: DeviceScripts) {
    this.#probe = probe;
    this.#scripts = scripts;
  }

  /** The script's channels in the order it registered them. */
  get channels(): readonly ChannelEntry[] {
    return this.#channels;
  }

  /** Starts it unless it runs. */
  async ensure(): Promise<void> {
    const running = await this.#scripts.isRunning();
    if (running && this.#running) return;
    await this.restart();
  }

  /** Starts it anew: a soft reboot lies between. */
  async restart(): Promise<void> {
    await this.#scripts.stop();
    this.#running = false;
    this.startedAt = await this.#scripts.start(helperSource);
    await this.#probe.until(() => this.#isReady(), 'the helper script to register its channels', startLimitMs);
    const list = decodeChannelList(joinPayloads(await this.#probe.request(Opcode.channelList)));
    this.#channels = list.filter(
      ({ flags }) => (flags & (ChannelFlag.dynamic | ChannelFlag.physical)) === ChannelFlag.dynamic,
    );
    this.#running = true;
  }

  /** The number of one of its channels, by the beginning of its name. */
  channel(name: string): number {
    const found = this.#channels.find((each) => each.name.startsWith(name));
    if (found === undefined) throw new ConformanceFailure(`a channel "${name}"`, 'a list without it', 'CHANNEL_LIST');
    return found.id;
  }

  /** Executes a command. Returns how many events there were before. */
  async perform(command: string): Promise<number> {
    const from = await this.ask(command);
    await this.settled(from);
    return from;
  }

  /** Hands a command over and does not wait until it is done; `settled` does. */
  async ask(command: string): Promise<number> {
    const from = this.#probe.events.length;
    this.#commands++;
    const payload = encodeWriteRequest(0, new TextEncoder().encode(`${this.#commands} ${command}`));
    expectAnswer(
      await this.#probe.request(Opcode.channelWrite, this.channel('helper'), payload),
      'ack',
      'helper WRITE',
    );
    return from;
  }

  /** Waits for the end of the command that was asked for last. */
  async settled(from: number): Promise<void> {
    await this.#probe.event(this.channel('helper'), this.#commands, from);
  }

  #isReady(): boolean {
    return this.#probe.events
      .slice(this.startedAt)
      .some(({ channel, payload }) => channel > ChannelId.stream && decodeEvent(payload) === 0);
  }
}
