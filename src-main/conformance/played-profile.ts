import { encodeProfileRecords } from '../../src-shared/openmv/profile-record.ts';
import type { ProfileSource } from '../simulator/boards/openmv/channels/profile-channel.ts';
import type { ScriptedEngine } from '../simulator/testing/scripted-engine.ts';

/** A profiler that knows one function, which is called for each picture that the script shows. */
export class PlayedProfile implements ProfileSource {
  readonly #counterCount: number;
  #calls = 0;
  #locked = false;

  constructor(engine: ScriptedEngine, counterCount: number) {
    this.#counterCount = counterCount;
    engine.onFrame(() => {
      if (!this.#locked) this.#calls++;
    });
  }

  get recordCount(): number {
    return this.#calls > 0 ? 1 : 0;
  }

  encode(): Uint8Array {
    if (this.#calls === 0) return new Uint8Array(0);
    const record = {
      address: 0x0800_0001,
      caller: 0x0800_0101,
      callCount: this.#calls,
      minTicks: 10,
      maxTicks: 10,
      totalTicks: 10n * BigInt(this.#calls),
      totalCycles: 0n,
      events: Array.from({ length: this.#counterCount }, () => 0n),
    };
    return encodeProfileRecords([record], this.#counterCount);
  }

  setExclusive(): void {}

  setEvent(): void {}

  reset(): void {
    this.#calls = 0;
  }

  setLocked(locked: boolean): void {
    this.#locked = locked;
  }
}
