// Primitives for single colours: RGB565 in, a number or three out.

import type { Primitive, WasmHeap } from '../core/primitives.ts';
import { writeDoubles } from './arguments.ts';
import { blue8, chromaU, chromaV, green8, lab, labToRgb565, luma, red8, yuvToRgb565 } from './color.ts';

export function createColorPrimitives(heap: WasmHeap): Record<string, Primitive> {
  return {
    luma: (pixel) => luma()[Number(pixel) & 0xffff]!,
    /** Writes L, a and b. */
    lab: (pixel, result) => {
      const at = ((Number(pixel) & 0xffff) >> 1) * 3;
      writeDoubles(heap, Number(result), lab().subarray(at, at + 3));
      return 1;
    },
    /** Writes Y, U and V. */
    yuv: (pixel, result) => {
      const value = Number(pixel) & 0xffff;
      const [r, g, b] = [red8(value), green8(value), blue8(value)];
      writeDoubles(heap, Number(result), [luma()[value]!, chromaU(r, g, b), chromaV(r, g, b)]);
      return 1;
    },
    from_lab: (l, a, b) => labToRgb565(Number(l), Number(a), Number(b)),
    from_yuv: (y, u, v) => yuvToRgb565(Number(y), Number(u), Number(v)),
  };
}
