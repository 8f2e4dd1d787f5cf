import { ignoreExpected } from '../../../src-shared/lib/ignore-expected.ts';

/** Runs one task at most once at a time. A request that arrives while it runs makes it run again afterwards. */
export class CoalescedTask {
  readonly #act: () => Promise<unknown>;
  #wanted = false;
  #busy = false;

  /** A failed run is not repeated by itself. */
  constructor(act: () => Promise<unknown>) {
    this.#act = act;
  }

  request(): void {
    this.#wanted = true;
    if (!this.#busy) void this.#run();
  }

  async #run(): Promise<void> {
    this.#busy = true;
    while (this.#wanted) {
      this.#wanted = false;
      await this.#act().catch(ignoreExpected);
    }
    this.#busy = false;
  }
}
