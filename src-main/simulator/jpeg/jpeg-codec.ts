// JPEG in both directions for the simulated camera, over libjpeg-turbo. Synchronous once created, as the thread of a
// running script cannot await. Errors are coded; after one, the codec works on.

import { readJpegInfo } from '../../../src-shared/picture/jpeg-info.ts';
import { bytesPerSample, inWholeBlocks, maxBytesPerSample, writeJpegSize } from './encode-room.ts';
import type { JpegEncodeOptions } from './jpeg-encode-options.ts';
import { JpegError } from './jpeg-error.ts';
import { loadLibjpegTurbo, type TurboDecoder, type TurboEncoder, type TurboInstance } from './libjpeg-turbo.ts';

export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  /** 4 · width · height bytes, alpha 255. */
  readonly rgba: Uint8Array;
}

export interface JpegCodec {
  /** Returns a JPEG file (4:2:0 for colour) in new memory. Throws `bad-image`. */
  encode(pixels: Uint8Array, options: JpegEncodeOptions): Uint8Array;
  /** Grey and colour JPEGs. Throws `bad-jpeg`. */
  decode(bytes: Uint8Array): DecodedImage;
  /** Bytes of the library's memory; for tests and diagnosis. */
  readonly memoryBytes: number;
}

const maxDimension = 8192;
/** Beyond any camera here; keeps a lying header from asking for gigabytes. */
const maxPixels = 32 * 1024 * 1024;
const subsampling420 = 2;
const subsamplingGrey = 3;
/** A failed decode leaks about 4 kB inside the library; past this many it is replaced. */
const maxFailures = 100;

/** Loads the codec (20–60 ms). Throws `codec-unavailable`. */
export async function createJpegCodec(): Promise<JpegCodec> {
  return new TurboJpegCodec(await loadLibjpegTurbo());
}

class TurboJpegCodec implements JpegCodec {
  readonly #createInstance: () => TurboInstance;
  #turbo: TurboInstance;
  #encoder: TurboEncoder;
  #decoder: TurboDecoder;
  #failures = 0;

  constructor(createInstance: () => TurboInstance) {
    this.#createInstance = createInstance;
    this.#turbo = createInstance();
    this.#encoder = new this.#turbo.JPEGEncoder();
    this.#decoder = new this.#turbo.JPEGDecoder();
  }

  get memoryBytes(): number {
    return this.#turbo.HEAPU8.byteLength;
  }

  encode(pixels: Uint8Array, options: JpegEncodeOptions): Uint8Array {
    requireImage(pixels, options);
    const { width, height } = options;
    if (bytesPerSample(options) <= maxBytesPerSample) return this.#encodeWhole(pixels, options);
    // Whole blocks cost no bytes: the file has the same blocks, and its header gets the true size.
    const file = this.#encodeWhole(...inWholeBlocks(pixels, options));
    writeJpegSize(file, width, height);
    return file;
  }

  #encodeWhole(pixels: Uint8Array, options: JpegEncodeOptions): Uint8Array {
    const { width, height, format } = options;
    const componentCount = format === 'grayscale' ? 1 : 3;
    return this.#guard('bad-image', { width, height }, () => {
      const bitsPerSample = 8 * bytesPerSample(options);
      const info = { width, height, bitsPerSample, componentCount, isSigned: false };
      const samples = asBytes(this.#encoder.getDecodedBuffer(info));
      if (format === 'grayscale') samples.set(pixels);
      else expandRgb565(pixels, samples);
      this.#encoder.setProgressive(0);
      this.#encoder.setQuality(clampQuality(options.quality));
      this.#encoder.setSubSampling(componentCount === 1 ? subsamplingGrey : subsampling420);
      this.#encoder.encode();
      return asBytes(this.#encoder.getEncodedBuffer()).slice();
    });
  }

  decode(bytes: Uint8Array): DecodedImage {
    const facts = { sizeBytes: bytes.length };
    const header = readJpegInfo(bytes);
    if (header === undefined) throw new JpegError('bad-jpeg', 'These bytes are not a JPEG file.', { data: facts });
    if (header.components === 4 || !isPossibleSize(header.width, header.height)) {
      throw new JpegError('bad-jpeg', `A JPEG of ${header.width}×${header.height} pixels cannot be shown.`, {
        data: facts,
      });
    }
    return this.#guard('bad-jpeg', facts, () => {
      this.#decoder.getEncodedBuffer(bytes.length).set(bytes);
      this.#decoder.decode();
      const { width, height, componentCount } = this.#decoder.getFrameInfo();
      const rgba = toRgba(asBytes(this.#decoder.getDecodedBuffer()), componentCount, width * height);
      return { width, height, rgba };
    });
  }

  /** Runs library calls. The library throws bare numbers for bad data and real errors when it is beyond use. */
  #guard<T>(code: 'bad-jpeg' | 'bad-image', facts: Record<string, number>, work: () => T): T {
    try {
      return work();
    } catch (error) {
      this.#failures += 1;
      if (typeof error !== 'number' || this.#failures >= maxFailures) this.#replace();
      const cause = typeof error === 'number' ? undefined : error;
      throw new JpegError(code, `libjpeg-turbo refused the data.`, { data: facts, cause });
    }
  }

  #replace(): void {
    this.#turbo = this.#createInstance();
    this.#encoder = new this.#turbo.JPEGEncoder();
    this.#decoder = new this.#turbo.JPEGDecoder();
    this.#failures = 0;
  }
}

function requireImage(pixels: Uint8Array, { width, height, format }: JpegEncodeOptions): void {
  const need = width * height * (format === 'rgb565' ? 2 : 1);
  if (!isPossibleSize(width, height) || pixels.length !== need) {
    const message = `${pixels.length} bytes are no ${format} image of ${width}×${height} pixels.`;
    throw new JpegError('bad-image', message, { data: { width, height, have: pixels.length, need } });
  }
}

function isPossibleSize(width: number, height: number): boolean {
  const possible = (value: number) => Number.isInteger(value) && value >= 1 && value <= maxDimension;
  return possible(width) && possible(height) && width * height <= maxPixels;
}

function clampQuality(quality: number): number {
  return Number.isFinite(quality) ? Math.min(100, Math.max(1, Math.round(quality))) : 50;
}

/** A plain view of the same memory: clamped arrays are slower to write. */
function asBytes(view: Uint8ClampedArray): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.length);
}

function expandRgb565(source: Uint8Array, target: Uint8Array): void {
  for (let from = 0, to = 0; from < source.length; from += 2, to += 3) {
    const low = source[from]!;
    const high = source[from + 1]!;
    const green = ((high & 0x07) << 3) | (low >> 5);
    target[to] = (high & 0xf8) | (high >> 5);
    target[to + 1] = (green << 2) | (green >> 4);
    target[to + 2] = ((low & 0x1f) << 3) | ((low & 0x1f) >> 2);
  }
}

function toRgba(samples: Uint8Array, componentCount: number, pixelCount: number): Uint8Array {
  const rgba = new Uint8Array(4 * pixelCount);
  const words = new Uint32Array(rgba.buffer);
  if (componentCount === 1) {
    for (let pixel = 0; pixel < pixelCount; pixel++) words[pixel] = 0xff000000 | (samples[pixel]! * 0x010101);
  } else {
    for (let pixel = 0, from = 0; pixel < pixelCount; pixel++, from += 3) {
      words[pixel] = 0xff000000 | (samples[from + 2]! << 16) | (samples[from + 1]! << 8) | samples[from]!;
    }
  }
  return rgba;
}
