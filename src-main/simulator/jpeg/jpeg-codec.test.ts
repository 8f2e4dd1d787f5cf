import { beforeAll, describe, expect, it } from 'vitest';
import { createJpegCodec, type JpegCodec } from './jpeg-codec.ts';
import type { JpegEncodeOptions } from './jpeg-encode-options.ts';

const size = { width: 64, height: 48 };
const colour = { ...size, format: 'rgb565', quality: 90 } as const;
const grey = { ...size, format: 'grayscale', quality: 90 } as const;

let codec: JpegCodec;
beforeAll(async () => {
  codec = await createJpegCodec();
});

/** Four quarters: red, green, blue, white. */
function colourImage(): Uint8Array {
  const pixels = new Uint16Array(size.width * size.height);
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const quarter = (y < size.height / 2 ? 0 : 2) + (x < size.width / 2 ? 0 : 1);
      pixels[y * size.width + x] = [0xf800, 0x07e0, 0x001f, 0xffff][quarter]!;
    }
  }
  return new Uint8Array(pixels.buffer);
}

function noise(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state >>> 24;
  });
}

function pixelAt(image: { width: number; rgba: Uint8Array }, x: number, y: number): number[] {
  const at = 4 * (y * image.width + x);
  return [...image.rgba.subarray(at, at + 4)];
}

function expectNear(actual: number[], expected: number[]): void {
  actual.forEach((value, index) => expect(Math.abs(value - expected[index]!)).toBeLessThanOrEqual(8));
}

describe('the JPEG codec', () => {
  it('gives back the colours of an RGB565 image', () => {
    const image = codec.decode(codec.encode(colourImage(), colour));
    expect({ width: image.width, height: image.height }).toEqual(size);
    expectNear(pixelAt(image, 10, 10), [255, 0, 0, 255]);
    expectNear(pixelAt(image, 50, 10), [0, 255, 0, 255]);
    expectNear(pixelAt(image, 10, 40), [0, 0, 255, 255]);
    expectNear(pixelAt(image, 50, 40), [255, 255, 255, 255]);
  });

  it('gives back the levels of a grey image', () => {
    const pixels = Uint8Array.from({ length: size.width * size.height }, (_, index) => 4 * (index % size.width));
    const image = codec.decode(codec.encode(pixels, grey));
    for (const x of [0, 20, 40, 63]) expectNear(pixelAt(image, x, 5), [4 * x, 4 * x, 4 * x, 255]);
  });

  it.each([
    [1, 1],
    [4, 2],
    [8, 8],
    [16, 8],
    [100, 1],
    [1, 100],
    [17, 17],
    [64, 64],
  ])('has room for the file of noise in %i × %i pixels at every quality', (width, height) => {
    for (const format of ['rgb565', 'grayscale'] as const) {
      const pixels = noise(width * height * (format === 'rgb565' ? 2 : 1));
      for (const quality of [1, 50, 100]) {
        const image = codec.decode(codec.encode(pixels, { width, height, format, quality }));
        expect({ width: image.width, height: image.height }).toEqual({ width, height });
        if (format === 'rgb565' || quality < 100) continue;
        image.rgba.forEach((value, index) => {
          if (index % 4 === 0) expect(Math.abs(value - pixels[index / 4]!)).toBeLessThanOrEqual(3);
        });
      }
    }
  });

  it('writes baseline files, as cameras do', () => {
    const file = codec.encode(colourImage(), colour);
    const frameHeader = file.findIndex((byte, index) => byte === 0xff && [0xc0, 0xc2].includes(file[index + 1]!));
    expect(file[frameHeader + 1]).toBe(0xc0);
  });

  it('reads pixels that start at an odd address', () => {
    const shifted = new Uint8Array(colourImage().length + 1);
    shifted.set(colourImage(), 1);
    expect(codec.encode(shifted.subarray(1), colour)).toEqual(codec.encode(colourImage(), colour));
  });

  it('spends more bytes on more quality', () => {
    const pixels = noise(size.width * size.height);
    const sizes = [10, 50, 90].map((quality) => codec.encode(pixels, { ...grey, quality }).length);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(sizes[2]).toBeGreaterThan(2 * sizes[0]!);
  });

  it('clamps a quality out of range', () => {
    const encode = (quality: number) => codec.encode(colourImage(), { ...colour, quality });
    expect(encode(-5)).toEqual(encode(1));
    expect(encode(1000)).toEqual(encode(100));
  });

  it('refuses pixels that do not fill the size, then works on', () => {
    const wrong: JpegEncodeOptions[] = [
      { ...colour, width: 65 },
      { ...colour, width: 0 },
      { ...colour, width: -64, height: -48 },
      { ...colour, format: 'grayscale' },
      { ...colour, width: 64.5 },
    ];
    for (const options of wrong) {
      expect(() => codec.encode(colourImage(), options)).toThrow(expect.objectContaining({ code: 'bad-image' }));
    }
    expect(codec.decode(codec.encode(colourImage(), colour)).width).toBe(size.width);
  });

  it('refuses broken bytes with a coded error, then works on', () => {
    const good = codec.encode(colourImage(), colour);
    const lying = good.slice();
    const frameHeader = lying.findIndex((byte, index) => byte === 0xff && lying[index + 1] === 0xc0);
    lying.set([0xff, 0xff, 0xff, 0xff], frameHeader + 5);
    const noTables = Uint8Array.of(0xff, 0xd8, ...good.subarray(frameHeader));
    for (const bad of [new Uint8Array(), new Uint8Array(100), noise(500), good.subarray(0, 200), lying, noTables]) {
      expect(() => codec.decode(bad)).toThrow(expect.objectContaining({ name: 'JpegError', code: 'bad-jpeg' }));
      expect(codec.decode(good).height).toBe(size.height);
    }
  });

  it('never throws anything but its own error on damaged data', () => {
    const good = codec.encode(colourImage(), colour);
    const random = noise(600);
    for (let round = 0; round < 200; round++) {
      const damaged = good.slice();
      damaged[2 + ((random[3 * round]! * 256 + random[3 * round + 1]!) % (good.length - 2))] = random[3 * round + 2]!;
      try {
        codec.decode(damaged);
      } catch (error) {
        expect(error).toMatchObject({ name: 'JpegError' });
      }
    }
    expect(codec.decode(good).width).toBe(size.width);
  });

  it('does not grow over many images, good and broken', () => {
    const good = codec.encode(colourImage(), colour);
    const cut = good.subarray(0, good.length - 60);
    const bytesBefore = codec.memoryBytes;
    for (let round = 0; round < 2000; round++) {
      codec.encode(colourImage(), colour);
      codec.decode(good);
      try {
        codec.decode(cut);
      } catch {
        // Whether a cut image is refused is not the point here.
      }
    }
    expect(codec.memoryBytes).toBe(bytesBefore);
  });
});
