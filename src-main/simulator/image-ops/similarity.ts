// get_similarity: structural similarity (SSIM) of two images in blocks of 8 × 8.

import { blankRaster, brightnessTable, formats, type Raster } from './raster.ts';
import { coveredRegion, transfer, type TransferOptions } from './transfer.ts';

/** Mean, standard deviation, minimum and maximum over the blocks: 1 is equal, or 0 for the dissimilarity. */
export function similarity(raster: Raster, other: Raster, options: TransferOptions, dissimilar: boolean): number[] {
  const covered = coveredRegion(raster, options);
  if (covered === undefined) return [0, 0, 0, 0];
  const placed = blankRaster(raster.width, raster.height, raster.format);
  transfer(placed, other, { ...options, blackBackground: true });
  // The camera compares bits of a 1-bit image, brightness otherwise.
  const level = raster.format === formats.binary ? [0, 1] : brightnessTable(raster.format);
  const top = raster.format === formats.binary ? 1 : 255;
  const scores: number[] = [];
  for (let y = 0; y < covered.h; y += 8) {
    for (let x = 0; x < covered.w; x += 8) {
      const block = {
        x: covered.x + x,
        y: covered.y + y,
        w: Math.min(8, covered.w - x),
        h: Math.min(8, covered.h - y),
      };
      const score = blockScore(raster, placed, block, level, top);
      scores.push(dissimilar ? (1 - score) / 2 : score);
    }
  }
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const square = scores.reduce((sum, score) => sum + score * score, 0) / scores.length;
  return [mean, Math.sqrt(Math.max(square - mean * mean, 0)), Math.min(...scores), Math.max(...scores)];
}

function blockScore(
  a: Raster,
  b: Raster,
  block: { x: number; y: number; w: number; h: number },
  level: ArrayLike<number>,
  top: number,
): number {
  let sumA = 0;
  let sumB = 0;
  let squareA = 0;
  let squareB = 0;
  let product = 0;
  for (let y = block.y; y < block.y + block.h; y++) {
    for (let x = block.x; x < block.x + block.w; x++) {
      const p = level[a.pixels[y * a.width + x]!]!;
      const q = level[b.pixels[y * b.width + x]!]!;
      sumA += p;
      sumB += q;
      squareA += p * p;
      squareB += q * q;
      product += p * q;
    }
  }
  const size = block.w * block.h;
  const meanA = sumA / size;
  const meanB = sumB / size;
  // Variances times the block's size, as the camera computes them.
  const varianceA = squareA - size * meanA * meanA;
  const varianceB = squareB - size * meanB * meanB;
  const covariance = product - size * meanA * meanB;
  const c1 = (top * 0.01) ** 2;
  const c2 = (top * 0.03) ** 2;
  const numerator = (2 * meanA * meanB + c1) * (2 * covariance + c2);
  return numerator / ((meanA * meanA + meanB * meanB + c1) * (varianceA + varianceB + c2));
}
