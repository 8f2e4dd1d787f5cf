// Primitives between images and arrays of numbers: one sample a grey pixel, red, green and blue of a coloured one.

import { roundHalfEven } from './fast-math.ts';
import type { Primitive, WasmHeap } from '../core/primitives.ts';
import { blue8, clampByte, green8, red8, rgb565 } from './color.ts';
import { formats, openRaster } from './raster.ts';

export function createSamplePrimitives(heap: WasmHeap): Record<string, Primitive> {
  return {
    /** Writes bytes (`B`), bytes less 128 (`b`) or doubles (`f`). */
    to_samples: (image, address, kind) => {
      const { pixels, format } = openRaster(heap, Number(image));
      const flip = kind === 'b' ? 0x80 : 0;
      const target = kind === 'f' ? heap.f64 : heap.u8;
      let at = kind === 'f' ? Number(address) >> 3 : Number(address);
      for (const pixel of pixels) {
        if (format === formats.rgb565) {
          target[at++] = red8(pixel) ^ flip;
          target[at++] = green8(pixel) ^ flip;
          target[at++] = blue8(pixel) ^ flip;
        } else target[at++] = pixel ^ flip;
      }
      return 1;
    },
    /** Reads doubles, rounded and limited to 0 to 255. */
    from_samples: (image, address) => {
      const { pixels, format } = openRaster(heap, Number(image));
      let at = Number(address) >> 3;
      const next = (): number => clampByte(roundHalfEven(heap.f64[at++]!));
      for (let i = 0; i < pixels.length; i++) {
        pixels[i] = format === formats.rgb565 ? rgb565(next(), next(), next()) : next();
      }
      return 1;
    },
  };
}
