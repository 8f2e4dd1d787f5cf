/** A seeded generator (xorshift). Not for secrets. */
export class Random {
  #state;

  constructor(seed) {
    this.#state = scramble(seed) | 1;
  }

  /** A whole number from 0 up to, not including, `limit`. */
  below(limit) {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return Math.floor(((state >>> 0) / 0x1_0000_0000) * limit);
  }

  chance(oneIn) {
    return this.below(oneIn) === 0;
  }

  pick(list) {
    return list[this.below(list.length)];
  }
}

/** A seed for each target: what one finds does not depend on which others run. */
export function seedFor(seed, name) {
  let mixed = seed;
  for (let index = 0; index < name.length; index++) mixed = scramble(mixed ^ name.charCodeAt(index));
  return mixed;
}

/** Mixes an integer into 32 well-spread bits. */
function scramble(value) {
  let mixed = Math.imul(value ^ 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
