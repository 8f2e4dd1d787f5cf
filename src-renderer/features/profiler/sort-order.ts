import type { SortOrder } from '../../workers/profile/profile-messages.ts';

/**
 * The order after a press on a column's title. Alone, the column becomes the only key, or turns round when it is that
 * already. With `add` it becomes the last key, turns round when it is one, and a second turn takes it out again.
 */
export function nextSort(
  sort: readonly SortOrder[],
  id: string,
  { add, descendingFirst }: { readonly add: boolean; readonly descendingFirst: boolean },
): readonly SortOrder[] {
  const known = sort.find((each) => each.id === id);
  const first = { id, descending: descendingFirst };
  if (!add) return known !== undefined && sort.length === 1 ? [turned(known)] : [first];
  if (known === undefined) return [...sort, first];
  if (known.descending === descendingFirst) return sort.map((each) => (each === known ? turned(each) : each));
  const rest = sort.filter((each) => each !== known);
  return rest.length === 0 ? [first] : rest;
}

function turned({ id, descending }: SortOrder): SortOrder {
  return { id, descending: !descending };
}
