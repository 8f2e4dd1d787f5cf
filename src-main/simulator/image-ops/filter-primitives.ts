// Primitives that threshold, erode, dilate and filter an image. All return 1.

import type { Primitive, WasmHeap } from '../core/primitives.ts';
import { readDoubles, readMask, readThresholds } from './arguments.ts';
import { morphology } from './morphology.ts';
import * as filters from './neighbourhood.ts';
import { rasterPrimitives } from './raster-primitives.ts';
import { openRaster, whiteOf } from './raster.ts';
import { thresholdBits } from './threshold.ts';

export function createFilterPrimitives(heap: WasmHeap): Record<string, Primitive> {
  const onRaster = rasterPrimitives(heap);
  return {
    /** The target may be the image itself or a 1-bit one of its size. */
    binary: (target, image, thresholds, count, invert, zero, mask) => {
      const source = openRaster(heap, Number(image));
      const bits = thresholdBits(source, readThresholds(heap, Number(thresholds), Number(count)), invert === 1);
      const allowed = readMask(heap, Number(mask), source);
      const before = source.pixels.slice();
      const raster = openRaster(heap, Number(target));
      const white = whiteOf(raster.format);
      for (let i = 0; i < bits.length; i++) {
        if (allowed?.[i] === 0) raster.pixels[i] = before[i]!;
        else if (zero === 1) raster.pixels[i] = bits[i] === 1 ? 0 : before[i]!;
        else raster.pixels[i] = bits[i] === 1 ? white : 0;
      }
      raster.commit();
      return 1;
    },
    invert: onRaster((raster) => {
      const white = whiteOf(raster.format);
      for (let i = 0; i < raster.pixels.length; i++) raster.pixels[i]! ^= white;
    }),
    morphology: onRaster((raster, name, ksize, threshold, mask) =>
      morphology(raster, String(name), Number(ksize), Number(threshold), readMask(heap, Number(mask), raster)),
    ),
    /** Two parameters whose meaning depends on the filter; a kernel of words for `kernel`. */
    filter: onRaster((raster, name, ksize, parameters, kernel, threshold, offset, invert, mask) => {
      const size = Number(ksize);
      const values = readDoubles(heap, Number(parameters), 2);
      const options = {
        ksize: size,
        threshold: threshold === 1,
        offset: Number(offset),
        invert: invert === 1,
        mask: readMask(heap, Number(mask), raster),
      };
      const words = (): Int32Array => {
        const at = Number(kernel) >> 2;
        return heap.i32.slice(at, at + (2 * size + 1) ** 2);
      };
      const makers: Record<string, () => filters.ChannelFilter> = {
        mean: () => filters.meanFilter(size),
        median: () => filters.medianFilter(size, values[0]!),
        mode: () => filters.modeFilter(),
        midpoint: () => filters.midpointFilter(values[0]!),
        kernel: () => filters.kernelFilter(words(), values[0]!, values[1]!),
        bilateral: () => filters.bilateralFilter(size, values[0]!, values[1]!),
      };
      const make = makers[String(name)];
      if (make === undefined) throw new Error(`no filter ${name}`);
      filters.applyFilter(raster, make(), options);
    }),
  };
}
