import { Opcode } from '../../../src-shared/usbdbg/constants.ts';
import type { CallOptions, ProfileReading, ProfilerFacet } from '../facets.ts';
import type { UsbdbgCommands } from './usbdbg-commands.ts';

/** The profiler of firmware 4.8 (docs/usbdbg.md §3); records have the layout of protocol V2. */
export class UsbdbgProfiler implements ProfilerFacet {
  readonly #commands: UsbdbgCommands;

  constructor(commands: UsbdbgCommands) {
    this.#commands = commands;
  }

  async counterCount(options?: CallOptions): Promise<number> {
    return (await this.#commands.profileSize(options)).counterCount;
  }

  async read(options?: CallOptions): Promise<ProfileReading> {
    const { recordCount, recordSize } = await this.#commands.profileSize(options);
    // A size of zero means that the camera holds the lock.
    if (recordSize === 0) return { kind: 'busy' };
    if (recordCount === 0) return { kind: 'empty' };
    return { kind: 'records', recordSize, bytes: await this.#commands.profileDump(recordCount * recordSize, options) };
  }

  setExclusive(exclusive: boolean, options?: CallOptions): Promise<void> {
    return this.#commands.profileCommand(Opcode.profileMode, [exclusive ? 1 : 0], options);
  }

  setEvent(counter: number, event: number, options?: CallOptions): Promise<void> {
    return this.#commands.profileCommand(Opcode.profileEvent, [counter, event], options);
  }

  reset(options?: CallOptions): Promise<void> {
    return this.#commands.profileCommand(Opcode.profileReset, [], options);
  }
}
