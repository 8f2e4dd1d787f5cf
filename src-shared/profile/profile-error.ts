import { CodedError } from '../lib/coded-error.ts';

export type ProfileErrorCode =
  /** The bytes do not start with an ELF header. */
  | 'elf-not-an-elf'
  /** An ELF of a 64-bit machine. */
  | 'elf-not-32-bit'
  /** An ELF of a big-endian machine. */
  | 'elf-not-little-endian'
  /** Headers point beyond the end of the file. Data: `what`, `need`, `have`. */
  | 'elf-truncated'
  /** An impossible size or count. Data: `what`, `value`. */
  | 'elf-absurd'
  /** The file has no symbol table (it was stripped), or the table has no functions. */
  | 'elf-no-symbols';

export class ProfileError extends CodedError<ProfileErrorCode> {}
