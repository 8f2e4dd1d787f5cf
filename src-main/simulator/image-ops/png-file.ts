// PNG files of images in the interpreter's memory.

import * as png from '../../../src-shared/picture/png.ts';
import { blue8, green8, red8, rgb565 } from './color.ts';
import { blankRaster, formats, type Raster } from './raster.ts';

export function encodePng({ width, height, format, pixels }: Raster): Uint8Array {
  if (format !== formats.rgb565) {
    const gain = format === formats.binary ? 255 : 1;
    return png.encodePng({ width, height, channels: 1, data: Uint8Array.from(pixels, (pixel) => pixel * gain) });
  }
  const data = new Uint8Array(pixels.length * 3);
  for (let at = 0, to = 0; at < pixels.length; at++) {
    const pixel = pixels[at]!;
    data[to++] = red8(pixel);
    data[to++] = green8(pixel);
    data[to++] = blue8(pixel);
  }
  return png.encodePng({ width, height, channels: 3, data });
}

/** Throws on files that are damaged, and on grey ones of less than eight bits a sample. */
export function decodePng(bytes: Uint8Array): Raster {
  const decoded = png.decodePng(bytes);
  if (decoded === undefined) throw new Error('this PNG does not decode');
  const { width, height, channels, data } = decoded;
  const colored = channels >= 3;
  const raster = blankRaster(width, height, colored ? formats.rgb565 : formats.grayscale);
  for (let at = 0; at < raster.pixels.length; at++) {
    const from = at * channels;
    raster.pixels[at] = colored ? rgb565(data[from]!, data[from + 1]!, data[from + 2]!) : data[from]!;
  }
  return raster;
}
