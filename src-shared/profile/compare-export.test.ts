import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCallTree } from './call-tree.ts';
import { compareProfiles } from './compare.ts';
import { toCsv, toJson, toSpeedscope } from './export.ts';
import { defaultPmuEventIds } from '../openmv/profile-record.ts';
import { findPmuEvent, pmuEventName, pmuEvents } from './pmu-events.ts';
import { profileOf, symbolsOf } from './testing/profile-builder.ts';

describe('comparing two snapshots', () => {
  const before = profileOf([
    { address: 0x101, calls: 10, totalUs: 100 },
    { address: 0x201, calls: 1, totalUs: 300 },
  ]);
  const after = profileOf([
    { address: 0x301, calls: 2, totalUs: 50 },
    { address: 0x101, calls: 20, totalUs: 50 },
  ]);

  it('matches by address and keeps functions of only one side', () => {
    const result = compareProfiles(before, after);
    expect([[...result.before], [...result.after]]).toEqual([
      [-1, 0, 1],
      [0, 1, -1],
    ]);
    expect([...result.callsChange]).toEqual([2, 10, -1]);
    expect([...result.totalUsChange]).toEqual([50, -50, -300]);
    expect([...result.shareChange]).toEqual([0.5, 0.25, -0.75]);
    expect([...result.averageUsChange]).toEqual([NaN, -7.5, NaN]);
    expect([...result.averageRatio]).toEqual([NaN, 0.25, NaN]);
  });

  it('matches by name if the builds differ', () => {
    const names = { before: ['find', 'draw'], after: ['draw', 'find'] };
    const result = compareProfiles(before, after, names);
    expect([...result.before]).toEqual([1, 0]);
  });

  it('finds no changes between a snapshot and itself', () => {
    const one = fc.record({ address: fc.nat(9), calls: fc.nat(5), totalUs: fc.nat(100) });
    fc.assert(
      fc.property(fc.array(one), (list) => {
        const table = profileOf(list);
        const result = compareProfiles(table, table);
        expect([...result.before]).toEqual(list.map((_, row) => row));
        expect([...result.totalUsChange, ...result.callsChange, ...result.shareChange].every((n) => n === 0)).toBe(
          true,
        );
      }),
    );
  });
});

describe('exports', () => {
  const table = profileOf([
    { address: 0x101, caller: 0x11, calls: 2, totalUs: 30, totalCycles: 40, events: [3] },
    { address: 0x201, caller: 0x105, calls: 0, totalUs: 10, events: [0] },
  ]);
  const names = ['main', 'draw(int, "x")'];

  it('write CSV with quoted texts, exact numbers and rows in the given order', () => {
    expect(toCsv(table, { names, rows: [1, 0], eventNames: ['L1D'] }).split('\r\n')).toEqual([
      'function,address,caller,calls,minUs,maxUs,totalUs,averageUs,cyclesPerCall,share,L1DPerCall',
      '"draw(int, ""x"")",0x00000201,0x00000105,0,0,10,10,,,0.25,',
      'main,0x00000101,0x00000011,2,0,30,30,15,20,0.75,1.5',
      '',
    ]);
  });

  it('write JSON that can be parsed again', () => {
    const read = JSON.parse(toJson(table, { names })) as Record<string, unknown>;
    expect(read).toMatchObject({
      format: 'viewfinder-profile-1',
      mode: 'exclusive',
      totals: { calls: 2, totalUs: 40 },
    });
    expect(read['functions']).toMatchObject([
      { function: 'main', address: '0x00000101', totalUs: 30, event0PerCall: 1.5 },
      { function: 'draw(int, "x")', averageUs: null },
    ]);
  });

  it('write speedscope files with the stacks and weights of the tree', () => {
    const symbols = symbolsOf({ main: 0x101, draw: 0x201 });
    const tree = buildCallTree(table, symbols);
    const file = JSON.parse(toSpeedscope(tree, (address) => symbols.nameOf(address), 'Run 1')) as Record<
      string,
      unknown
    >;
    expect(file).toMatchObject({
      $schema: 'https://www.speedscope.app/file-format-schema.json',
      shared: { frames: [{ name: 'main' }, { name: 'draw' }] },
      profiles: [
        {
          type: 'sampled',
          unit: 'microseconds',
          startValue: 0,
          endValue: 40,
          samples: [[0], [0, 1]],
          weights: [30, 10],
        },
      ],
    });
  });
});

describe('PMU events', () => {
  it('have unique ids and names, in order of id', () => {
    const ids = pmuEvents.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    expect(new Set(pmuEvents.map(({ name }) => name)).size).toBe(ids.length);
  });

  it('include the eight defaults; unknown events are named by number', () => {
    expect(defaultPmuEventIds.map(pmuEventName)).toEqual([
      'L1D_CACHE_MISS_RD',
      'STALL_FRONTEND',
      'STALL_BACKEND',
      'L1I_CACHE_REFILL',
      'L1D_CACHE_REFILL',
      'PF_DROP_LINEFILL',
      'MVE_STALL',
      'AXI_READ_ACCESS',
    ]);
    expect(findPmuEvent(0xc303)?.origin).toBe('cortex-m55');
    expect([pmuEventName(0x7), pmuEventName(0x999)]).toEqual(['ST_RETIRED', '0x0999']);
  });
});
