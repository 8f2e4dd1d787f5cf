// The counters that build-targets.mjs put into the code, as one array: quick to clear and to look through.
// Statements, branches and functions count alike. Something is new when a counter reaches a power of two for the first
// time in one run: so loops count too, and without end they do not.

/** The global variable that holds the counters of every module. */
export const countersName = '__fuzzCounters__';

/** Puts the counters of every loaded module into one array, and keeps the modules counting there. */
export class Counters {
  #values;
  /** The powers of two that each counter has reached, a bit each. */
  #reached;
  /** Counters that rose while the modules were loaded: they tell nothing of the inputs. */
  #isOfLoading;
  /** Where the counters of each module begin. */
  #modules = [];

  constructor(modules) {
    const counts = Object.entries(modules).map(([file, { s, f, b }]) => {
      const branches = Object.values(b);
      const values = [...Object.values(s), ...Object.values(f), ...branches.flat()];
      return { file, module: modules[file], branches, values };
    });
    const total = counts.reduce((sum, { values }) => sum + values.length, 0);
    this.#values = new Uint32Array(total);
    this.#reached = new Uint32Array(total);
    this.#isOfLoading = new Uint8Array(total);
    let at = 0;
    const take = (length) => {
      const part = this.#values.subarray(at, at + length);
      at += length;
      return part;
    };
    for (const { file, module, branches, values } of counts) {
      const start = at;
      values.forEach((value, index) => (this.#isOfLoading[start + index] = value > 0 ? 1 : 0));
      module.s = take(Object.keys(module.s).length);
      module.f = take(Object.keys(module.f).length);
      Object.keys(module.b).forEach((id, index) => (module.b[id] = take(branches[index].length)));
      this.#modules.push({ file, start, end: at });
    }
  }

  clear() {
    this.#values.fill(0);
  }

  /** Takes note of what the run reached since `clear`; returns what is new, for `hasReached`. */
  note() {
    const values = this.#values;
    const reached = this.#reached;
    const news = [];
    for (let index = 0; index < values.length; index++) {
      const value = values[index];
      if (value === 0) continue;
      const bit = powerOfTwo(value);
      if ((reached[index] & bit) !== 0) continue;
      reached[index] |= bit;
      news.push({ index, bit });
    }
    return news;
  }

  /** Whether the run since `clear` reached all of these. */
  hasReached(news) {
    return news.every(({ index, bit }) => powerOfTwo(this.#values[index]) === bit);
  }

  /** Counters reached so far, and all of those modules in which any was. */
  get coverage() {
    let covered = 0;
    let of = 0;
    for (const { start, end } of this.#modules) {
      let reached = 0;
      let counted = 0;
      for (let index = start; index < end; index++) {
        if (this.#isOfLoading[index] === 1) continue;
        counted++;
        if (this.#reached[index] !== 0) reached++;
      }
      if (reached === 0) continue;
      covered += reached;
      of += counted;
    }
    return { covered, of };
  }
}

/** The largest one in a number above 0, as a bit. */
function powerOfTwo(value) {
  return 1 << (31 - Math.clz32(value));
}
