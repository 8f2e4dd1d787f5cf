import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterRows } from './filter.ts';
import { allRows, sortRows } from './sort.ts';
import { profileOf } from './testing/profile-builder.ts';

describe('sorting', () => {
  it('uses the next key if the first is equal, and is stable', () => {
    const calls = Float64Array.of(5, 1, 5, 1, 5);
    const names = ['b', 'z', 'a', 'z', 'b'];
    const keys = [
      { values: calls, descending: true },
      { values: names, descending: false },
    ];
    expect([...sortRows(allRows(5), keys)]).toEqual([2, 0, 4, 1, 3]);
  });

  it('places unknown values last in both directions', () => {
    const values = Float64Array.of(NaN, 2, NaN, 1);
    expect([...sortRows(allRows(4), [{ values, descending: false }])]).toEqual([3, 1, 0, 2]);
    expect([...sortRows(allRows(4), [{ values, descending: true }])]).toEqual([1, 3, 0, 2]);
  });

  it('returns an ordered permutation for any values', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), fc.boolean(), (numbers, descending) => {
        const values = Float64Array.from(numbers);
        const sorted = sortRows(allRows(values.length), [{ values, descending }]);
        expect([...sorted].sort((a, b) => a - b)).toEqual([...allRows(values.length)]);
        const known = [...sorted].map((row) => values[row]!).filter((value) => !Number.isNaN(value));
        known.slice(1).forEach((value, index) => {
          expect(descending ? known[index]! >= value : known[index]! <= value).toBe(true);
        });
      }),
    );
  });
});

describe('filtering', () => {
  const table = profileOf([{ address: 0x08001235 }, { address: 0x08005679 }, { address: 0x20000001 }]);
  const names = ['imlib_find_blobs', 'imlib_draw_line', '0x20000001'];
  const shown = (query: string) => [...filterRows(allRows(3), table, names, query)];

  it('requires every word, ignoring case', () => {
    expect(shown('IMLIB line')).toEqual([1]);
    expect(shown('imlib')).toEqual([0, 1]);
    expect(shown('nothing')).toEqual([]);
    expect(shown('  ')).toEqual([0, 1, 2]);
  });

  it('excludes words with a minus', () => {
    expect(shown('imlib -draw')).toEqual([0]);
    expect(shown('-imlib')).toEqual([2]);
  });

  it('finds addresses', () => {
    expect(shown('0x08005')).toEqual([1]);
  });
});
