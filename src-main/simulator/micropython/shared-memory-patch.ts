// The package's binary declares a private memory. One flag in its memory section, set before it is compiled, makes the
// memory shared, so that the host thread can reach the scheduler word of a script that never returns.

const memorySectionId = 5;
/** Limits flag: has a maximum (the package's) and is shared. */
const sharedWithMaximum = 3;
const withMaximum = 1;

/** Returns a copy of the binary whose memory is shared. Throws when the binary is not laid out as expected. */
export function withSharedMemory(binary: Uint8Array): Uint8Array {
  const bytes = binary.slice();
  let position = 8;
  const readUnsigned = (): number => {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = bytes[position++];
      if (byte === undefined) break;
      value |= (byte & 0x7f) << shift;
      if ((byte & 0x80) === 0) return value >>> 0;
    }
    throw new Error('The WebAssembly binary is damaged.');
  };
  while (position < bytes.length) {
    const sectionId = bytes[position++];
    const sizeBytes = readUnsigned();
    const start = position;
    if (sectionId === memorySectionId) {
      const count = readUnsigned();
      if (count !== 1 || bytes[position] !== withMaximum) break;
      bytes[position] = sharedWithMaximum;
      return bytes;
    }
    position = start + sizeBytes;
  }
  throw new Error('The WebAssembly binary has no memory that could be shared.');
}
