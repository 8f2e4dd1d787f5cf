import { describe, expect, it } from 'vitest';
import { rgbaToGrey, rgbaToRgb565 } from './from-rgba.ts';
import { dimUnmasked, greyThresholdTable, labThresholdTable, maskToRgba, thresholdMask } from './threshold.ts';
import { packRgba } from './to-rgba.ts';

const words = Uint32Array.of(packRgba(255, 0, 0), packRgba(0, 0, 0), packRgba(200, 30, 20), packRgba(0, 200, 0));
const red = [30, 100, 15, 127, 15, 127] as const;

describe('thresholds', () => {
  it('mask and count the pixels inside their bounds', () => {
    const pixels = new Uint16Array(4);
    const mask = new Uint8Array(4);
    rgbaToRgb565(words, pixels);
    expect(thresholdMask(pixels, labThresholdTable([red]), mask)).toBe(2);
    expect([...mask]).toEqual([1, 0, 1, 0]);
    expect(thresholdMask(pixels, labThresholdTable([red], true), mask)).toBe(2);
    expect([...mask]).toEqual([0, 1, 0, 1]);
  });

  it('have the same effect with swapped bounds', () => {
    expect(labThresholdTable([[100, 30, 127, 15, 127, 15]])).toEqual(labThresholdTable([red]));
  });

  it('match pixels of any of several thresholds, and nothing without a threshold', () => {
    const table = labThresholdTable([red, [0, 0, 0, 0, 0, 0]]);
    expect([table[0xf800], table[0], table[0xffff]]).toEqual([1, 1, 0]);
    expect(labThresholdTable([]).includes(1)).toBe(false);
  });

  it('include their bounds for grey pixels', () => {
    const grey = new Uint8Array(4);
    rgbaToGrey(words, grey);
    const mask = new Uint8Array(4);
    expect(thresholdMask(grey, greyThresholdTable([[0, 75]]), mask)).toBe(2);
    expect([...mask]).toEqual([1, 1, 0, 0]);
    expect(greyThresholdTable([[10, 20]], true)[15]).toBe(0);
  });

  it('are shown as white on black, or by dimming the other pixels', () => {
    const shown = new Uint32Array(2);
    maskToRgba(Uint8Array.of(1, 0), shown);
    expect([...shown]).toEqual([0xffffffff, 0xff000000]);
    const picture = Uint32Array.of(packRgba(200, 100, 40), packRgba(200, 100, 40));
    dimUnmasked(Uint8Array.of(1, 0), picture);
    expect([...picture]).toEqual([packRgba(200, 100, 40), packRgba(50, 25, 10)]);
  });
});
