import { encodeProfileRecords } from '../../../../../src-shared/openmv/profile-record.ts';
import type { ProfileSource } from './profile-channel.ts';
import { maxProfileRecords, type SharedProfile } from '../../../profile/shared-profile.ts';

/** The camera's side of the table that the script's thread fills. */
export class SharedProfileSource implements ProfileSource {
  readonly #table: SharedProfile;
  #locked = false;

  constructor(table: SharedProfile) {
    this.#table = table;
  }

  get recordCount(): number {
    return this.#table.recordCount;
  }

  encode(): Uint8Array {
    return this.#guarded(() => {
      const table = this.#table;
      const { counterCount } = table;
      const records = Array.from({ length: table.recordCount }, (_, row) => ({
        address: table.address[row]!,
        caller: table.caller[row]!,
        callCount: table.calls[row]!,
        minTicks: table.minUs[row]!,
        maxTicks: table.maxUs[row]!,
        totalTicks: BigInt(table.totalUs[row]!),
        totalCycles: BigInt(table.totalCycles[row]!),
        events: Array.from({ length: counterCount }, (_unused, counter) =>
          BigInt(table.eventTotals[counter * maxProfileRecords + row]!),
        ),
      }));
      return encodeProfileRecords(records, counterCount);
    });
  }

  setExclusive(exclusive: boolean): void {
    this.#table.exclusive = exclusive;
  }

  setEvent(counter: number, event: number): void {
    this.#table.setEvent(counter, event);
  }

  reset(): void {
    this.#guarded(() => this.#table.clear());
  }

  setLocked(locked: boolean): void {
    if (locked === this.#locked) return;
    this.#locked = locked;
    if (locked) this.#table.acquire();
    else this.#table.release();
  }

  #guarded<T>(use: () => T): T {
    if (this.#locked) return use();
    this.#table.acquire();
    try {
      return use();
    } finally {
      this.#table.release();
    }
  }
}
