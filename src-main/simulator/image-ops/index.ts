// The functions behind the simulated camera's `image` module: Python reaches them as `import _image_ops`, image.py and
// its helpers under assets/simulator/lib are the only callers. Every function takes numbers and short strings and works
// on images in the interpreter's memory; an image is the address of its description (raster.ts).

import type { Primitive, WasmHeap } from '../core/primitives.ts';
import { createAnalysisPrimitives } from './analysis-primitives.ts';
import { createColorPrimitives } from './color-primitives.ts';
import { createDrawingPrimitives } from './drawing-primitives.ts';
import { createFilePrimitives } from './file-primitives.ts';
import { ImageCodec, type ImageJpegCodec } from './image-codec.ts';
import { createFilterPrimitives } from './filter-primitives.ts';
import { createSamplePrimitives } from './sample-primitives.ts';
import { createTonePrimitives } from './tone-primitives.ts';
import { createTransferPrimitives } from './transfer-primitives.ts';

/** All functions of the private module `_image_ops`. They throw on programming errors; the worker nets that. */
export function createImagePrimitives(heap: WasmHeap, jpeg: ImageJpegCodec): Record<string, Primitive> {
  const codec = new ImageCodec(heap, jpeg);
  return {
    ...createDrawingPrimitives(heap),
    ...createTransferPrimitives(heap, codec),
    ...createFilterPrimitives(heap),
    ...createTonePrimitives(heap),
    ...createAnalysisPrimitives(heap),
    ...createColorPrimitives(heap),
    ...createSamplePrimitives(heap),
    ...createFilePrimitives(heap, codec),
  };
}
