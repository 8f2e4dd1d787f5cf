// Primitives over two images: drawing one into another, arithmetic, conversions, similarity. Both return 1. The source
// may be compressed.

import type { Primitive, WasmHeap } from '../core/primitives.ts';
import { readDoubles, readMask, regionOf, writeDoubles } from './arguments.ts';
import { combineOf } from './combine.ts';
import { builtInPalette } from './palette.ts';
import type { ImageCodec } from './image-codec.ts';
import { openRaster, type Raster, readImageWords } from './raster.ts';
import { similarity } from './similarity.ts';
import { transfer, type TransferOptions } from './transfer.ts';

export function createTransferPrimitives(heap: WasmHeap, codec: ImageCodec): Record<string, Primitive> {
  /** The source of a transfer; its own copy where it shares memory with the target. */
  const openSource = (source: number, target: number): Raster => {
    const words = readImageWords(heap, source);
    const raster = codec.isCompressed(words.format) ? codec.decode(words) : openRaster(heap, source);
    const shared = words.address === readImageWords(heap, target).address;
    return shared ? { ...raster, pixels: raster.pixels.slice() } : raster;
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
    similarity: (image, other, options, dissimilar, result) => {
      const raster = openRaster(heap, Number(image));
      const source = openSource(Number(other), Number(image));
      writeDoubles(heap, Number(result), similarity(raster, source, readOptions(Number(options)), dissimilar === 1));
      return 1;
    },
  };
}
