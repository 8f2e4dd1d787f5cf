// Frames inside the text of firmware up to 4.7 (docs/usbdbg.md §5.3): 0xFE, groups of six bits as `0x80 | bits` with the
// lowest six bits first, 0xFE. Such a frame must leave the text before it is decoded as UTF-8.

const frameMark = 0xfe;
/** Old firmware: 0xFF 0x00 and one byte, an exit code. */
const exitMark = 0xff;
const bitsPerByte = 6;

/** A frame larger than this is damage; its bytes are dropped. The largest preview buffer of these cameras is smaller. */
export const maxEmbeddedBytes = 4 * 1024 * 1024;

/** The bytes of a frame as a script's text carries them. */
export function encodeEmbeddedFrame(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const groups = Math.floor(data.length / 3);
  const tail = data.length % 3;
  const encoded = new Uint8Array(2 + 4 * groups + (tail === 0 ? 0 : tail + 1));
  let to = 0;
  encoded[to++] = frameMark;
  for (let at = 0; at < data.length; at += 3) {
    const available = Math.min(3, data.length - at);
    const word = data[at]! | ((data[at + 1] ?? 0) << 8) | ((data[at + 2] ?? 0) << 16);
    for (let part = 0; part <= available; part++) encoded[to++] = 0x80 | ((word >> (bitsPerByte * part)) & 0x3f);
  }
  encoded[to] = frameMark;
  return encoded;
}

/** The data of a frame between its two marks. */
export function decodeEmbeddedFrame(encoded: Uint8Array): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(Math.floor((encoded.length * bitsPerByte) / 8));
  let word = 0;
  let bits = 0;
  let to = 0;
  for (let at = 0; at < encoded.length; at++) {
    word |= (encoded[at]! & 0x3f) << bits;
    bits += bitsPerByte;
    if (bits >= 8) {
      data[to++] = word & 0xff;
      word >>= 8;
      bits -= 8;
    }
    // A group of four bytes carries 24 bits exactly.
    if (at % 4 === 3) {
      word = 0;
      bits = 0;
    }
  }
  return data.subarray(0, to);
}

export interface EmbeddedFrameSink {
  /** Text without frames; valid during the call only. */
  text(bytes: Uint8Array): void;
  /** A frame's data, owned by the receiver. */
  frame(data: Uint8Array): void;
  /** A frame was too large or broken and was left out. */
  damaged(): void;
}

/** Splits the text of a script into text and frames, whatever the chunks. */
export class EmbeddedFrameFilter {
  readonly #sink: EmbeddedFrameSink;
  #state: 'text' | 'frame' | 'exit' | 'exit-code' = 'text';
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #tooLarge = false;

  constructor(sink: EmbeddedFrameSink) {
    this.#sink = sink;
  }

  /** Bytes of an unfinished frame. */
  get heldBytes(): number {
    return this.#bytes;
  }

  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) at = this.#state === 'text' ? this.#takeText(chunk, at) : this.#takeMarked(chunk, at);
  }

  /** Forgets an unfinished frame: a new run begins. */
  reset(): void {
    this.#state = 'text';
    this.#drop();
  }

  #takeText(chunk: Uint8Array, from: number): number {
    let end = from;
    while (end < chunk.length && chunk[end] !== frameMark && chunk[end] !== exitMark) end++;
    if (end > from) this.#sink.text(chunk.subarray(from, end));
    if (end === chunk.length) return end;
    this.#state = chunk[end] === frameMark ? 'frame' : 'exit';
    return end + 1;
  }

  #takeMarked(chunk: Uint8Array, from: number): number {
    if (this.#state === 'frame') return this.#takeFrame(chunk, from);
    // Anything but the NUL after 0xFF is text that goes on.
    if (this.#state === 'exit') {
      const isExit = chunk[from] === 0;
      this.#state = isExit ? 'exit-code' : 'text';
      return isExit ? from + 1 : from;
    }
    this.#state = 'text';
    return from + 1;
  }

  #takeFrame(chunk: Uint8Array, from: number): number {
    let end = from;
    while (end < chunk.length && chunk[end]! >= 0x80 && chunk[end]! < 0xc0) end++;
    this.#keep(chunk.slice(from, end));
    if (end === chunk.length) return end;
    this.#state = 'text';
    if (chunk[end] === frameMark) {
      this.#finish();
      return end + 1;
    }
    // Ordinary text inside a frame: its end was lost.
    this.#drop();
    this.#sink.damaged();
    return end;
  }

  #keep(part: Uint8Array): void {
    this.#bytes += part.length;
    this.#tooLarge ||= this.#bytes > maxEmbeddedBytes;
    if (this.#tooLarge) this.#parts = [];
    else this.#parts.push(part);
  }

  #finish(): void {
    const encoded = new Uint8Array(this.#tooLarge ? 0 : this.#bytes);
    let to = 0;
    for (const part of this.#parts) {
      encoded.set(part, to);
      to += part.length;
    }
    const tooLarge = this.#tooLarge;
    this.#drop();
    if (tooLarge) this.#sink.damaged();
    else if (encoded.length > 0) this.#sink.frame(decodeEmbeddedFrame(encoded));
  }

  #drop(): void {
    this.#parts = [];
    this.#bytes = 0;
    this.#tooLarge = false;
  }
}
