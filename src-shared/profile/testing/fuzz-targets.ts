// Fuzz targets of this room; see src-shared/lib/testing/fuzz-target.ts.

import assert from 'node:assert/strict';
import { attempt, type FuzzTarget } from '../../lib/testing/fuzz-target.ts';
import { decodeProfileRecords, encodeProfileRecords, profileRecordSize } from '../../openmv/profile-record.ts';
import { ProtocolError } from '../../openmv/protocol-error.ts';
import { buildCallTree } from '../call-tree.ts';
import { readElfSymbols } from '../elf-symbols.ts';
import { writeElf } from '../elf-writer.ts';
import { layOutFlame } from '../flame.ts';
import { ProfileError } from '../profile-error.ts';
import { decodeProfileTable, type ProfileTable } from '../profile-table.ts';
import { SymbolTable, type CodeSymbol } from '../symbols.ts';
import { packProfileTable, unpackProfileTable } from '../table-bytes.ts';

const optionsBytes = 3;

/** Functions f0, f1, … of 16 bytes each. */
const codeSymbols = Array.from({ length: 16 }, (_, index): CodeSymbol => ({
  name: `f${index}`,
  address: 16 * index + 1,
  size: 16,
  isFunction: true,
}));
const symbols = new SymbolTable(codeSymbols);

const record = (address: number, caller: number, totalTicks: bigint) => ({
  address,
  caller,
  callCount: 2,
  minTicks: 1,
  maxTicks: 9,
  totalTicks,
  totalCycles: totalTicks * 500n,
  events: [7n],
});
const records = [record(1, 0, 900n), record(17, 5, 400n), record(33, 21, 80n), record(33, 37, 2n ** 60n)];

/** Input: inclusive (1), the record size (2 bytes), then records. */
const profileTableTarget: FuzzTarget = {
  name: 'profile-table',
  share: 0.4,
  seeds: () =>
    [0, 1].map((counters) =>
      Uint8Array.of(counters, profileRecordSize(counters), 0, ...encodeProfileRecords(records, counters)),
    ),
  tokens: [1, 5, 17, 21, 33, 37, 49, 53].map((address) => Uint8Array.of(address, 0, 0, 0)),
  run(bytes) {
    const [options = 0, low = 0, high = 0] = bytes;
    const recordSize = low | (high << 8);
    const data = bytes.subarray(optionsBytes);
    const mode = (options & 1) === 0 ? 'exclusive' : 'inclusive';
    const table = attempt(ProtocolError, () => decodeProfileTable(data, recordSize, { mode, takenAtMs: 1 }));
    if (table === undefined) return;
    checkColumns(table, data, recordSize);
    assert.deepEqual(unpackProfileTable(packProfileTable(table)), table);
    checkTree(table);
  },
};

function checkColumns(table: ProfileTable, data: Uint8Array, recordSize: number): void {
  const rows = Array.from({ length: table.rowCount }, (_, row) => ({
    address: table.address[row],
    caller: table.caller[row],
    callCount: table.calls[row],
    minTicks: table.minUs[row],
    maxTicks: table.maxUs[row],
    totalTicks: table.totalUs[row],
    totalCycles: table.totalCycles[row],
    events: table.events.map((column) => column[row]),
  }));
  const expected = decodeProfileRecords(data, recordSize).map((each) => ({
    ...each,
    totalTicks: Number(each.totalTicks),
    totalCycles: Number(each.totalCycles),
    events: each.events.map(Number),
  }));
  assert.deepEqual(rows, expected);
}

function checkTree(table: ProfileTable): void {
  const tree = buildCallTree(table, symbols);
  assert(tree.nodeCount <= table.rowCount + codeSymbols.length, 'A node is a row or a symbol.');
  const rows = tree.row.filter((row) => row >= 0).toSorted();
  assert.deepEqual(rows, Int32Array.from(table.address.keys()), 'Every row occurs once in the tree.');
  const { left, width, depth } = layOutFlame(tree);
  for (let node = 0; node < tree.nodeCount; node++) {
    const parent = tree.parent[node]!;
    assert(parent < node && tree.end[node]! > node, 'Parents precede their children.');
    assert(tree.depth[node] === (parent < 0 ? 0 : tree.depth[parent]! + 1) && tree.depth[node]! < depth);
    assert(tree.inclusiveUs[node]! >= tree.selfUs[node]! && tree.selfUs[node]! >= 0, 'Times are not negative.');
    assert(left[node]! >= 0 && left[node]! + width[node]! < 1.000_001, 'All nodes are inside the graph.');
  }
}

const elf = writeElf([
  { name: 'main', address: 0x101, size: 40 },
  { name: 'table', address: 0x2000, size: 64, type: 1 },
  { name: 'elsewhere', address: 0, size: 4, section: 0 },
]);

const elfSymbolsTarget: FuzzTarget = {
  name: 'elf-symbols',
  seeds: () => [elf],
  tokens: [
    elf.subarray(0, 7),
    Uint8Array.of(2, 0, 0, 0),
    Uint8Array.of(3, 0, 0, 0),
    Uint8Array.of(40, 0),
    elf.subarray(-40),
  ],
  run(bytes) {
    const found = attempt(ProfileError, () => readElfSymbols(bytes))?.symbols ?? [];
    assert(16 * found.length <= bytes.length, 'Every symbol has an entry in the file.');
    for (const { name, size } of found) assert(name !== '' && size > 0, 'A symbol has a name and a size.');
    const table = new SymbolTable(found);
    for (const { address } of found) assert.equal(table.find(address)?.address, address);
  },
};

export const fuzzTargets: readonly FuzzTarget[] = [profileTableTarget, elfSymbolsTarget];
