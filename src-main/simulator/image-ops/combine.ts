// What happens to a pixel `old` when another pixel `other` of the same format is laid over it: the operations of
// b_and, add, difference and their kin. Bitwise ones take the value whole, arithmetic ones work channel by channel.

import { formats, type RasterFormat, whiteOf } from './raster.ts';

export type Combine = (old: number, other: number) => number;

export const combineNames = [
  'copy',
  'and',
  'nand',
  'or',
  'nor',
  'xor',
  'xnor',
  'add',
  'sub',
  'rsub',
  'min',
  'max',
  'difference',
] as const;
export type CombineName = (typeof combineNames)[number];

const bitwise: Partial<Record<CombineName, Combine>> = {
  and: (a, b) => a & b,
  nand: (a, b) => ~(a & b),
  or: (a, b) => a | b,
  nor: (a, b) => ~(a | b),
  xor: (a, b) => a ^ b,
  xnor: (a, b) => ~(a ^ b),
};

const arithmetic: Partial<Record<CombineName, (a: number, b: number, top: number) => number>> = {
  add: (a, b, top) => Math.min(a + b, top),
  sub: (a, b) => Math.max(a - b, 0),
  rsub: (a, b) => Math.max(b - a, 0),
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
  difference: (a, b) => Math.abs(a - b),
};

export function combineOf(name: string, format: RasterFormat): Combine {
  const white = whiteOf(format);
  const bits = bitwise[name as CombineName];
  if (bits !== undefined) return (a, b) => bits(a, b) & white;
  const channel = arithmetic[name as CombineName];
  if (channel === undefined) throw new Error(`no operation ${name}`);
  if (format !== formats.rgb565) return (a, b) => channel(a, b, white);
  return (a, b) =>
    (channel(a >> 11, b >> 11, 31) << 11) |
    (channel((a >> 5) & 63, (b >> 5) & 63, 63) << 5) |
    channel(a & 31, b & 31, 31);
}
