// Properties of a JPEG without decoding it: size and kind from its frame header, and whether it is complete. Files are
// truncated by cameras and cables; one without end marker can often still be displayed.

export interface JpegInfo {
  /** pixels */
  readonly width: number;
  /** pixels */
  readonly height: number;
  /** 1 grey, 3 colour, 4 CMYK */
  readonly components: number;
  readonly progressive: boolean;
  /** Whether the data ends with the end marker FF D9, ignoring zero padding. */
  readonly complete: boolean;
}

const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;
const endMarker = Uint8Array.of(0xff, endOfImage);

/** Reads the frame header; undefined if the bytes are not a JPEG or end before the size. */
export function readJpegInfo(bytes: Uint8Array): JpegInfo | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== startOfImage) return undefined;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
    } else if (hasNoLength(marker)) {
      at += 2;
    } else if (marker === startOfScan || marker === endOfImage) {
      return undefined;
    } else {
      const segmentBytes = (bytes[at + 2]! << 8) | bytes[at + 3]!;
      if (segmentBytes < 2) return undefined;
      if (isFrameHeader(marker)) return readFrameHeader(bytes, at, marker);
      at += 2 + segmentBytes;
    }
  }
  return undefined;
}

function readFrameHeader(bytes: Uint8Array, at: number, marker: number): JpegInfo | undefined {
  if (at + 10 > bytes.length) return undefined;
  const height = (bytes[at + 5]! << 8) | bytes[at + 6]!;
  const width = (bytes[at + 7]! << 8) | bytes[at + 8]!;
  const components = bytes[at + 9]!;
  const knownComponents = components === 1 || components === 3 || components === 4;
  if (width === 0 || height === 0 || !knownComponents) return undefined;
  return { width, height, components, progressive: (marker & 0x03) === 2, complete: hasJpegEnd(bytes) };
}

/** Whether the data ends with FF D9; zero bytes behind the marker are padding. */
export function hasJpegEnd(bytes: Uint8Array): boolean {
  let end = bytes.length;
  while (end > 2 && bytes[end - 1] === 0) end -= 1;
  return end >= 4 && bytes[end - 2] === 0xff && bytes[end - 1] === endOfImage;
}

/** The same bytes if complete, otherwise a copy with the end marker appended. */
export function repairJpeg<B extends ArrayBufferLike>(bytes: Uint8Array<B>): Uint8Array<B | ArrayBuffer> {
  if (hasJpegEnd(bytes)) return bytes;
  const repaired = new Uint8Array(bytes.length + endMarker.length);
  repaired.set(bytes);
  repaired.set(endMarker, bytes.length);
  return repaired;
}

/** SOF0 to SOF15, without the three other markers in that range (DHT, JPG, DAC). */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function hasNoLength(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
}
