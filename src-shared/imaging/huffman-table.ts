const longestCode = 15;

/** Codes of a DEFLATE block: which symbol the next bits stand for. */
export class HuffmanTable {
  /** For each value of the next bits: symbol << 4 | bits of its code; 0 where no code fits. */
  readonly #table: Uint16Array;
  readonly #mask: number;

  /** `lengths`: bits of each symbol's code, 0 for a symbol that does not occur. Codes follow from that (RFC 1951, 3.2.2). */
  constructor(lengths: Uint8Array) {
    const longest = lengths.reduce((most, length) => Math.max(most, length), 1);
    this.#mask = (1 << longest) - 1;
    this.#table = new Uint16Array(1 << longest);
    const counts = new Uint16Array(longestCode + 1);
    for (const length of lengths) if (length > 0) counts[length]!++;
    const next = new Uint16Array(longestCode + 1);
    for (let length = 1, code = 0; length <= longestCode; length++) {
      code = (code + counts[length - 1]!) << 1;
      next[length] = code;
    }
    for (const [symbol, length] of lengths.entries()) {
      if (length === 0) continue;
      const code = reversed(next[length]!++, length);
      for (let bits = code; bits <= this.#mask; bits += 1 << length) this.#table[bits] = (symbol << 4) | length;
    }
  }

  /** `bits`: what comes next, first bit lowest. */
  look(bits: number): number {
    return this.#table[bits & this.#mask]!;
  }
}

/** Codes are written highest bit first, everything else lowest bit first. */
function reversed(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) result |= ((code >> bit) & 1) << (length - 1 - bit);
  return result;
}
