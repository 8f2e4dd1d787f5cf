import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { armMachine, readElfSymbols } from './elf-symbols.ts';
import { functionNames, noSymbols, symbolFit, SymbolTable, type CodeSymbol } from './symbols.ts';
import { writeElf } from './elf-writer.ts';
import { profileOf, symbolsOf } from './testing/profile-builder.ts';

const symbol = (name: string, address: number, size: number, isFunction = true): CodeSymbol => ({
  name,
  address,
  size,
  isFunction,
});

describe('symbol look-up', () => {
  const table = new SymbolTable([
    symbol('second', 0x2001, 0x100),
    symbol('first', 0x1001, 0x10),
    symbol('inner', 0x2041, 0x10),
  ]);

  it('finds the function that contains an address, and nothing in the gaps', () => {
    expect(table.nameOf(0x1001)).toBe('first');
    expect(table.nameOf(0x1010)).toBe('first');
    expect(table.nameOf(0x1011)).toBe('0x00001011');
    expect(table.nameOf(0x1000)).toBe('0x00001000');
    expect(table.nameOf(0xffffffff)).toBe('0xffffffff');
  });

  it('finds the innermost of nested symbols, and the outer one behind it', () => {
    expect([0x2040, 0x2041, 0x2050, 0x2051, 0x2100].map((address) => table.nameOf(address))).toEqual([
      'second',
      'inner',
      'inner',
      'second',
      'second',
    ]);
  });

  it('shows offsets inside a function', () => {
    expect([table.placeOf(0x2001), table.placeOf(0x201d), table.placeOf(5)]).toEqual([
      'second',
      'second+0x1c',
      '0x00000005',
    ]);
  });

  it('prefers functions, then longer symbols, then the first name', () => {
    const aliases = [
      symbol('data', 0x11, 100, false),
      symbol('short', 0x11, 4),
      symbol('zeta', 0x11, 8),
      symbol('alpha', 0x11, 8),
      symbol('empty', 0x11, 0),
    ];
    expect(new SymbolTable(aliases).nameOf(0x11)).toBe('alpha');
  });

  it('reaches the end of the address space', () => {
    expect(new SymbolTable([symbol('last', 0xffff_fff0, 0x10)]).nameOf(0xffff_ffff)).toBe('last');
  });

  it('agrees with a linear search', () => {
    const one = fc.record({ address: fc.nat(200), size: fc.integer({ min: 1, max: 60 }) });
    const list = fc.uniqueArray(one, { selector: ({ address }) => address });
    fc.assert(
      fc.property(list, fc.nat(270), (places, address) => {
        const symbols = places.map((place) => symbol(String(place.address), place.address, place.size));
        const holding = places.filter((place) => place.address <= address && address < place.address + place.size);
        const innermost = holding.length === 0 ? undefined : Math.max(...holding.map((place) => place.address));
        expect(new SymbolTable(symbols).find(address)?.address).toBe(innermost);
      }),
    );
  });

  it('names the rows of a table and reports how well the symbols fit', () => {
    const profile = profileOf([{ address: 0x101 }, { address: 0x105 }, { address: 0x999 }]);
    const symbols = symbolsOf({ main: 0x101 });
    expect(functionNames(profile, symbols)).toEqual(['main', 'main', '0x00000999']);
    expect(symbolFit(profile, symbols)).toEqual({ known: 1, all: 3 });
    expect(symbolFit(profile, noSymbols)).toEqual({ known: 0, all: 3 });
  });
});

describe('the ELF reader', () => {
  const good = () => writeElf([{ name: 'main', address: 0x08000101, size: 20 }]);
  const changed = (change: (view: DataView, bytes: Uint8Array) => void) => {
    const bytes = good();
    change(new DataView(bytes.buffer), bytes);
    return bytes;
  };
  const sectionsAt = new DataView(good().buffer).getUint32(32, true);
  /** Would need a thousand times the memory of the file. */
  const longNameForAll = () => {
    const others = Array.from({ length: 1000 }, (_, index) => ({ name: '', address: index, size: 1 }));
    const bytes = writeElf([{ name: 'x'.repeat(100_000), address: 1, size: 1 }, ...others]);
    const view = new DataView(bytes.buffer);
    // Symbols start behind the header with an empty one; the first name is at 1.
    for (let index = 1; index <= others.length + 1; index++) view.setUint32(52 + 16 * index, 1, true);
    return bytes;
  };

  it('reads names, addresses with their Thumb bit, and sizes', () => {
    const bytes = writeElf([
      { name: 'main', address: 0x08000101, size: 20 },
      { name: 'größe', address: 0x08000201, size: 6 },
      { name: 'table', address: 0x20000000, size: 64, type: 1 },
    ]);
    expect(readElfSymbols(bytes)).toEqual({
      machine: armMachine,
      symbols: [symbol('main', 0x08000101, 20), symbol('größe', 0x08000201, 6), symbol('table', 0x20000000, 64, false)],
    });
  });

  it('omits symbols without size, name or section, and those of files and sections', () => {
    const bytes = writeElf([
      { name: 'main', address: 1, size: 2 },
      { name: 'label', address: 3, size: 0 },
      { name: '', address: 5, size: 2 },
      { name: 'elsewhere', address: 7, size: 2, section: 0 },
      { name: 'main.c', address: 9, size: 2, type: 4 },
      { name: '.text', address: 11, size: 2, type: 3 },
    ]);
    expect(readElfSymbols(bytes).symbols.map(({ name }) => name)).toEqual(['main']);
  });

  it.each([
    ['elf-not-an-elf', 'an empty file', new Uint8Array(0)],
    ['elf-not-an-elf', 'a text', new TextEncoder().encode('import csi\n')],
    ['elf-not-32-bit', 'a 64-bit file', changed((_, bytes) => (bytes[4] = 2))],
    ['elf-not-little-endian', 'a big-endian file', changed((_, bytes) => (bytes[5] = 2))],
    ['elf-absurd', 'an unknown class', changed((_, bytes) => (bytes[4] = 9))],
    ['elf-absurd', 'an unknown byte order', changed((_, bytes) => (bytes[5] = 0))],
    ['elf-truncated', 'four bytes', good().subarray(0, 4)],
    ['elf-truncated', 'a file without its sections', good().subarray(0, 100)],
    ['elf-truncated', 'sections behind the end', changed((view) => view.setUint32(32, 0xffff_fff0, true))],
    ['elf-truncated', 'a section count beyond the file', changed((view) => view.setUint16(48, 60_000, true))],
    [
      'elf-truncated',
      'symbols beyond the file',
      changed((view) => view.setUint32(sectionsAt + 100, 0xffff_fff0, true)),
    ],
    ['elf-absurd', 'small section headers', changed((view) => view.setUint16(46, 8, true))],
    ['elf-absurd', 'an extended count of zero', changed((view) => view.setUint16(48, 0, true))],
    ['elf-absurd', 'odd symbol sizes', changed((view) => view.setUint32(sectionsAt + 80 + 36, 24, true))],
    ['elf-absurd', 'names in no section', changed((view) => view.setUint32(sectionsAt + 80 + 24, 77, true))],
    ['elf-absurd', 'one long name for all symbols', longNameForAll()],
    ['elf-no-symbols', 'no sections', changed((view) => view.setUint32(32, 0, true))],
    ['elf-no-symbols', 'no symbol table', changed((view) => view.setUint32(sectionsAt + 84, 1, true))],
    ['elf-no-symbols', 'no function', writeElf([{ name: 'data', address: 0, size: 4, type: 1 }])],
  ])('throws %s for %s', (code, _, bytes) => {
    expect(() => readElfSymbols(bytes)).toThrow(expect.objectContaining({ name: 'ProfileError', code }));
  });

  it('throws only its own error for damaged files', () => {
    fc.assert(
      fc.property(fc.nat(good().length - 1), fc.nat(255), fc.nat(good().length), (at, value, length) => {
        const bytes = good();
        bytes[at] = value;
        try {
          readElfSymbols(bytes.subarray(0, Math.max(length, 8)));
        } catch (error) {
          expect(error).toMatchObject({ name: 'ProfileError' });
        }
      }),
      { numRuns: 1000 },
    );
  });
});
