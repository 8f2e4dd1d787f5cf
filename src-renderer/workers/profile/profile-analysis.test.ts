import { describe, expect, test } from 'vitest';
import { writeElf } from '../../../src-shared/profile/elf-writer.ts';
import { packProfileTable } from '../../../src-shared/profile/table-bytes.ts';
import { profileOf } from '../../../src-shared/profile/testing/profile-builder.ts';
import { ProfileAnalysis } from './profile-analysis.ts';
import type { ProfileReply, ProfileRequest, ProfileViewRequest } from './profile-messages.ts';

const elf = writeElf(
  ['main', 'py_image_find_blobs', 'imlib_find_blobs'].map((name, index) => ({
    name,
    address: 0x101 + 0x100 * index,
    size: 0x40,
  })),
);
const snapshot = (takenAtMs: number, calls: number) =>
  packProfileTable(
    profileOf(
      [
        { address: 0x201, caller: 0x111, calls, totalUs: 20 * calls, events: [calls] },
        { address: 0x301, caller: 0x211, calls: 2 * calls, totalUs: 80 * calls, events: [3 * calls] },
      ],
      { takenAtMs },
    ),
  );
const look: ProfileViewRequest = {
  tab: 'table',
  sort: [{ id: 'totalUs', descending: true }],
  compareSort: [],
  filter: '',
  selected: undefined,
};

function viewOf(reply: ProfileReply) {
  if (reply.kind !== 'view') throw new Error(JSON.stringify(reply));
  return { ...reply.figures, texts: reply.texts };
}

function shown(analysis: ProfileAnalysis, request: Partial<Extract<ProfileRequest, { kind: 'show' }>>) {
  return viewOf(analysis.handle({ kind: 'show', view: look, ...request }));
}

describe('the analysis of profiles', () => {
  test('names, sorts and filters rows, and sends names only when they change', () => {
    const analysis = new ProfileAnalysis();
    const first = shown(analysis, { table: snapshot(0, 1), elf });
    expect(first.texts).toEqual({
      names: ['py_image_find_blobs', 'imlib_find_blobs'],
      callers: ['main+0x10', 'py_image_find_blobs+0x10'],
    });
    expect([...first.order]).toEqual([1, 0]);
    const second = shown(analysis, { table: snapshot(1000, 5), view: { ...look, filter: 'py_' } });
    expect(second.texts).toBeUndefined();
    expect([...second.order]).toEqual([0]);
    expect([...second.columns.callsPerSecond!]).toEqual([4, 8]);
    expect(shown(analysis, { elf: 'none' }).texts?.names).toEqual(['0x00000201', '0x00000301']);
  });

  test('builds the tree and the flame graph for their views only', () => {
    const analysis = new ProfileAnalysis();
    expect(shown(analysis, { table: snapshot(0, 1), elf }).tree).toBeUndefined();
    const { tree } = shown(analysis, { view: { ...look, tab: 'flame' } });
    expect(tree?.names).toEqual(['main', 'py_image_find_blobs', 'imlib_find_blobs']);
    expect([...tree!.flame.width]).toEqual([1, 1, 0.8]);
  });

  test('tells the course of a function, and begins anew after a reset', () => {
    const analysis = new ProfileAnalysis();
    const view: ProfileViewRequest = { ...look, tab: 'history', selected: 0x301 };
    shown(analysis, { table: snapshot(0, 1), elf });
    shown(analysis, { table: snapshot(500, 2) });
    const { history } = shown(analysis, { table: snapshot(1000, 4), view });
    expect(history?.name).toBe('imlib_find_blobs');
    expect([...history!.callsPerSecond]).toEqual([NaN, 4, 8]);
    expect([...history!.averageUs]).toEqual([NaN, 40, 40]);
    shown(analysis, { table: packProfileTable(profileOf([], { takenAtMs: 1100 })) });
    expect(shown(analysis, { table: snapshot(1200, 1), view }).history?.timesMs).toHaveLength(2);
  });

  test('compares the kept snapshot with the present one', () => {
    const analysis = new ProfileAnalysis();
    const view: ProfileViewRequest = {
      ...look,
      tab: 'compare',
      compareSort: [{ id: 'callsAfter', descending: true }],
    };
    shown(analysis, { table: snapshot(0, 1), elf });
    expect(shown(analysis, { view }).comparison).toBeUndefined();
    shown(analysis, { baseline: 'keep' });
    const { comparison, baselineTakenAtMs } = shown(analysis, { table: snapshot(1000, 3), view });
    expect(baselineTakenAtMs).toBe(0);
    const names = [...comparison!.order].map((row) => comparison!.names[row]);
    expect(names).toEqual(['imlib_find_blobs', 'py_image_find_blobs']);
    expect([...comparison!.columns.callsBefore]).toEqual([1, 2]);
    expect([...comparison!.columns.callsAfter]).toEqual([3, 6]);
    expect(shown(analysis, { baseline: 'drop', view }).comparison).toBeUndefined();
  });

  test('exports what is shown, and says so when it cannot read something', () => {
    const analysis = new ProfileAnalysis();
    shown(analysis, { table: snapshot(0, 1), elf });
    const csv = analysis.handle({
      kind: 'export',
      format: 'csv',
      view: { ...look, filter: 'imlib' },
      eventNames: ['STALL'],
    });
    expect(csv).toMatchObject({
      kind: 'export',
      text: expect.stringMatching(/STALLPerCall\r\nimlib_find_blobs,.*,1.5\r\n$/),
    });
    expect(analysis.handle({ kind: 'show', view: look, table: new Uint8Array(3) })).toMatchObject({ kind: 'failed' });
    expect(analysis.handle({ kind: 'show', view: look, elf: new Uint8Array(3) })).toMatchObject({ kind: 'failed' });
    expect([...shown(analysis, {}).order]).toEqual([1, 0]);
  });
});
