// What the primitives share that change an image in place.

import type { Primitive, WasmHeap } from '../core/primitives.ts';
import { openRaster, type Raster } from './raster.ts';

type RasterChange = (raster: Raster, ...args: (number | string)[]) => void;

/** Makes primitives that open the image, change it and write it back. They return 1. */
export function rasterPrimitives(heap: WasmHeap): (change: RasterChange) => Primitive {
  return (change) =>
    (image, ...args) => {
      const raster = openRaster(heap, Number(image));
      change(raster, ...args);
      raster.commit();
      return 1;
    };
}
