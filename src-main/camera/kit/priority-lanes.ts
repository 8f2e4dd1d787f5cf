/** Work that waits for its turn. */
export interface Waiting {
  /** The lane: 0 goes first. */
  readonly priority: number;
  /** True once it needs no turn any more, for instance after a cancellation. */
  readonly settled: boolean;
}

/** Waiting items, ordered by priority and then by age. The owner limits `size`. */
export class PriorityLanes<Item extends Waiting> {
  readonly #lanes: Item[][];

  constructor(laneCount: number) {
    this.#lanes = Array.from({ length: laneCount }, () => []);
  }

  add(item: Item): void {
    this.#lanes[item.priority]!.push(item);
  }

  /** Adds it before all others of its priority. */
  addFirst(item: Item): void {
    this.#lanes[item.priority]!.unshift(item);
  }

  /** Removes and returns the next item that `accept` lets through. Settled ones on the way are dropped. */
  take(accept: (item: Item) => boolean): Item | undefined {
    for (const lane of this.#lanes) {
      for (let index = 0; index < lane.length;) {
        const item = lane[index]!;
        if (item.settled) lane.splice(index, 1);
        else if (accept(item)) return lane.splice(index, 1)[0];
        else index++;
      }
    }
    return undefined;
  }

  /** Removes and returns the items that `choose` picks. */
  remove(choose: (item: Item) => boolean): Item[] {
    const removed: Item[] = [];
    for (const lane of this.#lanes) {
      for (let index = 0; index < lane.length;) {
        if (choose(lane[index]!)) removed.push(...lane.splice(index, 1));
        else index++;
      }
    }
    return removed;
  }

  get size(): number {
    let size = 0;
    for (const lane of this.#lanes) size += lane.length;
    return size;
  }
}
