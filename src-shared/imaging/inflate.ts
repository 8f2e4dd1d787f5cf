// Decompression of DEFLATE (RFC 1951) in its zlib wrapping (RFC 1950), for PNG files in rooms that know neither Node nor
// a browser. The checksum at the end is not looked at: what is damaged does not decode, or shows.

import { HuffmanTable } from './huffman-table.ts';

const lengthBases = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const lengthExtras = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distanceBases = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
];
const distanceExtras = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
/** In which order a block states the lengths of the codes that its own code lengths are written in. */
const lengthCodeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const endOfBlock = 256;

/** Exactly `sizeBytes`; undefined when the data is damaged or holds fewer. What is behind them is left out. */
export function inflate(zlib: Uint8Array, sizeBytes: number): Uint8Array<ArrayBuffer> | undefined {
  if (zlib.length < 2 || (zlib[0]! & 0x0f) !== 8 || ((zlib[0]! << 8) | zlib[1]!) % 31 !== 0) return undefined;
  const inflater = new Inflater(zlib.subarray(2), new Uint8Array(sizeBytes));
  return inflater.run() ? inflater.out : undefined;
}

class Inflater {
  readonly out: Uint8Array<ArrayBuffer>;
  readonly #data: Uint8Array;
  #at = 0;
  #bits = 0;
  #bitCount = 0;
  #size = 0;

  constructor(data: Uint8Array, out: Uint8Array<ArrayBuffer>) {
    this.#data = data;
    this.out = out;
  }

  /** False when the data ends early or makes no sense. */
  run(): boolean {
    let last = false;
    while (!last && this.#size < this.out.length) {
      last = this.#take(1) === 1;
      const kind = this.#take(2);
      const sound = kind === 0 ? this.#copyStored() : kind === 3 ? false : this.#decode(kind === 2);
      if (!sound) return false;
    }
    return this.#size === this.out.length;
  }

  #copyStored(): boolean {
    // It begins with the next whole byte, which may have been fetched already.
    this.#at -= this.#bitCount >> 3;
    this.#bits = 0;
    this.#bitCount = 0;
    const length = this.#data[this.#at]! | (this.#data[this.#at + 1]! << 8);
    const start = this.#at + 4;
    if (start + length > this.#data.length) return false;
    const stored = this.#data.subarray(start, start + Math.min(length, this.out.length - this.#size));
    this.out.set(stored, this.#size);
    this.#size += stored.length;
    this.#at = start + length;
    return true;
  }

  #decode(ownCodes: boolean): boolean {
    const tables = ownCodes ? this.#readTables() : fixedTables();
    if (tables === undefined) return false;
    while (this.#size < this.out.length) {
      const symbol = this.#symbol(tables.literals);
      if (symbol === endOfBlock) return true;
      if (symbol < 0 || symbol > 285) return false;
      if (symbol < endOfBlock) this.out[this.#size++] = symbol;
      else if (!this.#copyEarlier(symbol - 257, tables.distances)) return false;
    }
    return true;
  }

  #copyEarlier(lengthIndex: number, distances: HuffmanTable): boolean {
    const length = lengthBases[lengthIndex]! + this.#take(lengthExtras[lengthIndex]!);
    const index = this.#symbol(distances);
    if (index < 0 || index >= distanceBases.length) return false;
    const distance = distanceBases[index]! + this.#take(distanceExtras[index]!);
    if (distance > this.#size) return false;
    // Byte by byte: source and target overlap where something repeats.
    const end = Math.min(this.out.length, this.#size + length);
    for (; this.#size < end; this.#size++) this.out[this.#size] = this.out[this.#size - distance]!;
    return true;
  }

  #readTables(): Tables | undefined {
    const literalCount = this.#take(5) + 257;
    const distanceCount = this.#take(5) + 1;
    const orderCount = this.#take(4) + 4;
    const order = new Uint8Array(lengthCodeOrder.length);
    for (let index = 0; index < orderCount; index++) order[lengthCodeOrder[index]!] = this.#take(3);
    const codes = new HuffmanTable(order);
    const lengths = new Uint8Array(literalCount + distanceCount);
    for (let at = 0; at < lengths.length;) {
      const symbol = this.#symbol(codes);
      if (symbol < 0) return undefined;
      if (symbol < 16) {
        lengths[at++] = symbol;
        continue;
      }
      const repeated = symbol === 16 ? (lengths[at - 1] ?? 0) : 0;
      const count = symbol === 16 ? 3 + this.#take(2) : symbol === 17 ? 3 + this.#take(3) : 11 + this.#take(7);
      lengths.fill(repeated, at, at + count);
      at += count;
    }
    return {
      literals: new HuffmanTable(lengths.subarray(0, literalCount)),
      distances: new HuffmanTable(lengths.subarray(literalCount)),
    };
  }

  /** The next symbol; -1 where no code fits, also behind the end. */
  #symbol(table: HuffmanTable): number {
    this.#fill();
    const found = table.look(this.#bits);
    const size = found & 0x0f;
    if (size === 0 || size > this.#bitCount) return -1;
    this.#drop(size);
    return found >> 4;
  }

  /** Bits behind the end of the data are zero. */
  #take(count: number): number {
    this.#fill();
    const value = this.#bits & ((1 << count) - 1);
    this.#drop(count);
    return value;
  }

  #drop(count: number): void {
    this.#bits >>>= count;
    this.#bitCount = Math.max(0, this.#bitCount - count);
  }

  /** As many whole bytes as there is room for: at least 16 bits, which is more than any code needs. */
  #fill(): void {
    while (this.#bitCount <= 16 && this.#at < this.#data.length) {
      this.#bits |= this.#data[this.#at++]! << this.#bitCount;
      this.#bitCount += 8;
    }
  }
}

interface Tables {
  readonly literals: HuffmanTable;
  readonly distances: HuffmanTable;
}

let fixed: Tables | undefined;

function fixedTables(): Tables {
  const literals = new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280);
  fixed ??= { literals: new HuffmanTable(literals), distances: new HuffmanTable(new Uint8Array(30).fill(5)) };
  return fixed;
}
