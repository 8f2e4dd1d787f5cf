// Records of the profile channel: 40 + 8·n bytes each, n PMU counters (docs/protocol-v2.md §15).

import { ProtocolError, requireLength } from './protocol-error.ts';

const fixedSize = 40;
/** More counters than any core has. */
export const profileCounterLimit = 32;

/** Default PMU events of counters 0 to 7, as the official client sets them (§15). */
export const defaultPmuEventIds = [0x0039, 0x0023, 0x0024, 0x0001, 0x0003, 0xc102, 0x02cc, 0xc303] as const;

/** Profiler record of one function. */
export interface ProfileRecord {
  /** Function address as reported (Thumb bit set). */
  readonly address: number;
  /** Return address of the last call. */
  readonly caller: number;
  /** Calls since the last reset. */
  readonly callCount: number;
  /** Shortest call, in microseconds. */
  readonly minTicks: number;
  /** Longest call, in microseconds. */
  readonly maxTicks: number;
  /** All calls, in microseconds. */
  readonly totalTicks: bigint;
  /** Processor cycles of all calls; 0 without a PMU. */
  readonly totalCycles: bigint;
  /** Totals of the PMU counters. */
  readonly events: readonly bigint[];
}

export function profileRecordSize(counterCount: number): number {
  return fixedSize + 8 * counterCount;
}

/** PMU counters in a record of this size; throws `bad-record-size` unless it is 40 + 8·n. */
export function profileCounterCount(recordSize: number): number {
  const count = (recordSize - fixedSize) / 8;
  if (!Number.isInteger(count) || count < 0 || count > profileCounterLimit) {
    throw new ProtocolError('bad-record-size', `A profile record of ${recordSize} bytes is not 40 + 8·n.`, {
      data: { recordSize },
    });
  }
  return count;
}

/** Far above the 256 records of current firmware; a larger number is damage. */
const maxRecords = 65_536;

/** Throws `too-many-records` for an impossible count. */
export function checkProfileRecordCount(count: number): void {
  if (count <= maxRecords) return;
  throw new ProtocolError('too-many-records', `The number of profile records is impossible: ${count}.`, {
    data: { count },
  });
}

export function encodeProfileRecords(records: readonly ProfileRecord[], counterCount: number): Uint8Array<ArrayBuffer> {
  const recordSize = profileRecordSize(counterCount);
  const bytes = new Uint8Array(recordSize * records.length);
  const view = new DataView(bytes.buffer);
  records.forEach((record, index) => {
    const at = recordSize * index;
    view.setUint32(at, record.address, true);
    view.setUint32(at + 4, record.caller, true);
    view.setUint32(at + 8, record.callCount, true);
    view.setUint32(at + 12, record.minTicks, true);
    view.setUint32(at + 16, record.maxTicks, true);
    view.setBigUint64(at + 20, record.totalTicks, true);
    view.setBigUint64(at + 28, record.totalCycles, true);
    for (let counter = 0; counter < counterCount; counter++) {
      view.setBigUint64(at + 36 + 8 * counter, record.events[counter] ?? 0n, true);
    }
  });
  return bytes;
}

export function decodeProfileRecords(bytes: Uint8Array, recordSize: number): ProfileRecord[] {
  const counterCount = profileCounterCount(recordSize);
  const count = Math.floor(bytes.length / recordSize);
  const view = requireLength('profile records', bytes, count * recordSize);
  return Array.from({ length: count }, (_, index) => {
    const at = recordSize * index;
    return {
      address: view.getUint32(at, true),
      caller: view.getUint32(at + 4, true),
      callCount: view.getUint32(at + 8, true),
      minTicks: view.getUint32(at + 12, true),
      maxTicks: view.getUint32(at + 16, true),
      totalTicks: view.getBigUint64(at + 20, true),
      totalCycles: view.getBigUint64(at + 28, true),
      events: Array.from({ length: counterCount }, (_unused, counter) =>
        view.getBigUint64(at + 36 + 8 * counter, true),
      ),
    };
  });
}
