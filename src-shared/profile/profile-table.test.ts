import { describe, expect, it } from 'vitest';
import { columnIdsOf, columnOf } from './columns.ts';
import { decodeProfileTable, emptyProfileTable } from './profile-table.ts';
import { packProfileTable, unpackProfileTable } from './table-bytes.ts';
import { profileOf } from './testing/profile-builder.ts';
import { totalsOf } from './totals.ts';

const facts = { mode: 'exclusive', takenAtMs: 5 } as const;
const fromHex = (hex: string) => Uint8Array.from(hex.replaceAll(' ', '').match(/../g)!, (byte) => parseInt(byte, 16));

/**
 * address 0x08012345, caller 0x08000101, 3 calls, min 10, max 30, total 60 µs, 12000 cycles; link pointer at the end.
 */
const shortRecord = fromHex('45230108 01010008 03000000 0a000000 1e000000 3c00000000000000 e02e000000000000 adde0020');
/** The same with total 2^32 + 5 µs and events 9, 18, … 72. */
const longRecord = fromHex(
  [
    '45230108 01010008 03000000 0a000000 1e000000 0500000001000000 e02e000000000000',
    '0900000000000000 1200000000000000 1b00000000000000 2400000000000000',
    '2d00000000000000 3600000000000000 3f00000000000000 4800000000000000 adde0020',
  ].join(''),
);

describe('a profile table', () => {
  it('has the fields of a record of 40 bytes', () => {
    const table = decodeProfileTable(shortRecord, 40, facts);
    expect(table).toEqual({
      ...facts,
      rowCount: 1,
      counterCount: 0,
      address: Uint32Array.of(0x08012345),
      caller: Uint32Array.of(0x08000101),
      calls: Uint32Array.of(3),
      minUs: Uint32Array.of(10),
      maxUs: Uint32Array.of(30),
      totalUs: Float64Array.of(60),
      totalCycles: Float64Array.of(12_000),
      events: [],
    });
  });

  it('has eight counters from a record of 104 bytes', () => {
    const table = decodeProfileTable(longRecord, 104, facts);
    expect(table.totalUs[0]).toBe(2 ** 32 + 5);
    expect(table.events.map((column) => column[0])).toEqual([9, 18, 27, 36, 45, 54, 63, 72]);
  });

  it('ignores bytes behind the last complete record and reads from any offset', () => {
    const bytes = new Uint8Array(1 + 40 + 40 + 7);
    bytes.set(shortRecord, 1);
    bytes.set(shortRecord, 41);
    const table = decodeProfileTable(bytes.subarray(1), 40, facts);
    expect([table.rowCount, table.totalUs[1]]).toEqual([2, 60]);
  });

  it('may have no rows', () => {
    expect(decodeProfileTable(new Uint8Array(0), 40, facts)).toEqual(emptyProfileTable(facts));
    expect(totalsOf(emptyProfileTable(facts, 2))).toMatchObject({ functions: 0, totalUs: 0, events: [0, 0] });
  });

  it('rejects a record size that is not 40 + 8·n, and absurd counts', () => {
    for (const size of [0, 36, 41, 44, 39, 40 + 8 * 33, -40, NaN]) {
      expect(() => decodeProfileTable(longRecord, size, facts)).toThrow(
        expect.objectContaining({ code: 'bad-record-size' }),
      );
    }
    const huge = new Uint8Array(40 * 65_537);
    expect(() => decodeProfileTable(huge, 40, facts)).toThrow(expect.objectContaining({ code: 'too-many-records' }));
  });
});

describe('columns', () => {
  const table = profileOf([
    { address: 1, calls: 4, totalUs: 100, totalCycles: 400, events: [8, 2] },
    { address: 3, calls: 0, totalUs: 0, totalCycles: 0, events: [0, 0] },
    { address: 5, calls: 1, totalUs: 300, totalCycles: 50, events: [1, 0] },
  ]);

  it('are averages, shares and events per call', () => {
    expect([...columnOf(table, 'averageUs')]).toEqual([25, NaN, 300]);
    expect([...columnOf(table, 'cyclesPerCall')]).toEqual([100, NaN, 50]);
    expect([...columnOf(table, 'share')]).toEqual([0.25, 0, 0.75]);
    expect([...columnOf(table, 'event0')]).toEqual([2, NaN, 1]);
    expect([...columnOf(table, 'calls')]).toEqual([4, 0, 1]);
  });

  it('have shares of 0 if nothing was measured', () => {
    expect([...columnOf(profileOf([{ address: 1 }, { address: 3 }]), 'share')]).toEqual([0, 0]);
  });

  it('include one per counter, and are 0 for a missing counter', () => {
    expect(columnIdsOf(table).slice(-2)).toEqual(['event0', 'event1']);
    expect([...columnOf(table, 'event7')]).toEqual([0, NaN, 0]);
  });

  it('add up to totals', () => {
    expect(totalsOf(table)).toEqual({ functions: 3, calls: 5, totalUs: 400, totalCycles: 450, events: [9, 2] });
  });
});

describe('rates', () => {
  const before = profileOf(
    [
      { address: 1, calls: 10, totalUs: 1000 },
      { address: 3, calls: 50, totalUs: 10 },
    ],
    {
      takenAtMs: 1000,
    },
  );

  it('are calls and time since the previous snapshot', () => {
    const functions = [
      { address: 3, calls: 52, totalUs: 250_010 },
      { address: 1, calls: 10, totalUs: 1000 },
    ];
    const table = profileOf(functions, { takenAtMs: 1500 });
    expect([...columnOf(table, 'callsPerSecond', before)]).toEqual([4, 0]);
    expect([...columnOf(table, 'busyShare', before)]).toEqual([0.5, 0]);
  });

  it('count new and reset functions from zero', () => {
    const functions = [
      { address: 1, calls: 2, totalUs: 1000 },
      { address: 9, calls: 3, totalUs: 0 },
    ];
    const table = profileOf(functions, { takenAtMs: 2000 });
    expect([...columnOf(table, 'callsPerSecond', before)]).toEqual([2, 3]);
  });

  it('are unknown without an earlier snapshot, without elapsed time, and after a change of mode', () => {
    const same = { address: 1, calls: 20 };
    expect(columnOf(profileOf([same]), 'callsPerSecond')[0]).toBeNaN();
    expect(columnOf(profileOf([same], { takenAtMs: 1000 }), 'callsPerSecond', before)[0]).toBeNaN();
    const inclusive = profileOf([same], { takenAtMs: 2000, mode: 'inclusive' });
    expect(columnOf(inclusive, 'busyShare', before)[0]).toBeNaN();
  });
});

describe('a table as bytes', () => {
  it.each([0, 3, 7])('is unpacked unchanged from an address that ends in %i', (offset) => {
    const table = profileOf(
      [
        { address: 0x101, caller: 0x205, calls: 3, totalUs: 70, totalCycles: 9, events: [1, 2] },
        { address: 0x201, calls: 1, totalUs: 5 },
      ],
      { mode: 'inclusive', takenAtMs: 12.5 },
    );
    const packed = packProfileTable(table);
    const moved = new Uint8Array(packed.length + offset);
    moved.set(packed, offset);
    expect(unpackProfileTable(moved.subarray(offset))).toEqual(table);
  });
});
