import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCallTree, type CallTree } from './call-tree.ts';
import { shares } from './columns.ts';
import { layOutFlame } from './flame.ts';
import { noSymbols } from './symbols.ts';
import { profileOf, symbolsOf } from './testing/profile-builder.ts';

const symbols = symbolsOf({ main: 0x101, draw: 0x201, line: 0x301, helper: 0x401 });

/** One line per node: indented name, self, inclusive. */
function shown(tree: CallTree): string[] {
  return Array.from({ length: tree.nodeCount }, (_, node) => {
    const name = symbols.nameOf(tree.address[node]!);
    return `${' '.repeat(tree.depth[node]!)}${name} ${tree.selfUs[node]} ${tree.inclusiveUs[node]}`;
  });
}

describe('the call tree', () => {
  const functions = [
    { address: 0x301, caller: 0x205, totalUs: 50 },
    { address: 0x101, caller: 0, totalUs: 10 },
    { address: 0x201, caller: 0x109, totalUs: 30 },
  ];

  it('places functions under their last callers and adds up exclusive times', () => {
    expect(shown(buildCallTree(profileOf(functions), symbols))).toEqual(['main 10 90', ' draw 30 80', '  line 50 50']);
  });

  it('computes self times from inclusive times', () => {
    const nested = profileOf(
      [
        { address: 0x101, totalUs: 100 },
        { address: 0x201, caller: 0x109, totalUs: 60 },
        { address: 0x301, caller: 0x205, totalUs: 20 },
      ],
      { mode: 'inclusive' },
    );
    expect(shown(buildCallTree(nested, symbols))).toEqual(['main 40 100', ' draw 40 60', '  line 20 20']);
  });

  it('raises the time of a caller to at least that of its children', () => {
    const odd = profileOf(
      [
        { address: 0x101, totalUs: 5 },
        { address: 0x201, caller: 0x109, totalUs: 60 },
      ],
      {
        mode: 'inclusive',
      },
    );
    expect(shown(buildCallTree(odd, symbols))).toEqual(['main 0 60', ' draw 60 60']);
  });

  it('shows each caller that is not profiled once', () => {
    const children = profileOf([
      { address: 0x201, caller: 0x405, totalUs: 1 },
      { address: 0x301, caller: 0x407, totalUs: 2 },
    ]);
    const tree = buildCallTree(children, symbols);
    expect(shown(tree)).toEqual(['helper 0 3', ' line 2 2', ' draw 1 1']);
    expect([...tree.row]).toEqual([-1, 1, 0]);
    expect([...tree.end]).toEqual([3, 2, 3]);
  });

  it('has only roots without symbols, in descending order of time', () => {
    const tree = buildCallTree(profileOf(functions), noSymbols);
    expect([...tree.parent]).toEqual([-1, -1, -1]);
    expect([...tree.row]).toEqual([0, 2, 1]);
  });

  it('omits calls that would close a cycle', () => {
    const circle = profileOf([
      { address: 0x101, caller: 0x205, totalUs: 1 },
      { address: 0x201, caller: 0x105, totalUs: 2 },
      { address: 0x301, caller: 0x305, totalUs: 4 },
    ]);
    expect(shown(buildCallTree(circle, symbols))).toEqual(['line 4 4', 'draw 2 3', ' main 1 1']);
  });

  it('is a complete tree with inclusive = self + children for any callers', () => {
    const names = symbolsOf(
      Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`f${index}`, 0x100 * index + 1])),
    );
    const one = fc.record({
      address: fc.nat(9).map((index) => 0x100 * index + 1),
      caller: fc.nat(12).map((index) => 0x100 * index + 5),
      totalUs: fc.nat(1000),
    });
    const mode = fc.constantFrom('inclusive' as const, 'exclusive' as const);
    fc.assert(
      fc.property(fc.array(one, { maxLength: 14 }), mode, (list, mode) => {
        const table = profileOf(list, { mode });
        const tree = buildCallTree(table, names);
        const rows = [...tree.row].filter((row) => row >= 0).sort((a, b) => a - b);
        expect(rows).toEqual(list.map((_, row) => row));
        const childrenUs = new Float64Array(tree.nodeCount);
        let rootsUs = 0;
        tree.parent.forEach((parent, node) => {
          expect(parent).toBeLessThan(node);
          expect(tree.inclusiveUs[node]!).toBeGreaterThanOrEqual(tree.selfUs[node]!);
          if (parent < 0) rootsUs += tree.inclusiveUs[node]!;
          else childrenUs[parent]! += tree.inclusiveUs[node]!;
        });
        tree.selfUs.forEach((self, node) => expect(tree.inclusiveUs[node]).toBe(self + childrenUs[node]!));
        if (mode === 'exclusive') expect(rootsUs).toBe(list.reduce((sum, { totalUs }) => sum + totalUs, 0));
      }),
    );
  });

  it('has shares that add up to 1 in exclusive mode', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { minLength: 1 }), (times) => {
        const sum = shares(Float64Array.from(times)).reduce((total, share) => total + share, 0);
        expect(sum).toBeCloseTo(times.some((time) => time > 0) ? 1 : 0, 9);
      }),
    );
  });

  it('is built without recursion for the longest chain of a table', () => {
    const chain = Array.from({ length: 65_536 }, (_, index) => ({
      address: 0x100 * (index + 1) + 1,
      caller: index === 0 ? 0 : 0x100 * index + 5,
      totalUs: 1,
    }));
    const names = symbolsOf(Object.fromEntries(chain.map(({ address }) => [`f${address}`, address])));
    const tree = buildCallTree(profileOf(chain), names);
    expect([tree.depth[65_535], tree.inclusiveUs[0]]).toEqual([65_535, 65_536]);
  });
});

describe('the flame layout', () => {
  it('places children above their parent and roots side by side', () => {
    const tree = buildCallTree(
      profileOf([
        { address: 0x101, totalUs: 20 },
        { address: 0x201, caller: 0x105, totalUs: 30 },
        { address: 0x301, caller: 0x107, totalUs: 10 },
        { address: 0x401, totalUs: 40 },
      ]),
      symbols,
    );
    const { left, width, depth } = layOutFlame(tree);
    expect(shown(tree)).toEqual(['main 20 60', ' draw 30 30', ' line 10 10', 'helper 40 40']);
    expect([...left]).toEqual([0, 0, 0.3, 0.6]);
    expect([...width]).toEqual([0.6, 0.3, 0.1, 0.4]);
    expect(depth).toBe(2);
  });

  it('has no width without measured time', () => {
    const { width } = layOutFlame(buildCallTree(profileOf([{ address: 0x101 }]), symbols));
    expect([...width]).toEqual([0]);
  });
});
