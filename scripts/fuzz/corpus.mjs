// The inputs worth changing: each reached something that no input before it did. Large ones are kept apart: a run of one
// takes long, so few are made.

/** New ones are tried first: what reached something new is likely to reach more. */
const recentCount = 8;

export class Corpus {
  #small = [];
  #large = [];
  #smallBytes;
  bytes = 0;

  /** Up to `smallBytes` an input is small. */
  constructor(smallBytes) {
    this.#smallBytes = smallBytes;
  }

  get size() {
    return this.#small.length + this.#large.length;
  }

  /** Keeps a copy. */
  add(input) {
    if (input.length === 0) return;
    (input.length <= this.#smallBytes ? this.#small : this.#large).push(input.slice());
    this.bytes += input.length;
  }

  /** One of the small ones, or the beginning of a large one when there are no others. */
  pick(random) {
    const inputs = this.#small.length > 0 ? this.#small : this.#large;
    const recent = Math.min(recentCount, inputs.length);
    const one = () => inputs[inputs.length - 1 - random.below(random.chance(2) ? recent : inputs.length)];
    const first = one();
    const second = one();
    // The shorter of two: it runs faster, and a change of it hits what matters sooner.
    return first.length < second.length || random.chance(8) ? first : second;
  }

  /** One of any size. */
  pickAny(random) {
    return this.#large.length > 0 && random.chance(2) ? random.pick(this.#large) : this.pick(random);
  }
}
