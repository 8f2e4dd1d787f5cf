/** Bytes that count up from `start`: what the helper script fills pictures and channels with. */
export function pattern(start: number, size: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: size }, (_, index) => (start + index) & 0xff);
}
