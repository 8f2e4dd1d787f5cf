/** Does one thing as often as it takes, never twice at a time: asked for while it is done, it is done once more. */
export class Rerun {
  readonly #act: () => Promise<unknown>;
  #wanted = false;
  #busy = false;

  /** What fails is not tried again by itself. */
  constructor(act: () => Promise<unknown>) {
    this.#act = act;
  }

  ask(): void {
    this.#wanted = true;
    if (!this.#busy) void this.#run();
  }

  async #run(): Promise<void> {
    this.#busy = true;
    while (this.#wanted) {
      this.#wanted = false;
      await this.#act().catch(() => {});
    }
    this.#busy = false;
  }
}
