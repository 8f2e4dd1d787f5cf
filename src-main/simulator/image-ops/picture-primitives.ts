// Primitives over two pictures (draw_image, arithmetic, conversions, similarity) and over all pixels of one (binary,
// invert, filters, tone, geometry). All return 1 unless said otherwise. Compressed pictures may be the source.

import type { Primitive, WasmHeap } from '../micropython/primitives.ts';
import { readDoubles, readMask, readThresholds, regionOf, writeDoubles } from './arguments.ts';
import { combineOf } from './combine.ts';
import { cannyEdges } from './edges.ts';
import { lensCorrection, polar, rotationCorrection } from './geometry.ts';
import type { PictureCodec } from './picture-codec.ts';
import { morphology } from './morphology.ts';
import * as filters from './neighbourhood.ts';
import { builtInPalette } from './palette.ts';
import { openRaster, type Raster, readPictureWords, whiteOf } from './raster.ts';
import { similarity } from './similarity.ts';
import { thresholdBits } from './threshold.ts';
import { autoWhiteBalance, colorCorrection, equalize, equalizeAdaptive, gammaCorrection } from './tone.ts';
import { transfer, type TransferOptions } from './transfer.ts';

export function createPicturePrimitives(heap: WasmHeap, codec: PictureCodec): Record<string, Primitive> {
  /** The source of a transfer; its own copy where it shares memory with the target. */
  const openSource = (source: number, target: number): Raster => {
    const words = readPictureWords(heap, source);
    const raster = codec.isCompressed(words.format) ? codec.decode(words) : openRaster(heap, source);
    const shared = words.address === readPictureWords(heap, target).address;
    return shared ? { ...raster, pixels: raster.pixels.slice() } : raster;
  };
  const onRaster =
    (change: (raster: Raster, ...args: (number | string)[]) => void): Primitive =>
    (picture, ...args) => {
      const raster = openRaster(heap, Number(picture));
      change(raster, ...args);
      raster.commit();
      return 1;
    };
  const openPalette = (value: number): ArrayLike<number> | undefined => {
    if (value === 0) return undefined;
    return value < 0 ? builtInPalette(-value - 1) : openRaster(heap, value).pixels;
  };
  /** x, y, scales, region, channel, alpha, hint, black background, colour palette, alpha palette. */
  const readOptions = (address: number): Omit<TransferOptions, 'mask' | 'combine'> => {
    const values = readDoubles(heap, address, 14);
    return {
      x: values[0]!,
      y: values[1]!,
      scaleX: values[2]!,
      scaleY: values[3]!,
      region: regionOf(values, 4),
      channel: values[8]!,
      alpha: values[9]!,
      hint: values[10]!,
      blackBackground: values[11] === 1,
      colorPalette: openPalette(values[12]!),
      alphaPalette: openPalette(values[13]!),
    };
  };
  return {
    transfer: (target, source, options, operation, mask) => {
      const raster = openRaster(heap, Number(target));
      transfer(raster, openSource(Number(source), Number(target)), {
        ...readOptions(Number(options)),
        combine: operation === 'copy' ? undefined : combineOf(String(operation), raster.format),
        mask: readMask(heap, Number(mask), raster),
      });
      raster.commit();
      return 1;
    },
    /** Writes mean, standard deviation, minimum and maximum of the structural similarity. */
    similarity: (picture, other, options, dissimilar, result) => {
      const raster = openRaster(heap, Number(picture));
      const source = openSource(Number(other), Number(picture));
      writeDoubles(heap, Number(result), similarity(raster, source, readOptions(Number(options)), dissimilar === 1));
      return 1;
    },

    /** The target may be the picture itself or a 1-bit one of its size. */
    binary: (target, picture, thresholds, count, invert, zero, mask) => {
      const source = openRaster(heap, Number(picture));
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
