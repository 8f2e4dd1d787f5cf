import { describe, expect, it } from 'vitest';
import { labTable, labToRgb, rgbToLab } from './lab.ts';
import { luma, packRgb565 } from './rgb565.ts';

describe('LAB', () => {
  it.each([
    [0, 0, 0, 0, 0, 0],
    [255, 255, 255, 100, 0, 0],
    [255, 0, 0, 53, 80, 67],
    [0, 255, 0, 88, -86, 83],
    [0, 0, 255, 32, 79, -108],
    [128, 128, 128, 54, 0, 0],
  ])('of %d, %d, %d is %d, %d, %d', (red, green, blue, l, a, b) => {
    const lab = rgbToLab(red, green, blue);
    expect([lab.l + 0, lab.a + 0, lab.b + 0]).toEqual([l, a, b]);
  });

  it('converts back to nearly the same colour', () => {
    for (const red of [0, 60, 130, 255]) {
      for (const green of [0, 90, 255]) {
        for (const blue of [0, 100, 255]) {
          const back = labToRgb(rgbToLab(red, green, blue));
          expect(Math.abs(back.red - red)).toBeLessThanOrEqual(12);
          expect(Math.abs(back.green - green)).toBeLessThanOrEqual(12);
          expect(Math.abs(back.blue - blue)).toBeLessThanOrEqual(12);
        }
      }
    }
  });

  it('stays in range for every RGB565 value', () => {
    const { l, a, b } = labTable();
    expect([l.every((value) => value >= 0 && value <= 100), a.length, b.length]).toEqual([true, 65536, 65536]);
    expect([l[0xffff], l[0], l[packRgb565(255, 0, 0)]]).toEqual([100, 0, 53]);
  });
});

describe('luma', () => {
  it('weights the channels like the firmware', () => {
    expect([luma(255, 0, 0), luma(0, 255, 0), luma(0, 0, 255), luma(255, 255, 255)]).toEqual([75, 149, 29, 255]);
  });
});
