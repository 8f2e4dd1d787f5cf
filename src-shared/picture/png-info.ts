// Properties in the first chunk of a PNG file (PNG specification, third edition).

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Signature, then length, name and fields of the header chunk. */
export const pngHeaderBytes = 29;

export interface PngInfo {
  /** pixels */
  readonly width: number;
  /** pixels */
  readonly height: number;
  /** Bits per sample. */
  readonly depth: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGBA */
  readonly colorType: number;
  readonly interlaced: boolean;
}

/** Reads the header chunk; undefined if the bytes are not a PNG or end too early. */
export function readPngInfo(bytes: Uint8Array): PngInfo | undefined {
  if (bytes.length < pngHeaderBytes || signature.some((byte, at) => bytes[at] !== byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  if (width === 0 || height === 0) return undefined;
  return { width, height, depth: bytes[24]!, colorType: bytes[25]!, interlaced: bytes[28] !== 0 };
}
