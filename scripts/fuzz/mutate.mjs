// New inputs from old ones: small damage, blocks moved about, numbers at the edges of their range, words of the format.

/** Most inputs stay this small: a run of one costs microseconds. */
export const usualBytes = 512;
/** More than two of the largest packets. */
export const largestBytes = 160 * 1024;
const oneInIsLarge = 400;
const mostMutations = 8;
const blockBytes = 64;
const headBytes = 16;

const edges8 = [0, 1, 0x10, 0x20, 0x40, 0x7f, 0x80, 0xfe, 0xff];
const edges16 = [0, 1, 0xff, 0x100, 0x1ff, 0x200, 0x3ff, 0x400, 0x1000, 0x7fff, 0x8000, 0xfffe, 0xffff];
const edges32 = [0, 1, 0xffff, 0x1_0000, 0xf_ffff, 0x10_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff];

/** Bytes that grow and shrink in place. */
class Draft {
  bytes = new Uint8Array(largestBytes);
  length = 0;
  limit = usualBytes;

  begin(from, limit) {
    this.limit = limit;
    this.length = Math.min(from.length, limit);
    this.bytes.set(from.subarray(0, this.length));
  }

  get whole() {
    return this.bytes.subarray(0, this.length);
  }

  /** Opens a gap of as many bytes as there is room for; returns their number. */
  open(at, count) {
    const room = Math.min(count, this.limit - this.length);
    this.bytes.copyWithin(at + room, at, this.length);
    this.length += room;
    return room;
  }

  insert(at, block) {
    // The block may lie in these bytes, which move.
    const copy = block.slice();
    const room = this.open(at, copy.length);
    this.bytes.set(copy.subarray(0, room), at);
  }

  overwrite(at, block) {
    this.bytes.set(block.subarray(0, Math.max(0, this.length - at)), at);
  }

  remove(at, count) {
    this.bytes.copyWithin(at, at + count, this.length);
    this.length -= count;
  }
}

/** Changes of a few bytes where they are. */
const changes = [
  (draft, random) => {
    draft.bytes[somePlace(draft, random)] ^= 1 << random.below(8);
  },
  (draft, random) => {
    draft.bytes[somePlace(draft, random)] = random.below(256);
  },
  (draft, random) => {
    draft.bytes[somePlace(draft, random)] += random.below(33) - 16;
  },
  (draft, random) => {
    draft.bytes[somePlace(draft, random)] = random.pick(edges8);
  },
  (draft, random) => {
    const value = random.pick(edges16);
    draft.overwrite(somePlace(draft, random), Uint8Array.of(value, value >>> 8));
  },
  (draft, random) => {
    const value = random.pick(edges32);
    draft.overwrite(somePlace(draft, random), Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24));
  },
  (draft, random, { tokens }) => {
    if (tokens.length > 0) draft.overwrite(somePlace(draft, random), random.pick(tokens));
  },
  (draft, random, { literals }) => {
    if (literals.length > 0) draft.overwrite(somePlace(draft, random), random.pick(literals));
  },
];

/** Changes of blocks, and of the length. */
const moves = [
  (draft, random) => {
    const { at, block } = someBlock(draft, random);
    draft.remove(at, block.length);
  },
  (draft, random) => {
    draft.insert(random.below(draft.length + 1), someBlock(draft, random).block);
  },
  (draft, random) => {
    draft.overwrite(random.below(draft.length), someBlock(draft, random).block.slice());
  },
  (draft, random) => {
    const at = random.below(draft.length + 1);
    const room = draft.open(at, 1 + random.below(16));
    for (let index = 0; index < room; index++) draft.bytes[at + index] = random.below(256);
  },
  (draft, random) => {
    const at = random.below(draft.length + 1);
    const room = draft.open(at, 1 + random.below(blockBytes));
    draft.bytes.fill(random.pick(edges8), at, at + room);
  },
  (draft, random) => {
    draft.length = 1 + random.below(draft.length);
  },
  // Splices: a part of another input in this one, and its end behind the beginning of this one.
  (draft, random, { other }) => {
    const at = random.below(other.length);
    draft.insert(random.below(draft.length + 1), other.subarray(at, at + 1 + random.below(other.length - at)));
  },
  (draft, random, { other }) => {
    draft.length = random.below(draft.length);
    draft.insert(draft.length, other.subarray(random.below(other.length)));
  },
  (draft, random, { tokens }) => {
    if (tokens.length > 0) draft.insert(random.below(draft.length + 1), random.pick(tokens));
  },
];

/** Often one of the first: that is where headers are. */
function somePlace(draft, random) {
  return random.below(random.chance(3) ? Math.min(headBytes, draft.length) : draft.length);
}

function someBlock(draft, random) {
  const at = random.below(draft.length);
  const longest = random.chance(4) ? draft.length - at : Math.min(blockBytes, draft.length - at);
  return { at, block: draft.bytes.subarray(at, at + 1 + random.below(longest)) };
}

export class Mutator {
  #draft = new Draft();
  #random;
  #context;

  /** `tokens` are those of the format, `literals` what the code compares with. */
  constructor(random, tokens, literals) {
    this.#random = random;
    this.#context = { tokens, literals };
  }

  /** A new input, lent until the next call. The corpus is not empty. */
  mutate(corpus) {
    const draft = this.#draft;
    const random = this.#random;
    if (random.chance(oneInIsLarge)) {
      draft.begin(corpus.pickAny(random), largestBytes);
      if (draft.length <= usualBytes) this.#grow();
    } else draft.begin(corpus.pick(random), usualBytes);
    const context = { ...this.#context, other: corpus.pick(random) };
    let count = 0;
    do {
      if (draft.length === 0) draft.insert(0, Uint8Array.of(random.below(256)));
      random.pick(random.chance(3) ? moves : changes)(draft, random, context);
      count++;
    } while (count < mostMutations && random.chance(2));
    return draft.whole;
  }

  /** Repeats a part until the input is large: counters, sums and buffers then reach their limits. */
  #grow() {
    const draft = this.#draft;
    const random = this.#random;
    const size = 1 + random.below(largestBytes >> random.below(8));
    const at = random.below(draft.length);
    while (draft.length < size) {
      const { block } = someBlock(draft, random);
      draft.insert(at, block.subarray(0, size - draft.length));
    }
  }
}
