import { CodedError } from '../lib/coded-error.ts';

export type ProfileErrorCode =
  /** The bytes do not begin as an ELF file does. */
  | 'elf-not-an-elf'
  /** An ELF of a 64-bit machine. */
  | 'elf-not-32-bit'
  /** An ELF of a big-endian machine. */
  | 'elf-not-little-endian'
  /** Headers point behind the end of the file. Facts: `what`, `need`, `have`. */
  | 'elf-truncated'
  /** A size or count that cannot be true. Facts: `what`, `value`. */
  | 'elf-absurd'
  /** The file holds no symbol table (it was stripped), or no function in it. */
  | 'elf-no-symbols';

export class ProfileError extends CodedError<ProfileErrorCode> {}
