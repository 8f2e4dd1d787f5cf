// Symbols of firmware, remembered for each firmware version. Of an ELF only its symbols are kept, as a small ELF in the
// data folder: the file itself may be gone tomorrow, and is a hundred times larger.

import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { maxElfBytes } from '../../../src-shared/contract/profiler.ts';
import { readElfSymbols } from '../../../src-shared/profile/elf-symbols.ts';
import { writeElf } from '../../../src-shared/profile/elf-writer.ts';
import { ProfileError } from '../../../src-shared/profile/profile-error.ts';
import { SymbolTable } from '../../../src-shared/profile/symbols.ts';
import { writeAtomically } from '../../lib/atomic-write.ts';
import { fileError, HostError } from '../host-error.ts';
import { withRegularFile } from './regular-file.ts';

export interface FirmwareSymbols {
  readonly name: string;
  readonly table: SymbolTable;
  readonly functionCount: number;
  /** These symbols alone. */
  readonly elf: Uint8Array<ArrayBuffer>;
}

/** Types of ELF symbols. */
const functionType = 2;
const otherType = 0;

/** Reads symbols of an ELF. Throws the `elf-…` codes of ProfileError, with the file's name. */
export function symbolsOfElf(name: string, bytes: Uint8Array): FirmwareSymbols {
  try {
    const { symbols } = readElfSymbols(bytes);
    return {
      name,
      table: new SymbolTable(symbols),
      functionCount: symbols.filter(({ isFunction }) => isFunction).length,
      elf: writeElf(
        symbols.map(({ isFunction, ...symbol }) => ({ ...symbol, type: isFunction ? functionType : otherType })),
      ),
    };
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    throw new ProfileError(error.code, error.message, { cause: error, data: { ...error.data, name } });
  }
}

/** The whole of an ELF file. Fails like any reading of files, and with `file-too-large`. */
export async function readElfFile(file: string): Promise<Uint8Array> {
  if (!path.isAbsolute(file)) throw new HostError('bad-path', 'Not an absolute path.', { data: { path: file } });
  try {
    return await withRegularFile(file, async (handle) => {
      checkElfSize(file, (await handle.stat()).size);
      return handle.readFile();
    });
  } catch (error) {
    throw fileError(error, file);
  }
}

/** Throws `file-too-large`. */
export function checkElfSize(file: string, sizeBytes: number): void {
  if (sizeBytes <= maxElfBytes) return;
  const facts = { path: file, sizeBytes, limitBytes: maxElfBytes };
  throw new HostError('file-too-large', `${file} has ${sizeBytes} bytes.`, { data: facts });
}

export class SymbolStore {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = path.join(dataFolder, 'symbols');
  }

  /** What was kept for this firmware. A file that is missing or damaged counts as nothing. */
  async find(firmware: string): Promise<FirmwareSymbols | undefined> {
    try {
      const { elf, note } = this.#files(firmware);
      const { name } = JSON.parse(await readFile(note, 'utf8')) as { name: string };
      return symbolsOfElf(name, await readFile(elf));
    } catch {
      return undefined;
    }
  }

  async keep(firmware: string, symbols: FirmwareSymbols): Promise<void> {
    const { elf, note } = this.#files(firmware);
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeAtomically(elf, symbols.elf);
      await writeAtomically(note, `${JSON.stringify({ firmware, name: symbols.name })}\n`);
    } catch (error) {
      throw fileError(error, elf);
    }
  }

  async forget(firmware: string): Promise<void> {
    const { elf, note } = this.#files(firmware);
    await Promise.all([rm(elf, { force: true }), rm(note, { force: true })]);
  }

  #files(firmware: string): { elf: string; note: string } {
    const base = createHash('sha256').update(firmware).digest('hex').slice(0, 16);
    return { elf: path.join(this.#folder, `${base}.elf`), note: path.join(this.#folder, `${base}.json`) };
  }
}
