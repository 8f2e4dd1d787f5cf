// Sorting and filtering return row numbers: arrays of indices into the columns.

export interface SortKey {
  /** Numbers or texts, one per row. */
  readonly values: Float64Array | readonly string[];
  readonly descending: boolean;
}

/** All row numbers, starting with 0. */
export function allRows(rowCount: number): Uint32Array {
  return Uint32Array.from({ length: rowCount }, (_, row) => row);
}

/**
 * Sorts row numbers by the first key, equal ones by the next, and so on; rows equal in all keys keep their order. NaN
 * comes last in both directions.
 */
export function sortRows(rows: Uint32Array, keys: readonly SortKey[]): Uint32Array {
  const compare = keys.map(comparison);
  return rows.toSorted((first, second) => {
    for (const each of compare) {
      const order = each(first, second);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function comparison({ values, descending }: SortKey): (first: number, second: number) => number {
  const sign = descending ? -1 : 1;
  if (values instanceof Float64Array) {
    return (first, second) => compareNumbers(values[first]!, values[second]!, sign);
  }
  return (first, second) => sign * compareTexts(values[first]!, values[second]!);
}

function compareNumbers(first: number, second: number, sign: number): number {
  if (first < second) return -sign;
  if (first > second) return sign;
  return Number(Number.isNaN(first)) - Number(Number.isNaN(second));
}

function compareTexts(first: string, second: string): number {
  return first < second ? -1 : first > second ? 1 : 0;
}
