// Primitives that measure: histograms and statistics, regression, blobs. Found blobs stay here under a handle, so that
// Python can ask its callbacks about them one at a time.

import type { Primitive, WasmHeap } from '../core/primitives.ts';
import { readDoubles, readThresholds, regionOf, writeDoubles } from './arguments.ts';
import { type Blob, blobsOverlap, cornerCount, joinBlobs, minimumRectangle } from './blob.ts';
import { findBlobs, mergeBlobs } from './find-blobs.ts';
import * as hist from './histogram.ts';
import { openRaster } from './raster.ts';
import { regression } from './regression.ts';

export function createAnalysisPrimitives(heap: WasmHeap): Record<string, Primitive> {
  return { ...histogramPrimitives(heap), ...blobPrimitives(heap), ...linePrimitives(heap) };
}

function histogramPrimitives(heap: WasmHeap): Record<string, Primitive> {
  /** Bins of all channels one after the other, their counts in words. */
  const readHistogram = (format: number, counts: number, bins: number): hist.ChannelHistogram[] => {
    let at = bins >> 3;
    return hist.rangesOf(format).map(([min, max], channel) => {
      const length = heap.i32[(counts >> 2) + channel]!;
      const values = Float32Array.from(heap.f64.subarray(at, at + length));
      at += length;
      return { bins: values, min, max };
    });
  };
  return {
    /** Region in four doubles; bin counts in words; writes the bins of all channels one after the other. */
    histogram: (image, region, thresholds, thresholdCount, invert, counts, other, bins) => {
      const raster = openRaster(heap, Number(image));
      const channels = hist.histogram(raster, {
        region: regionOf(readDoubles(heap, Number(region), 4), 0),
        thresholds: readThresholds(heap, Number(thresholds), Number(thresholdCount)),
        invert: invert === 1,
        binCounts: hist.rangesOf(raster.format).map((_, channel) => heap.i32[(Number(counts) >> 2) + channel]!),
        other: other === 0 ? undefined : openRaster(heap, Number(other)),
      });
      let at = Number(bins);
      for (const channel of channels) {
        writeDoubles(heap, at, channel.bins);
        at += channel.bins.length * 8;
      }
      return 1;
    },
    /** Eight numbers a channel. */
    statistics: (format, counts, bins, result) => {
      const channels = readHistogram(Number(format), Number(counts), Number(bins));
      writeDoubles(
        heap,
        Number(result),
        channels.flatMap((channel) => hist.statistics(channel)),
      );
      return 1;
    },
    /** One number per channel. */
    percentile: (format, counts, bins, share, result) => {
      const channels = readHistogram(Number(format), Number(counts), Number(bins));
      writeDoubles(
        heap,
        Number(result),
        channels.map((channel) => hist.percentile(channel, Number(share))),
      );
      return 1;
    },
    otsu: (format, counts, bins, result) => {
      const channels = readHistogram(Number(format), Number(counts), Number(bins));
      writeDoubles(
        heap,
        Number(result),
        channels.map((channel) => hist.otsuThreshold(channel)),
      );
      return 1;
    },
  };
}

function linePrimitives(heap: WasmHeap): Record<string, Primitive> {
  return {
    /** Options: region, strides, area and pixel threshold. Writes x1 y1 x2 y2 magnitude theta rho; 0: no line. */
    regression: (image, options, thresholds, count, invert, result) => {
      const values = readDoubles(heap, Number(options), 8);
      const line = regression(openRaster(heap, Number(image)), {
        thresholds: readThresholds(heap, Number(thresholds), Number(count)),
        invert: invert === 1,
        region: regionOf(values, 0),
        xStride: values[4]!,
        yStride: values[5]!,
        areaThreshold: values[6]!,
        pixelsThreshold: values[7]!,
      });
      if (line === undefined) return 0;
      const { x1, y1, x2, y2, magnitude, theta, rho } = line;
      writeDoubles(heap, Number(result), [x1, y1, x2, y2, magnitude, theta, rho]);
      return 1;
    },
  };
}

function blobPrimitives(heap: WasmHeap): Record<string, Primitive> {
  const found = new Map<number, Blob[]>();
  let lastHandle = 0;
  const blobAt = (handle: number | string | undefined, index: number | string | undefined): Blob => {
    const blob = found.get(Number(handle))?.[Number(index)];
    if (blob === undefined) throw new Error('no such blob');
    return blob;
  };
  return {
    /** Options: region, strides, area and pixel threshold, bins in x and y. Returns a handle for `blob_free`. */
    blobs_find: (image, options, thresholds, count, invert) => {
      const values = readDoubles(heap, Number(options), 10);
      const blobs = findBlobs(openRaster(heap, Number(image)), {
        thresholds: readThresholds(heap, Number(thresholds), Number(count)),
        invert: invert === 1,
        region: regionOf(values, 0),
        xStride: values[4]!,
        yStride: values[5]!,
        areaThreshold: values[6]!,
        pixelsThreshold: values[7]!,
        maxXBins: values[8]!,
        maxYBins: values[9]!,
      });
      lastHandle = (lastHandle + 1) & 0xffffff;
      found.set(lastHandle, blobs);
      return lastHandle;
    },
    blobs_free: (handle) => (found.delete(Number(handle)) ? 1 : 0),
    blobs_count: (handle) => found.get(Number(handle))?.length ?? 0,
    blobs_merge: (handle, margin, maxXBins, maxYBins) => {
      const blobs = mergeBlobs(found.get(Number(handle)) ?? [], Number(margin), Number(maxXBins), Number(maxYBins));
      found.set(Number(handle), blobs);
      return blobs.length;
    },
    blobs_overlap: (handle, a, b, margin) => +blobsOverlap(blobAt(handle, a), blobAt(handle, b), Number(margin)),
    /** Adds blob `b` to blob `a`. */
    blobs_join: (handle, a, b, maxXBins, maxYBins) => {
      joinBlobs(blobAt(handle, a), blobAt(handle, b), Number(maxXBins), Number(maxYBins));
      return 1;
    },
    /** Writes the 28 numbers of a blob: 12 facts, 4 corners and 4 corners of the smallest rectangle. */
    blob_read: (handle, index, result) => {
      const blob = blobAt(handle, index);
      const quarter = cornerCount / 4;
      const corners = [0, 1, 2, 3].flatMap((k) => [...blob.corners.subarray(k * quarter * 2, k * quarter * 2 + 2)]);
      writeDoubles(heap, Number(result), [
        blob.x,
        blob.y,
        blob.w,
        blob.h,
        blob.centroidX,
        blob.centroidY,
        blob.pixels,
        blob.rotation,
        blob.code,
        blob.count,
        blob.perimeter,
        blob.roundness,
        ...corners,
        ...minimumRectangle(blob.corners),
      ]);
      return 1;
    },
    /** Number of bins in x (`axis` 0) or y (1). */
    blob_bin_count: (handle, index, axis) =>
      (axis === 0 ? blobAt(handle, index).xBins : blobAt(handle, index).yBins).length,
    blob_bins: (handle, index, axis, result) => {
      const blob = blobAt(handle, index);
      writeDoubles(heap, Number(result), axis === 0 ? blob.xBins : blob.yBins);
      return 1;
    },
  };
}
