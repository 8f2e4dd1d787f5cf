// The script's way in (docs/protocol-v2.md §13.1): RESET, WRITE in order, EXEC; STOP interrupts.

import { ChannelFlag, Status, StdinIoctl } from '../../../../../src-shared/openmv/constants.ts';
import type { ScriptControl } from '../../../core/script-control.ts';
import { ioctlSizeMatches, type DeviceChannel } from './device-channel.ts';

const ioctlSizes = new Map<number, number>([
  [StdinIoctl.stop, 0],
  [StdinIoctl.exec, 0],
  [StdinIoctl.reset, 0],
]);
const firstCapacity = 4096;

export class StdinChannel implements DeviceChannel {
  readonly name = 'stdin';
  readonly flags: number = ChannelFlag.write | ChannelFlag.exec;
  readonly #control: ScriptControl;
  readonly #limitBytes: number;
  #buffer = new Uint8Array(firstCapacity);
  #length = 0;

  /** Scripts beyond `limitBytes` are refused with FAILED at the WRITE that crosses it. */
  constructor(control: ScriptControl, limitBytes: number) {
    this.#control = control;
    this.#limitBytes = limitBytes;
  }

  get length(): number {
    return this.#length;
  }

  /** The buffered script, as a copy. */
  source(): Uint8Array<ArrayBuffer> {
    return this.#buffer.slice(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  poll(): boolean {
    return this.#control.running;
  }

  /** Offset 0 starts over; any other offset appends, whatever its value. */
  write(offset: number, data: Uint8Array): boolean {
    if (offset === 0) this.#length = 0;
    const needed = this.#length + data.length;
    if (needed > this.#limitBytes) return false;
    if (needed > this.#buffer.length) {
      const grown = new Uint8Array(Math.max(needed, 2 * this.#buffer.length));
      grown.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = grown;
    }
    this.#buffer.set(data, this.#length);
    this.#length = needed;
    return true;
  }

  ioctl(request: number, args: Uint8Array): Status {
    if (!ioctlSizeMatches(ioctlSizes, request, args)) return Status.invalid;
    if (request === StdinIoctl.reset) this.clear();
    if (request === StdinIoctl.stop) this.#control.stop();
    if (request === StdinIoctl.exec) {
      if (this.#length === 0) return Status.failed;
      this.#control.exec();
    }
    return Status.success;
  }
}
