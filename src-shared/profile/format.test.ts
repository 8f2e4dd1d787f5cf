import { describe, expect, it } from 'vitest';
import { formatAddress, formatCount, formatMicroseconds, formatRatio, formatShare } from './format.ts';

describe('numbers for display', () => {
  it.each([
    [0, '0 µs'],
    [0.25, '0.25 µs'],
    [850, '850 µs'],
    [999.6, '1 ms'],
    [12_345, '12.3 ms'],
    [999_600, '1 s'],
    [4_560_000, '4.56 s'],
    [59_999_999, '60 s'],
    [200e6, '3 min 20 s'],
    [7500e6, '2 h 5 min'],
    [NaN, '–'],
  ])('show %d microseconds as "%s"', (us, text) => expect(formatMicroseconds(us)).toBe(text));

  it.each([
    [0, '0'],
    [7.254, '7.25'],
    [999.7, '1 k'],
    [12_345, '12.3 k'],
    [999_600, '1 M'],
    [4_560_000, '4.56 M'],
    [7.89e9, '7.89 G'],
    [1.2e12, '1.2 T'],
    [-1500, '-1.5 k'],
    [Infinity, '–'],
  ])('show the count %d as "%s"', (value, text) => expect(formatCount(value)).toBe(text));

  it.each([
    [0, '0 %'],
    [0.0001, '<0.1 %'],
    [0.1234, '12.3 %'],
    [1, '100 %'],
    [NaN, '–'],
  ])('show the share %d as "%s"', (share, text) => expect(formatShare(share)).toBe(text));

  it.each([
    [1, '0 %'],
    [1.123, '+12.3 %'],
    [0.96, '−4 %'],
    [3.21, '×3.21'],
    [NaN, '–'],
  ])('show the ratio %d as "%s"', (ratio, text) => expect(formatRatio(ratio)).toBe(text));

  it('show addresses with eight digits', () => {
    expect([formatAddress(0x8012345), formatAddress(0xffff_ffff)]).toEqual(['0x08012345', '0xffffffff']);
  });
});
