import { expect, test } from 'vitest';
import { nothingChosen, select, selectAll } from './grid-selection.ts';
import { nextSort } from './sort-order.ts';

const keys = [30, 10, 20, 40];
const chosen = (selection: { readonly chosen: ReadonlySet<number> }) => [...selection.chosen];

test('a range goes from where it began to the row, in the order that is shown', () => {
  const one = select(nothingChosen, 10, keys, 'one');
  expect(chosen(select(one, 40, keys, 'range'))).toEqual([10, 20, 40]);
  expect(chosen(select(select(one, 40, keys, 'range'), 30, keys, 'range'))).toEqual([30, 10]);
  // The row it began at is filtered out.
  expect(chosen(select(one, 40, [20, 40], 'range'))).toEqual([40]);
});

test('single rows are added and taken out, and all can be chosen', () => {
  const two = select(select(nothingChosen, 10, keys, 'one'), 40, keys, 'toggle');
  expect(chosen(two)).toEqual([10, 40]);
  expect(chosen(select(two, 10, keys, 'toggle'))).toEqual([40]);
  expect(chosen(selectAll(two, keys))).toEqual(keys);
});

test('a column alone turns round; with others it is added, turned and taken out', () => {
  const press = (sort: Parameters<typeof nextSort>[0], id: string, add = false) =>
    nextSort(sort, id, { add, descendingFirst: id !== 'function' });
  const total = press([], 'totalUs');
  expect(total).toEqual([{ id: 'totalUs', descending: true }]);
  expect(press(total, 'totalUs')).toEqual([{ id: 'totalUs', descending: false }]);
  const both = press(total, 'function', true);
  expect(both).toEqual([
    { id: 'totalUs', descending: true },
    { id: 'function', descending: false },
  ]);
  const turned = press(both, 'function', true);
  expect(turned[1]).toEqual({ id: 'function', descending: true });
  expect(press(turned, 'function', true)).toEqual(total);
  expect(press(both, 'calls')).toEqual([{ id: 'calls', descending: true }]);
});
