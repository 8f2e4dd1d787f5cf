// The profiler of firmware that was built with one (docs/protocol-v2.md §15), as a `ProfilerFacet`. Below: the
// typed requests. Reading waits behind text and frames; its LOCK shares the device's interval with the stream's
// (§12.7), so a lock that is refused is asked for again, and given up without a failure.

import { profileCounterCount } from '../../../src-shared/openmv/profile-record.ts';
import { CameraError } from '../camera-error.ts';
import type { CallOptions, ProfilerFacet, ProfileReading } from '../facets.ts';
import type { DeviceCommands } from './requests/device-commands.ts';
import { Priority, type RequestOptions } from './requests/link-request.ts';

/** A table of 256 records takes a few milliseconds on any link; this also covers a resynchronization. */
const readLimitMs = 5000;

export class OpenMvProfiler implements ProfilerFacet {
  readonly #commands: DeviceCommands;
  readonly #channel: number;

  constructor(commands: DeviceCommands, channel: number) {
    this.#commands = commands;
    this.#channel = channel;
  }

  async counterCount(options?: CallOptions): Promise<number> {
    const [, recordSize = 0] = await this.#commands.channelShape(this.#channel, quietly(options));
    return profileCounterCount(recordSize);
  }

  async read(options?: CallOptions): Promise<ProfileReading> {
    try {
      return await this.#commands.readProfileBytes(this.#channel, quietly(options));
    } catch (cause) {
      if (!(cause instanceof CameraError) || cause.code !== 'request-refused') throw cause;
      throw new CameraError('profile-lost', 'The profile channel was gone before it was read to its end.', {
        cause,
        data: cause.data,
      });
    }
  }

  setExclusive(exclusive: boolean, options?: CallOptions): Promise<void> {
    return this.#commands.profilerMode(exclusive, this.#channel, options);
  }

  setEvent(counter: number, event: number, options?: CallOptions): Promise<void> {
    return this.#commands.profilerEvent(counter, event, this.#channel, options);
  }

  reset(options?: CallOptions): Promise<void> {
    return this.#commands.profilerReset([], this.#channel, options);
  }
}

function quietly(options: CallOptions | undefined): RequestOptions {
  return { ...options, priority: Priority.background, repeat: 'safe', limitMs: readLimitMs };
}
