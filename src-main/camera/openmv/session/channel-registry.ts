import { TaskScope } from '../../../../src-shared/lib/task-scope.ts';
import { ChannelFlag, ChannelId } from '../../../../src-shared/openmv/constants.ts';
import type { ChannelEntry } from '../../../../src-shared/openmv/payloads.ts';
import { CameraError } from '../../camera-error.ts';
import type { ChannelInfo } from '../../../../src-shared/device/channel.ts';

/** The device's channels, keyed by id: names may repeat, and ids are assigned again after every restart of the device. */
export class ChannelRegistry {
  #entries: readonly ChannelEntry[] = [];
  #infos: readonly ChannelInfo[] = [];
  /** The current script's channels: their ids mean other channels afterwards. */
  readonly #scriptChannels = new TaskScope();

  get entries(): readonly ChannelEntry[] {
    return this.#entries;
  }

  get infos(): readonly ChannelInfo[] {
    return this.#infos;
  }

  byId(id: number): ChannelInfo | undefined {
    return this.#infos.find((each) => each.id === id);
  }

  /** Throws `channel-not-found`, or `channel-not-supported` when the channel cannot do that. */
  require(id: number, ability: 'readable' | 'writable'): ChannelInfo {
    const channel = this.byId(id);
    if (channel === undefined) {
      throw new CameraError('channel-not-found', `There is no channel ${id}.`, { data: { channel: id } });
    }
    if (!channel[ability]) {
      const { name, dynamic } = channel;
      const data = { channel: name, builtIn: !dynamic };
      throw new CameraError('channel-not-supported', `Channel ${name} is not ${ability}.`, { data });
    }
    return channel;
  }

  /** The first channel of that name. */
  byName(name: string): ChannelInfo | undefined {
    return this.#infos.find((each) => each.name === name);
  }

  /** True when anything changed. */
  replace(entries: readonly ChannelEntry[]): boolean {
    const same =
      entries.length === this.#entries.length &&
      entries.every((entry, index) => {
        const old = this.#entries[index]!;
        return entry.id === old.id && entry.flags === old.flags && entry.name === old.name;
      });
    if (same) return false;
    this.#entries = entries;
    this.#infos = entries.map(toInfo);
    return true;
  }

  /**
   * Aborts with the script: a request to one of its channels must not reach a channel that gets the same id later, nor an
   * upload continue on a device that has restarted. Undefined for the other channels.
   */
  lifetimeOf(id: number): AbortSignal | undefined {
    const isFixed = id <= ChannelId.stream || this.byId(id)?.dynamic === false;
    return isFixed && id !== ChannelId.stdin ? undefined : this.#scriptChannels.signal;
  }

  /** Requests to the script and its channels reject with `reason`, including those that are several requests long. */
  endScriptRequests(reason: CameraError): void {
    this.#scriptChannels.begin(reason);
  }

  /** Forgets the channels of the script that ended. True when there were any. */
  removeDynamic(): boolean {
    return this.replace(this.#entries.filter((entry) => (entry.flags & ChannelFlag.dynamic) === 0));
  }
}

function toInfo(entry: ChannelEntry): ChannelInfo {
  return {
    id: entry.id,
    name: entry.name,
    readable: (entry.flags & ChannelFlag.read) !== 0,
    writable: (entry.flags & ChannelFlag.write) !== 0,
    lockable: (entry.flags & ChannelFlag.lock) !== 0,
    dynamic: (entry.flags & ChannelFlag.dynamic) !== 0,
  };
}
