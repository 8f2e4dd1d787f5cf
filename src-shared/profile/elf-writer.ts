// Writes a minimal ELF with symbols, for the simulated camera and for tests of elf-symbols.ts.

export interface WrittenElfSymbol {
  readonly name: string;
  readonly address: number;
  readonly size: number;
  /** `st_info` type; 2 is a function. */
  readonly type?: number;
  /** `st_shndx`; 0 means "undefined". */
  readonly section?: number;
}

/** A minimal 32-bit little-endian ARM ELF: header, symbols, names, and four section headers. */
export function writeElf(symbols: readonly WrittenElfSymbol[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const names = symbols.map(({ name }) => encoder.encode(`${name}\0`));
  const namesSize = 1 + names.reduce((size, name) => size + name.length, 0);
  const symbolsAt = 52;
  const symbolsSize = 16 * (symbols.length + 1);
  const namesAt = symbolsAt + symbolsSize;
  const sectionsAt = namesAt + namesSize;
  const bytes = new Uint8Array(sectionsAt + 4 * 40);
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 1, 1, 1]);
  view.setUint16(16, 2, true);
  view.setUint16(18, 40, true);
  view.setUint32(20, 1, true);
  view.setUint32(32, sectionsAt, true);
  view.setUint16(40, 52, true);
  view.setUint16(46, 40, true);
  view.setUint16(48, 4, true);
  let nameAt = 1;
  symbols.forEach(({ address, size, type = 2, section = 1 }, index) => {
    const at = symbolsAt + 16 * (index + 1);
    view.setUint32(at, nameAt, true);
    view.setUint32(at + 4, address, true);
    view.setUint32(at + 8, size, true);
    view.setUint8(at + 12, 0x10 | type);
    view.setUint16(at + 14, section, true);
    bytes.set(names[index]!, namesAt + nameAt);
    nameAt += names[index]!.length;
  });
  const section = (index: number, type: number, offset: number, size: number, link: number, entrySize: number) => {
    const at = sectionsAt + 40 * index;
    view.setUint32(at + 4, type, true);
    view.setUint32(at + 16, offset, true);
    view.setUint32(at + 20, size, true);
    view.setUint32(at + 24, link, true);
    view.setUint32(at + 36, entrySize, true);
  };
  section(1, 1, symbolsAt, 0, 0, 0);
  section(2, 2, symbolsAt, symbolsSize, 3, 16);
  section(3, 3, namesAt, namesSize, 0, 0);
  return bytes;
}
