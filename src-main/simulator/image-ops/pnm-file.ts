// PGM and PPM files.

import { blue8, green8, red8, rgb565 } from './color.ts';
import { blankRaster, formats, type Raster } from './raster.ts';

/** PGM for grey and 1-bit, PPM for colour images. */
export function encodePnm(raster: Raster): Uint8Array {
  const colored = raster.format === formats.rgb565;
  const header = new TextEncoder().encode(`P${colored ? 6 : 5}\n${raster.width} ${raster.height}\n255\n`);
  const gain = raster.format === formats.binary ? 255 : 1;
  const body = colored
    ? Uint8Array.from({ length: raster.pixels.length * 3 }, (_, i) =>
        [red8, green8, blue8][i % 3]!(raster.pixels[Math.floor(i / 3)]!),
      )
    : Uint8Array.from(raster.pixels, (pixel) => pixel * gain);
  const file = new Uint8Array(header.length + body.length);
  file.set(header);
  file.set(body, header.length);
  return file;
}

/** PGM and PPM, text (P2, P3) or binary (P5, P6). */
export function decodePnm(bytes: Uint8Array): Raster {
  const kind = bytes[1]! - 0x30;
  let at = 2;
  const nextNumber = (): number => {
    while (at < bytes.length && (bytes[at]! < 0x30 || bytes[at]! > 0x39)) {
      if (bytes[at] === 0x23) while (at < bytes.length && bytes[at] !== 0x0a) at++;
      else at++;
    }
    let value = 0;
    while (at < bytes.length && bytes[at]! >= 0x30 && bytes[at]! <= 0x39) value = value * 10 + bytes[at++]! - 0x30;
    return value;
  };
  const width = nextNumber();
  const height = nextNumber();
  const top = nextNumber();
  if (top < 1 || top > 255 || width < 1 || height < 1) throw new Error('this kind of PNM is not supported');
  at++;
  const isText = kind < 4;
  const colored = kind === 3 || kind === 6;
  const sample = (): number => Math.floor(((isText ? nextNumber() : (bytes[at++] ?? 0)) * 255) / top);
  const raster = blankRaster(width, height, colored ? formats.rgb565 : formats.grayscale);
  for (let i = 0; i < raster.pixels.length; i++) {
    raster.pixels[i] = colored ? rgb565(sample(), sample(), sample()) : sample();
  }
  return raster;
}
