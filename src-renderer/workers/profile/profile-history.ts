import type { ProfileTable } from '../../../src-shared/profile/profile-table.ts';
import type { ProfileHistory } from './profile-messages.ts';

/** Two minutes at ten snapshots a second; fewer of large tables. Overflow: the oldest goes. */
const maxSnapshots = 1200;
const maxCells = 3_000_000;

/** The snapshots since the last reset, for the course of single functions. */
export class SnapshotHistory {
  #tables: ProfileTable[] = [];

  add(table: ProfileTable): void {
    if (table.rowCount === 0 || this.#tables.at(-1)?.mode !== table.mode) this.#tables = [];
    this.#tables.push(table);
    const cells = this.#tables.length * table.rowCount;
    if (this.#tables.length > maxSnapshots || cells > maxCells) this.#tables.shift();
  }

  /** The snapshot before the newest. */
  get previous(): ProfileTable | undefined {
    return this.#tables.at(-2);
  }

  of(address: number, name: string): ProfileHistory {
    const tables = this.#tables;
    const nan = (): Float64Array => new Float64Array(tables.length).fill(NaN);
    const history = {
      address,
      name,
      timesMs: Float64Array.from(tables, ({ takenAtMs }) => takenAtMs),
      averageUs: nan(),
      callsPerSecond: nan(),
      busyShare: nan(),
    };
    let calls = 0;
    let totalUs = 0;
    tables.forEach((table, index) => {
      const row = table.address.indexOf(address);
      const nowCalls = row < 0 ? 0 : table.calls[row]!;
      const nowUs = row < 0 ? 0 : table.totalUs[row]!;
      const seconds = index === 0 ? 0 : (table.takenAtMs - tables[index - 1]!.takenAtMs) / 1000;
      if (seconds > 0 && nowCalls >= calls) {
        history.callsPerSecond[index] = (nowCalls - calls) / seconds;
        history.busyShare[index] = Math.max(0, nowUs - totalUs) / 1e6 / seconds;
        if (nowCalls > calls) history.averageUs[index] = Math.max(0, nowUs - totalUs) / (nowCalls - calls);
      }
      calls = nowCalls;
      totalUs = nowUs;
    });
    return history;
  }
}
