// Small profiles and ELF files from readable descriptions, for tests.

import { encodeProfileRecords, profileRecordSize } from '../../openmv/profile-record.ts';
import { decodeProfileTable, type ProfileMode, type ProfileTable } from '../profile-table.ts';
import { SymbolTable, type CodeSymbol } from '../symbols.ts';

export interface FunctionDescription {
  readonly address: number;
  readonly caller?: number;
  readonly calls?: number;
  readonly totalUs?: number;
  readonly totalCycles?: number;
  readonly events?: readonly number[];
}

/** A table of these functions, decoded from the wire format. */
export function profileOf(
  functions: readonly FunctionDescription[],
  { mode = 'exclusive', takenAtMs = 0 }: { mode?: ProfileMode; takenAtMs?: number } = {},
): ProfileTable {
  const counterCount = Math.max(0, ...functions.map(({ events = [] }) => events.length));
  const records = functions.map(({ address, caller = 0, calls = 1, totalUs = 0, totalCycles = 0, events = [] }) => ({
    address,
    caller,
    callCount: calls,
    minTicks: 0,
    maxTicks: totalUs,
    totalTicks: BigInt(totalUs),
    totalCycles: BigInt(totalCycles),
    events: events.map(BigInt),
  }));
  const bytes = encodeProfileRecords(records, counterCount);
  return decodeProfileTable(bytes, profileRecordSize(counterCount), { mode, takenAtMs });
}

/** Functions of 16 bytes each: `{ main: 0x101, draw: 0x201 }`. */
export function symbolsOf(addresses: Readonly<Record<string, number>>): SymbolTable {
  const symbols = Object.entries(addresses).map(([name, address]): CodeSymbol => ({
    name,
    address,
    size: 16,
    isFunction: true,
  }));
  return new SymbolTable(symbols);
}
