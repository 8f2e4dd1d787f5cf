// Colour arithmetic of the camera: RGB565, brightness (Y), YUV and CIE LAB with the firmware's integer roundings, so
// that thresholds found on a real camera select the same pixels here. Tables are made on first use and kept.

/** Eight-bit red, green and blue of an RGB565 value. */
export const red8 = (pixel: number): number => ((pixel >> 8) & 0xf8) | (pixel >> 13);
export const green8 = (pixel: number): number => ((pixel >> 3) & 0xfc) | ((pixel >> 9) & 3);
export const blue8 = (pixel: number): number => ((pixel << 3) & 0xf8) | ((pixel >> 2) & 7);

/** RGB565 of eight-bit red, green and blue. */
export const rgb565 = (r: number, g: number, b: number): number => ((r & 0xf8) << 8) | ((g & 0xfc) << 3) | (b >> 3);

export const clampByte = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);

/** Brightness 0 to 255 of eight-bit red, green and blue. */
export const lumaOf = (r: number, g: number, b: number): number => (r * 38 + g * 75 + b * 15) >> 7;

let lumaTable: Uint8Array | undefined;

/** Brightness of all 65536 RGB565 values. */
export function luma(): Uint8Array {
  lumaTable ??= Uint8Array.from({ length: 65536 }, (_, pixel) => lumaOf(red8(pixel), green8(pixel), blue8(pixel)));
  return lumaTable;
}

/** RGB565 of Y 0 to 255, U and V −128 to 127. */
export function yuvToRgb565(y: number, u: number, v: number): number {
  return rgb565(
    clampByte(y + ((91881 * v) >> 16)),
    clampByte(y - ((22554 * u + 46802 * v) >> 16)),
    clampByte(y + ((116130 * u) >> 16)),
  );
}

/** U and V, −128 to 127, of eight-bit red, green and blue. */
export const chromaU = (r: number, g: number, b: number): number => (r * -21 - g * 43 + b * 64) >> 7;
export const chromaV = (r: number, g: number, b: number): number => (r * 64 - g * 54 - b * 10) >> 7;

let labTable: Int8Array | undefined;

/**
 * L, a and b of an RGB565 value at index `(pixel >> 1) · 3`: like the camera's table it ignores the lowest bit of blue
 * and holds the mean of both neighbours. L is 0 to 100, a and b are −128 to 127.
 */
export function lab(): Int8Array {
  if (labTable !== undefined) return labTable;
  const table = new Int8Array(32768 * 3);
  const fiveBits = Float64Array.from({ length: 32 }, (_, value) =>
    toLinear(Math.floor((value * 255 + 15.5) / 31) / 255),
  );
  const sixBits = Float64Array.from({ length: 64 }, (_, value) =>
    toLinear(Math.floor((value * 255 + 31.5) / 63) / 255),
  );
  const sums = [0, 0, 0];
  for (let i = 0; i < 32768; i++) {
    sums.fill(0);
    for (let pixel = i * 2; pixel <= i * 2 + 1; pixel++) {
      const r = fiveBits[pixel >> 11]! * 100;
      const g = sixBits[(pixel >> 5) & 63]! * 100;
      const b = fiveBits[pixel & 31]! * 100;
      const x = labCurve((r * 0.4124 + g * 0.3576 + b * 0.1805) / 95.047);
      const y = labCurve((r * 0.2126 + g * 0.7152 + b * 0.0722) / 100);
      const z = labCurve((r * 0.0193 + g * 0.1192 + b * 0.9505) / 108.883);
      sums[0]! += Math.round(116 * y) - 16;
      sums[1]! += Math.round(500 * (x - y));
      sums[2]! += Math.round(200 * (y - z));
    }
    for (let k = 0; k < 3; k++) table[i * 3 + k] = Math.trunc(sums[k]! / 2);
  }
  labTable = table;
  return table;
}

/** RGB565 of L 0 to 100, a and b −128 to 127. */
export function labToRgb565(l: number, a: number, b: number): number {
  const fy = (l + 16) * 0.008621;
  const x = fromLabCurve(fy + a * 0.002) * 95.047;
  const y = fromLabCurve(fy) * 100;
  const z = fromLabCurve(fy - b * 0.005) * 108.883;
  return rgb565(
    toByte((x * 3.2406 + y * -1.5372 + z * -0.4986) / 100),
    toByte((x * -0.9689 + y * 1.8758 + z * 0.0415) / 100),
    toByte((x * 0.0557 + y * -0.204 + z * 1.057) / 100),
  );
}

function toLinear(value: number): number {
  return value > 0.04045 ? ((value + 0.055) / 1.055) ** 2.4 : value / 12.92;
}

function toByte(linear: number): number {
  const encoded = linear > 0.0031308 ? 1.055 * linear ** 0.416666 - 0.055 : linear * 12.92;
  return clampByte(Math.floor(encoded * 255));
}

function labCurve(t: number): number {
  return t > 0.008856 ? Math.cbrt(t) : t * 7.787037 + 0.137931;
}

function fromLabCurve(f: number): number {
  return f > 0.206897 ? f ** 3 : 0.128419 * f - 0.017713;
}
