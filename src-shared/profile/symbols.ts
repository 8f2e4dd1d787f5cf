// Names for addresses. Symbols are sorted columns, a look-up is a binary search. Function symbols and reported
// addresses both have the Thumb bit set, so neither is masked (docs/protocol-v2.md §15).

import { formatAddress } from './format.ts';
import { rowsByAddress, type ProfileTable } from './profile-table.ts';

export interface CodeSymbol {
  readonly name: string;
  /** First address as in the ELF: Thumb bit set for functions. */
  readonly address: number;
  /** bytes, above 0 */
  readonly size: number;
  readonly isFunction: boolean;
}

export class SymbolTable {
  readonly #addresses: Uint32Array;
  readonly #sizes: Uint32Array;
  readonly #names: readonly string[];
  /** Largest end of this symbol and all before it; limits the search for an enclosing symbol. */
  readonly #reach: Float64Array;

  /** At one address functions come first, then longer symbols, then the first by name. */
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

  /** The innermost symbol that contains this address. */
  find(address: number): { readonly name: string; readonly address: number } | undefined {
    for (let index = this.#lastAtOrBefore(address); index >= 0 && this.#reach[index]! > address; index--) {
      const start = this.#addresses[index]!;
      if (address < start + this.#sizes[index]!) return { name: this.#names[index]!, address: start };
    }
    return undefined;
  }

  /** The function's name, or its hexadecimal address if it is unknown. */
  nameOf(address: number): string {
    return this.find(address)?.name ?? formatAddress(address);
  }

  /** "name+0x1c" for addresses inside a function, such as return addresses. */
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

/** One name per row. */
export function functionNames(table: ProfileTable, symbols: SymbolTable): string[] {
  return Array.from(table.address, (address) => symbols.nameOf(address));
}

/**
 * How well the symbols fit: `known` of `all` functions start at a symbol's address. A small share means a wrong ELF.
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
