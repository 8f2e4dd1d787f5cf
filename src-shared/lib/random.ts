/** A small seeded generator (xorshift) of numbers from 0 to 1, excluding 1. Not for secrets. */
export function createRandom(seed: number): () => number {
  let state = scramble(seed) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}

/** Mixes an integer into 32 well-spread bits. */
export function scramble(value: number): number {
  let mixed = Math.imul(value ^ 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
