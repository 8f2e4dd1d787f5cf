// Reads the symbol table of a firmware ELF: 32-bit, little-endian, as for all supported cameras. Nothing in the file is
// trusted: each offset and count is checked against the size of the file.

import { ProfileError } from './profile-error.ts';
import type { CodeSymbol } from './symbols.ts';

export interface ElfSymbols {
  /** `e_machine`; 40 is ARM. */
  readonly machine: number;
  /** Functions and other symbols with a size. */
  readonly symbols: readonly CodeSymbol[];
}

export const armMachine = 40;

const headerSize = 52;
const sectionSize = 40;
const symbolSize = 16;
const maxSections = 65_535;
const maxSymbols = 4_000_000;
/** Limit of the total length of names, relative to the size of the file; names may share bytes. */
const maxNamesOfFile = 4;
const sectionTypeSymbols = 2;
const sectionTypeStrings = 3;
const symbolTypes = { none: 0, object: 1, function: 2 } as const;
const undefinedSection = 0;
const decoder = new TextDecoder();

interface Section {
  readonly type: number;
  readonly offset: number;
  readonly size: number;
  /** For a symbol table: the number of its string section. */
  readonly link: number;
  readonly entrySize: number;
}

/** Throws one of the `elf-…` codes of ProfileError. */
export function readElfSymbols(bytes: Uint8Array): ElfSymbols {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkIdentity(bytes);
  requireBytes(bytes, 'header', headerSize);
  const sections = readSections(bytes, view);
  const symbolSection = sections.find((section) => section.type === sectionTypeSymbols);
  if (symbolSection === undefined) {
    throw new ProfileError('elf-no-symbols', 'This ELF has no symbol table; it was stripped.');
  }
  const strings = sections[symbolSection.link];
  if (strings === undefined || strings.type !== sectionTypeStrings) absurd('string section', symbolSection.link);
  requireBytes(bytes, 'symbol table', symbolSection.offset + symbolSection.size);
  requireBytes(bytes, 'symbol names', strings.offset + strings.size);
  const symbols = readSymbols(bytes, view, symbolSection, strings);
  if (!symbols.some((symbol) => symbol.isFunction)) {
    throw new ProfileError('elf-no-symbols', 'The symbol table of this ELF has no functions.');
  }
  return { machine: view.getUint16(18, true), symbols };
}

function checkIdentity(bytes: Uint8Array): void {
  const isElf = bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
  if (!isElf) throw new ProfileError('elf-not-an-elf', 'This file is not an ELF file.');
  requireBytes(bytes, 'identity', 16);
  if (bytes[4] === 2) throw new ProfileError('elf-not-32-bit', 'This ELF is for a 64-bit machine.');
  if (bytes[4] !== 1) absurd('class', bytes[4]!);
  if (bytes[5] === 2) throw new ProfileError('elf-not-little-endian', 'This ELF is for a big-endian machine.');
  if (bytes[5] !== 1) absurd('byte order', bytes[5]!);
}

function readSections(bytes: Uint8Array, view: DataView): Section[] {
  const offset = view.getUint32(32, true);
  const entrySize = view.getUint16(46, true);
  let count = view.getUint16(48, true);
  if (offset === 0) throw new ProfileError('elf-no-symbols', 'This ELF has no sections; it was stripped.');
  if (entrySize < sectionSize) absurd('section header size', entrySize);
  // A file with 65280 sections or more stores their number in the first section.
  if (count === 0) {
    requireBytes(bytes, 'section headers', offset + entrySize);
    count = view.getUint32(offset + 20, true);
  }
  if (count === 0 || count > maxSections) absurd('section count', count);
  requireBytes(bytes, 'section headers', offset + count * entrySize);
  return Array.from({ length: count }, (_, index) => {
    const at = offset + index * entrySize;
    return {
      type: view.getUint32(at + 4, true),
      offset: view.getUint32(at + 16, true),
      size: view.getUint32(at + 20, true),
      link: view.getUint32(at + 24, true),
      entrySize: view.getUint32(at + 36, true),
    };
  });
}

function readSymbols(bytes: Uint8Array, view: DataView, table: Section, strings: Section): CodeSymbol[] {
  if (table.entrySize !== symbolSize) absurd('symbol size', table.entrySize);
  const count = Math.floor(table.size / symbolSize);
  if (count > maxSymbols) absurd('symbol count', count);
  const names = bytes.subarray(strings.offset, strings.offset + strings.size);
  const symbols: CodeSymbol[] = [];
  let namesLength = 0;
  for (let at = table.offset; at < table.offset + count * symbolSize; at += symbolSize) {
    const type = view.getUint8(at + 12) & 0x0f;
    const size = view.getUint32(at + 8, true);
    const isPlace = type === symbolTypes.function || type === symbolTypes.none || type === symbolTypes.object;
    if (!isPlace || size === 0 || view.getUint16(at + 14, true) === undefinedSection) continue;
    const name = nameAt(names, view.getUint32(at, true));
    if (name === '') continue;
    namesLength += name.length;
    if (namesLength > maxNamesOfFile * bytes.length) absurd('length of all names', namesLength);
    symbols.push({ name, address: view.getUint32(at + 4, true), size, isFunction: type === symbolTypes.function });
  }
  return symbols;
}

/** The text up to the next zero byte; empty without one. */
function nameAt(names: Uint8Array, offset: number): string {
  const end = offset < names.length ? names.indexOf(0, offset) : -1;
  return end < 0 ? '' : decoder.decode(names.subarray(offset, end));
}

function requireBytes(bytes: Uint8Array, what: string, need: number): void {
  if (need <= bytes.length) return;
  throw new ProfileError('elf-truncated', `This ELF is truncated: its ${what} should extend to byte ${need}.`, {
    data: { what, need, have: bytes.length },
  });
}

function absurd(what: string, value: number): never {
  throw new ProfileError('elf-absurd', `This ELF is invalid: ${what} ${value}.`, { data: { what, value } });
}
