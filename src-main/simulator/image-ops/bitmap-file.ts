// BMP files: written as the camera writes them (8-bit grey or 16-bit RGB565, top row first), read in more kinds.

import { rgb565 } from './color.ts';
import { blankRaster, formats, type Raster } from './raster.ts';

/** A BMP of 8 bits with a grey palette, or of 16 bits with RGB565 masks. */
export function encodeBmp(raster: Raster): Uint8Array {
  const { width, height, pixels } = raster;
  const colored = raster.format === formats.rgb565;
  const tableBytes = colored ? 12 : 1024;
  const rowBytes = Math.ceil((width * (colored ? 2 : 1)) / 4) * 4;
  const start = 54 + tableBytes;
  const out = new Uint8Array(start + rowBytes * height);
  const view = new DataView(out.buffer);
  out[0] = 0x42;
  out[1] = 0x4d;
  view.setUint32(2, out.length, true);
  view.setUint32(10, start, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, -height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, colored ? 16 : 8, true);
  view.setUint32(30, colored ? 3 : 0, true);
  view.setUint32(34, rowBytes * height, true);
  if (colored) for (const [i, mask] of [0xf800, 0x07e0, 0x001f].entries()) view.setUint32(54 + i * 4, mask, true);
  else for (let i = 0; i < 256; i++) view.setUint32(54 + i * 4, i * 0x010101, true);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const row = start + y * rowBytes;
      if (colored) view.setUint16(row + x * 2, pixels[i]!, true);
      else out[row + x] = raster.format === formats.binary ? pixels[i]! * 255 : pixels[i]!;
    }
  }
  return out;
}

/** BMP of 8, 16, 24 or 32 bits without compression, as grey (8 bits) or RGB565. */
export function decodeBmp(bytes: Uint8Array): Raster {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = view.getUint32(10, true);
  const width = view.getInt32(18, true);
  const signedHeight = view.getInt32(22, true);
  const height = Math.abs(signedHeight);
  const bits = view.getUint16(28, true);
  const rowBytes = Math.ceil((width * bits) / 32) * 4;
  const compression = view.getUint32(30, true);
  if (![8, 16, 24, 32].includes(bits) || ![0, 3].includes(compression) || width < 1 || height < 1) {
    throw new Error('this kind of BMP is not supported');
  }
  if (bytes.length < start + rowBytes * height) throw new Error('the BMP ends early');
  const is565 = compression === 3 && view.getUint32(54, true) === 0xf800;
  const raster = blankRaster(width, height, bits === 8 ? formats.grayscale : formats.rgb565);
  for (let y = 0, i = 0; y < height; y++) {
    const row = start + (signedHeight < 0 ? y : height - 1 - y) * rowBytes;
    for (let x = 0; x < width; x++, i++) {
      if (bits === 8) raster.pixels[i] = bytes[row + x]!;
      else if (bits === 16) {
        const value = view.getUint16(row + x * 2, true);
        raster.pixels[i] = is565 ? value : ((value & 0x7fe0) << 1) | (value & 0x1f);
      } else {
        const at = row + (x * bits) / 8;
        raster.pixels[i] = rgb565(bytes[at + 2]!, bytes[at + 1]!, bytes[at]!);
      }
    }
  }
  return raster;
}
