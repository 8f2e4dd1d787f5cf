// Primitives for tone, geometry and edges of an image. All return 1.

import type { Primitive, WasmHeap } from '../core/primitives.ts';
import { readDoubles, readMask } from './arguments.ts';
import { cannyEdges } from './edges.ts';
import { lensCorrection, polar, rotationCorrection } from './geometry.ts';
import { rasterPrimitives } from './raster-primitives.ts';
import { autoWhiteBalance, colorCorrection, equalize, equalizeAdaptive, gammaCorrection } from './tone.ts';

export function createTonePrimitives(heap: WasmHeap): Record<string, Primitive> {
  const onRaster = rasterPrimitives(heap);
  return {
    equalize: onRaster((raster, mask) => equalize(raster, readMask(heap, Number(mask), raster))),
    equalize_adaptive: onRaster((raster, clipLimit, mask) =>
      equalizeAdaptive(raster, Number(clipLimit), readMask(heap, Number(mask), raster)),
    ),
    gamma: onRaster((raster, gamma, contrast, brightness) =>
      gammaCorrection(raster, Number(gamma), Number(contrast), Number(brightness)),
    ),
    white_balance: onRaster((raster, brightest) => autoWhiteBalance(raster, brightest === 1)),
    color_matrix: onRaster((raster, matrix) => colorCorrection(raster, readDoubles(heap, Number(matrix), 12))),
    lens: onRaster((raster, strength, zoom, x, y) =>
      lensCorrection(raster, Number(strength), Number(zoom), Number(x), Number(y)),
    ),
    polar: onRaster((raster, x, y, linear, reverse) =>
      polar(raster, Number(x), Number(y), linear === 1, reverse === 1),
    ),
    /** x, y, z rotation in radians, x and y translation, zoom, field of view in radians, then eight corner numbers. */
    rotate: onRaster((raster, options, hasCorners) => {
      const values = readDoubles(heap, Number(options), 15);
      rotationCorrection(raster, values.subarray(0, 7), hasCorners === 1 ? values.subarray(7) : undefined);
    }),
    canny: onRaster((raster, low, high) => cannyEdges(raster, Number(low), Number(high))),
  };
}
