// Primitives that draw on one image. All return 1.

import type { Primitive, WasmHeap } from '../core/primitives.ts';
import { readDoubles, readMask } from './arguments.ts';
import { Canvas } from './canvas.ts';
import { drawLine } from './draw-line.ts';
import { drawCircle, drawEllipse, drawRectangle } from './draw-shape.ts';
import { drawText } from './draw-text.ts';
import { floodFill } from './flood-fill.ts';
import { blankRaster, formats, openRaster, readImageWords, type Raster } from './raster.ts';

export function createDrawingPrimitives(heap: WasmHeap): Record<string, Primitive> {
  const onCanvas =
    (draw: (canvas: Canvas, ...numbers: number[]) => void): Primitive =>
    (image, color, ...rest) => {
      const raster = openRaster(heap, Number(image));
      draw(new Canvas(raster, Number(color)), ...rest.map(Number));
      raster.commit();
      return 1;
    };
  return {
    line: onCanvas((canvas, x0, y0, x1, y1, thickness) => drawLine(canvas, x0, y0, x1, y1, thickness)),
    rectangle: onCanvas((canvas, x, y, w, h, thickness, fill) =>
      drawRectangle(canvas, x, y, w, h, thickness, fill === 1),
    ),
    circle: onCanvas((canvas, x, y, r, thickness, fill) => drawCircle(canvas, x, y, r, thickness, fill === 1)),
    ellipse: onCanvas((canvas, x, y, rx, ry, rotation, thickness, fill) =>
      drawEllipse(canvas, x, y, rx, ry, rotation, thickness, fill === 1),
    ),

    /** Style: scale, spacings, mono_space, then rotation and mirrors of the characters and of the string. */
    text: (image, color, x, y, text, styleAddress) => {
      const raster = openRaster(heap, Number(image));
      const style = readDoubles(heap, Number(styleAddress), 10);
      drawText(new Canvas(raster, Number(color)), Number(x), Number(y), String(text), {
        scale: style[0]!,
        xSpacing: style[1]!,
        ySpacing: style[2]!,
        monoSpace: style[3] === 1,
        charRotation: style[4]!,
        charHmirror: style[5] === 1,
        charVflip: style[6] === 1,
        stringRotation: style[7]!,
        stringHmirror: style[8] === 1,
        stringVflip: style[9] === 1,
      });
      raster.commit();
      return 1;
    },

    /** One pixel's value; the caller checks the bounds. */
    get_pixel: (image, x, y) => {
      const { address, width, format } = readImageWords(heap, Number(image));
      const at = Number(y) * width + Number(x);
      if (format === formats.binary) {
        return (heap.u8[address + Number(y) * 4 * Math.ceil(width / 32) + (Number(x) >> 3)]! >> (Number(x) & 7)) & 1;
      }
      return (format & 0xff) === 2 ? heap.u16[(address >> 1) + at]! : heap.u8[address + at]!;
    },
    set_pixel: (image, x, y, value) => {
      const { address, width, format } = readImageWords(heap, Number(image));
      const at = Number(y) * width + Number(x);
      if (format === formats.binary) {
        const byte = address + Number(y) * 4 * Math.ceil(width / 32) + (Number(x) >> 3);
        const bit = 1 << (Number(x) & 7);
        heap.u8[byte] = Number(value) & 1 ? heap.u8[byte]! | bit : heap.u8[byte]! & ~bit;
      } else if ((format & 0xff) === 2) heap.u16[(address >> 1) + at] = Number(value);
      else heap.u8[address + at] = Number(value);
      return 1;
    },

    /** Options: x, y, seed threshold, floating threshold, colour, invert, clear background. */
    flood_fill: (image, optionsAddress, mask) => {
      const raster = openRaster(heap, Number(image));
      const options = readDoubles(heap, Number(optionsAddress), 7);
      floodFill(raster, {
        x: options[0]!,
        y: options[1]!,
        seedThreshold: options[2]!,
        floatingThreshold: options[3]!,
        color: options[4]!,
        invert: options[5] === 1,
        clearBackground: options[6] === 1,
        blocked: readMask(heap, Number(mask), raster),
      });
      raster.commit();
      return 1;
    },

    /** Zeroes the pixels that a mask lets through. */
    clear: (image, mask) => {
      const raster = openRaster(heap, Number(image));
      zero(raster, readMask(heap, Number(mask), raster) ?? new Uint8Array(raster.pixels.length).fill(1), 1);
      return 1;
    },
    /** Zeroes all but a shape: `rectangle` x y w h, `circle` x y r or `ellipse` x y rx ry rotation. */
    keep_shape: (image, shape, ...numbers) => {
      const raster = openRaster(heap, Number(image));
      const inside = blankRaster(raster.width, raster.height, formats.binary);
      const canvas = new Canvas(inside, 1);
      const [a = 0, b = 0, c = 0, d = 0, e = 0] = numbers.map(Number);
      if (shape === 'rectangle') drawRectangle(canvas, a, b, c, d, 0, true);
      else if (shape === 'circle') drawCircle(canvas, a, b, c, 0, true);
      else drawEllipse(canvas, a, b, c, d, e, 0, true);
      zero(raster, inside.pixels as Uint8Array, 0);
      return 1;
    },
  };
}

function zero(raster: Raster, bits: Uint8Array, where: number): void {
  for (let i = 0; i < bits.length; i++) if (bits[i] === where) raster.pixels[i] = 0;
  raster.commit();
}
