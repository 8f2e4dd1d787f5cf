// Setting and blending single pixels of one colour, clipped to the raster. Under the shapes of draw-*.ts.

import { formats, type Raster } from './raster.ts';

export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly #raster: Raster;
  readonly #color: number;

  /** `color` in the raster's own values; surplus bits are cut. */
  constructor(raster: Raster, color: number) {
    this.#raster = raster;
    this.width = raster.width;
    this.height = raster.height;
    if (raster.format === formats.binary) this.#color = color & 1;
    else this.#color = color & (raster.format === formats.grayscale ? 0xff : 0xffff);
  }

  set(x: number, y: number): void {
    if (x < 0 || x >= this.width || y < 0 || y >= this.height) return;
    this.#raster.pixels[y * this.width + x] = this.#color;
  }

  /** Pixels `x1` to `x2`, both included, of row `y`. */
  row(x1: number, x2: number, y: number): void {
    if (y < 0 || y >= this.height) return;
    const from = Math.max(x1, 0);
    const to = Math.min(x2, this.width - 1);
    if (from <= to) this.#raster.pixels.fill(this.#color, y * this.width + from, y * this.width + to + 1);
  }

  /** Pixels `y1` to `y2`, both included, of column `x`. */
  column(x: number, y1: number, y2: number): void {
    if (x < 0 || x >= this.width) return;
    const to = Math.min(y2, this.height - 1);
    for (let y = Math.max(y1, 0); y <= to; y++) this.#raster.pixels[y * this.width + x] = this.#color;
  }

  /** Mixes the colour in: `error` 0 is the colour alone, 256 leaves the pixel as it is. */
  blend(x: number, y: number, error: number): void {
    if (x < 0 || x >= this.width || y < 0 || y >= this.height) return;
    const { pixels, format } = this.#raster;
    const i = y * this.width + x;
    const old = pixels[i]!;
    const color = this.#color;
    const keep = error;
    const take = 256 - error;
    if (format === formats.grayscale) {
      pixels[i] = (old * keep + color * take) >> 8;
    } else if (format === formats.rgb565) {
      const r = ((old >> 11) * keep + (color >> 11) * take) >> 8;
      const g = (((old >> 5) & 63) * keep + ((color >> 5) & 63) * take) >> 8;
      const b = ((old & 31) * keep + (color & 31) * take) >> 8;
      pixels[i] = (r << 11) | (g << 5) | b;
    } else {
      pixels[i] = (old * 255 * keep + color * 255 * take) >> 8 > 127 ? 1 : 0;
    }
  }
}
