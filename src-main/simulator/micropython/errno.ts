// Emscripten numbers errors in its own way; a camera's `errno` module and its scripts know the usual numbers.

const usualByEmscripten = new Map<number, number>([
  [2, 13], // EACCES
  [6, 11], // EAGAIN
  [8, 9], // EBADF
  [10, 16], // EBUSY
  [20, 17], // EEXIST
  [22, 27], // EFBIG
  [28, 22], // EINVAL
  [29, 5], // EIO
  [31, 21], // EISDIR
  [32, 40], // ELOOP
  [33, 24], // EMFILE
  [37, 36], // ENAMETOOLONG
  [41, 23], // ENFILE
  [43, 19], // ENODEV
  [44, 2], // ENOENT
  [48, 12], // ENOMEM
  [51, 28], // ENOSPC
  [52, 38], // ENOSYS
  [54, 20], // ENOTDIR
  [55, 39], // ENOTEMPTY
  [59, 25], // ENOTTY
  [60, 6], // ENXIO
  [63, 1], // EPERM
  [69, 30], // EROFS
  [70, 29], // ESPIPE
  [75, 18], // EXDEV
  [138, 95], // EOPNOTSUPP
]);

const eioUsual = 5;

/** Translates the result of a `__syscall_*` import: negative numbers are errors. */
export function usualSyscallResult(result: number): number {
  return result < 0 ? -usualErrno(-result) : result;
}

/** Translates a positive Emscripten error number; 0 stays 0. */
export function usualErrno(emscriptenErrno: number): number {
  if (emscriptenErrno === 0) return 0;
  return usualByEmscripten.get(emscriptenErrno) ?? eioUsual;
}
