// draw_string: characters and the whole text can each be turned by right angles and mirrored.

import type { Canvas } from './canvas.ts';
import { glyphHeight, glyphOf, glyphWidth } from './font.ts';

export interface TextStyle {
  readonly scale: number;
  readonly xSpacing: number;
  readonly ySpacing: number;
  /** false: every letter takes only the columns it uses. */
  readonly monoSpace: boolean;
  /** degrees; rounded down to a multiple of 90 */
  readonly charRotation: number;
  readonly charHmirror: boolean;
  readonly charVflip: boolean;
  readonly stringRotation: number;
  readonly stringHmirror: boolean;
  readonly stringVflip: boolean;
}

export function drawText(canvas: Canvas, x: number, y: number, text: string, style: TextStyle): void {
  const { scale, monoSpace } = style;
  const charTurn = rightAngles(style.charRotation);
  const stringTurn = rightAngles(style.stringRotation);
  const sideways = charTurn % 2 === 1;
  const direction = style.stringHmirror ? -1 : 1;
  const originX = style.stringHmirror ? x - Math.floor(glyphWidth * scale) + 1 : x;
  const originY = style.stringVflip ? y - Math.floor(glyphHeight * scale) + 1 : y;
  let penX = originX;
  let penY = originY;
  for (const letter of text.replaceAll('\r\n', '\n')) {
    if (letter === '\n' || letter === '\r') {
      penX = originX;
      const line = Math.floor((sideways ? glyphWidth : glyphHeight) * scale) + style.ySpacing;
      penY += style.stringVflip ? -line : line;
      continue;
    }
    const glyph = glyphOf(letter.codePointAt(0)!);
    if (glyph === undefined) continue;
    const used = usedColumns(glyph, charTurn, style);
    if (!monoSpace && used !== undefined) penX -= direction * Math.floor(used.first * scale);
    stamp(canvas, glyph, penX, penY, originX, originY, charTurn, stringTurn, style);
    if (monoSpace) penX += direction * (Math.floor((sideways ? glyphHeight : glyphWidth) * scale) + style.xSpacing);
    else if (used === undefined) penX += direction * Math.floor(scale * 3);
    else penX += direction * (Math.floor((used.last + 2) * scale) + style.xSpacing);
  }
}

function rightAngles(degrees: number): number {
  return Math.floor((((degrees % 360) + 360) % 360) / 90);
}

/** First and last column that has a dot, in reading direction; undefined for a blank. */
function usedColumns(glyph: Uint8Array, turn: number, style: TextStyle): { first: number; last: number } | undefined {
  const sideways = turn % 2 === 1;
  const upsideDown = turn >= 2;
  const mirrored = upsideDown !== (style.charHmirror !== style.stringHmirror);
  const flipped = upsideDown !== style.charVflip;
  const length = sideways ? glyphHeight : glyphWidth;
  let first: number | undefined;
  let last = 0;
  for (let i = 0; i < length; i++) {
    let any: boolean;
    if (sideways) any = glyph[flipped ? i : glyphHeight - 1 - i] !== 0;
    else {
      const bit = 1 << (mirrored ? i : glyphWidth - 1 - i);
      any = glyph.some((row) => (row & bit) !== 0);
    }
    if (!any) continue;
    first ??= i;
    last = i;
  }
  return first === undefined ? undefined : { first, last };
}

function stamp(
  canvas: Canvas,
  glyph: Uint8Array,
  penX: number,
  penY: number,
  originX: number,
  originY: number,
  charTurn: number,
  stringTurn: number,
  style: TextStyle,
): void {
  const { scale } = style;
  const columns = Math.floor(glyphWidth * scale);
  const rows = Math.floor(glyphHeight * scale);
  for (let row = 0; row < rows; row++) {
    const bits = glyph[Math.floor(row / scale)]!;
    if (bits === 0) continue;
    for (let column = 0; column < columns; column++) {
      if ((bits & (1 << (glyphWidth - 1 - Math.floor(column / scale)))) === 0) continue;
      const x = penX + (style.charHmirror ? columns - column - 1 : column);
      const y = penY + (style.charVflip ? rows - row - 1 : row);
      const [cx, cy] = turned(x, y, charTurn, penX + (columns >> 1), penY + (rows >> 1));
      const [sx, sy] = turned(cx, cy, stringTurn, originX, originY);
      canvas.set(sx, sy);
    }
  }
}

function turned(x: number, y: number, turn: number, cx: number, cy: number): [number, number] {
  if (turn === 1) return [cx - (y - cy), cy + (x - cx)];
  if (turn === 2) return [cx - (x - cx), cy - (y - cy)];
  if (turn === 3) return [cx + (y - cy), cy - (x - cx)];
  return [x, y];
}
