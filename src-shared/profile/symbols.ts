// Names for addresses. Symbols are kept as sorted columns; a look-up is a binary search. Function symbols and reported
// addresses both carry the Thumb bit, so neither is masked (docs/protocol-v2.md §15).

import { formatAddress } from './format.ts';
import { rowsByAddress, type ProfileTable } from './profile-table.ts';

export interface CodeSymbol {
  readonly name: string;
  /** First address, as the ELF states it: Thumb bit set for functions. */
  readonly address: number;
  /** bytes, above 0 */
  readonly size: number;
  readonly isFunction: boolean;
}

export class SymbolTable {
  readonly #addresses: Uint32Array;
  readonly #sizes: Uint32Array;
  readonly #names: readonly string[];
  /** The furthest end of this symbol and all before it: tells how far back an enclosing one can be. */
  readonly #reach: Float64Array;

  /** Of several symbols at one address a function wins, then the longer, then the first by name. */
  constructor(symbols: readonly CodeSymbol[]) {
    const kept = symbols
      .filter((symbol) => symbol.size > 0)
      .toSorted(byAddressThenWorth)
      .filter((symbol, index, all) => index === 0 || all[index - 1]!.address !== symbol.address);
    this.#addresses = Uint32Array.from(kept, (symbol) => symbol.address);
    this.#sizes = Uint32Array.from(kept, (symbol) => symbol.size);
    this.#names = kept.map((symbol) => symbol.name);
    this.#reach = new Float64Array(kept.length);
    let reach = 0;
    kept.forEach((symbol, index) => {
      reach = Math.max(reach, symbol.address + symbol.size);
      this.#reach[index] = reach;
    });
  }

  get size(): number {
    return this.#names.length;
  }

  /** The symbol that holds this address: the innermost where they are nested. */
  find(address: number): { readonly name: string; readonly address: number } | undefined {
    for (let index = this.#lastAtOrBefore(address); index >= 0 && this.#reach[index]! > address; index--) {
      const start = this.#addresses[index]!;
      if (address < start + this.#sizes[index]!) return { name: this.#names[index]!, address: start };
    }
    return undefined;
  }

  /** The function's name; its address in hexadecimal where it is unknown. */
  nameOf(address: number): string {
    return this.find(address)?.name ?? formatAddress(address);
  }

  /** "name+0x1c" for addresses inside a function, as return addresses are. */
  placeOf(address: number): string {
    const symbol = this.find(address);
    if (symbol === undefined) return formatAddress(address);
    const offset = address - symbol.address;
    return offset === 0 ? symbol.name : `${symbol.name}+0x${offset.toString(16)}`;
  }

  #lastAtOrBefore(address: number): number {
    let low = 0;
    let high = this.#addresses.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#addresses[middle]! <= address) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

export const noSymbols = new SymbolTable([]);

/** A name for each row. */
export function functionNames(table: ProfileTable, symbols: SymbolTable): string[] {
  return Array.from(table.address, (address) => symbols.nameOf(address));
}

/**
 * How well symbols fit: functions of the table whose very first address is a symbol's, of all. Few mean a wrong ELF.
 */
export function symbolFit(table: ProfileTable, symbols: SymbolTable): { readonly known: number; readonly all: number } {
  const addresses = [...rowsByAddress(table).keys()];
  return {
    known: addresses.filter((address) => symbols.find(address)?.address === address).length,
    all: addresses.length,
  };
}

function byAddressThenWorth(first: CodeSymbol, second: CodeSymbol): number {
  if (first.address !== second.address) return first.address - second.address;
  if (first.isFunction !== second.isFunction) return first.isFunction ? -1 : 1;
  if (first.size !== second.size) return second.size - first.size;
  return first.name < second.name ? -1 : first.name > second.name ? 1 : 0;
}
