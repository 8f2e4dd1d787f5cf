import { maxChannels, ChannelId } from '../../../../../src-shared/openmv/constants.ts';
import type { ChannelEntry } from '../../../../../src-shared/openmv/payloads.ts';
import type { DeviceChannel } from './device-channel.ts';

/** Channels by id. Script channels take the lowest free id from 1 up and leave together at a soft reboot. */
export class ChannelTable {
  readonly #slots: (DeviceChannel | undefined)[] = Array.from({ length: maxChannels });
  readonly #dynamicIds = new Set<number>();

  setStatic(id: number, channel: DeviceChannel): void {
    this.#slots[id] = channel;
  }

  /** The id given, or undefined when all are taken. */
  addDynamic(channel: DeviceChannel): number | undefined {
    for (let id: number = ChannelId.stdin; id < maxChannels; id++) {
      if (this.#slots[id] !== undefined) continue;
      this.#slots[id] = channel;
      this.#dynamicIds.add(id);
      return id;
    }
    return undefined;
  }

  removeDynamic(): void {
    for (const id of this.#dynamicIds) this.#slots[id] = undefined;
    this.#dynamicIds.clear();
  }

  get(id: number): DeviceChannel | undefined {
    return this.#slots[id];
  }

  list(): ChannelEntry[] {
    const entries: ChannelEntry[] = [];
    this.#slots.forEach((channel, id) => {
      if (channel !== undefined) entries.push({ id, flags: channel.flags, name: channel.name });
    });
    return entries;
  }

  *entries(): Iterable<readonly [id: number, channel: DeviceChannel]> {
    for (const [id, channel] of this.#slots.entries()) if (channel !== undefined) yield [id, channel];
  }

  /** What SYNC and an exhausted retransmission do: every channel that can be locked is released. */
  unlockAll(): void {
    for (const [, channel] of this.entries()) {
      // A script's unlock() answers later or never; nothing depends on it.
      void Promise.resolve(channel.unlock?.()).catch(() => false);
    }
  }
}
