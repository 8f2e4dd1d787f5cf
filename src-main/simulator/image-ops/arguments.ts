// How Python hands over what does not fit a few numbers: thresholds as 32-bit words, options as doubles in a scratch
// array, images and masks by the address of their description (0: none).

import type { WasmHeap } from '../core/primitives.ts';
import { maskBits, openRaster, type Raster } from './raster.ts';
import type { Region } from './resample.ts';
import type { Threshold } from './threshold.ts';

/** `count` thresholds of six words at `address`. */
export function readThresholds(heap: WasmHeap, address: number, count: number): Threshold[] {
  return Array.from({ length: count }, (_, i) => {
    const at = (address >> 2) + i * 6;
    const words = heap.i32;
    return [words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!, words[at + 4]!, words[at + 5]!];
  });
}

/** `count` doubles at `address`. */
export function readDoubles(heap: WasmHeap, address: number, count: number): Float64Array {
  return heap.f64.slice(address >> 3, (address >> 3) + count);
}

export function writeDoubles(heap: WasmHeap, address: number, values: ArrayLike<number>): void {
  heap.f64.set(values, address >> 3);
}

export function regionOf(values: ArrayLike<number>, at: number): Region {
  return { x: values[at]!, y: values[at + 1]!, w: values[at + 2]!, h: values[at + 3]! };
}

/** The mask at `address` for an image, or undefined for address 0. */
export function readMask(heap: WasmHeap, address: number, raster: Raster): Uint8Array | undefined {
  return address === 0 ? undefined : maskBits(openRaster(heap, address), raster.width, raster.height);
}
