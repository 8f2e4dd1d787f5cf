// Which rows of a grid are chosen, and which one the keyboard is on. Rows are known by their keys, so that the choice
// survives sorting and new snapshots.

export interface GridSelection {
  readonly active: number | undefined;
  /** Where a range begins. */
  readonly anchor: number | undefined;
  readonly chosen: ReadonlySet<number>;
}

export const nothingChosen: GridSelection = { active: undefined, anchor: undefined, chosen: new Set() };

export type SelectionStep = 'one' | 'toggle' | 'range';

/** Moves to the row with this key; `keys` are the rows as they are shown. */
export function select(from: GridSelection, key: number, keys: readonly number[], step: SelectionStep): GridSelection {
  if (step === 'toggle') {
    const chosen = new Set(from.chosen);
    if (!chosen.delete(key)) chosen.add(key);
    return { active: key, anchor: key, chosen };
  }
  const start = step === 'range' && from.anchor !== undefined ? keys.indexOf(from.anchor) : -1;
  if (start < 0) return { active: key, anchor: key, chosen: new Set([key]) };
  const end = keys.indexOf(key);
  const range = keys.slice(Math.min(start, end), Math.max(start, end) + 1);
  return { active: key, anchor: from.anchor, chosen: new Set(range) };
}

export function selectAll(from: GridSelection, keys: readonly number[]): GridSelection {
  return { active: from.active ?? keys[0], anchor: from.anchor ?? keys[0], chosen: new Set(keys) };
}
