import { afterEach, expect, test } from 'vitest';
import { readElfSymbols } from '../../../src-shared/profile/elf-symbols.ts';
import { decodeProfileTable, type ProfileTable } from '../../../src-shared/profile/profile-table.ts';
import { functionNames, SymbolTable, symbolFit } from '../../../src-shared/profile/symbols.ts';
import { profileRecordSize } from '../../../src-shared/openmv/profile-record.ts';
import { ProfileChannel } from '../boards/openmv/channels/profile-channel.ts';
import { ScriptBench } from '../micropython/testing/script-bench.ts';
import { simulatedFirmwareElf } from './firmware-elf.ts';
import { SharedProfileSource } from '../boards/openmv/channels/shared-profile-source.ts';
import { SharedProfile } from './shared-profile.ts';

const symbols = new SymbolTable(readElfSymbols(simulatedFirmwareElf()).symbols);
const camera = `
import csi
camera = csi.CSI()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
`;

let bench: ScriptBench | undefined;
afterEach(() => bench?.dispose());

async function profileOfScript(script: string, exclusive = false): Promise<Map<string, Row> & { table: ProfileTable }> {
  const shared = new SharedProfile(8);
  const source = new SharedProfileSource(shared);
  source.setExclusive(exclusive);
  bench = await ScriptBench.create({ profile: shared.buffer });
  const outcome = await bench.run(camera + script);
  expect(outcome).toMatchObject({ kind: 'finished' });
  const table = decodeProfileTable(source.encode(), profileRecordSize(8), {
    mode: exclusive ? 'exclusive' : 'inclusive',
    takenAtMs: 0,
  });
  const names = functionNames(table, symbols);
  const rows = new Map(
    names.map((name, row) => [
      name,
      {
        calls: table.calls[row]!,
        totalUs: table.totalUs[row]!,
        caller: symbols.find(table.caller[row]!)?.name,
        misses: table.events[4]![row]!,
      },
    ]),
  );
  return Object.assign(rows, { table });
}
interface Row {
  readonly calls: number;
  readonly totalUs: number;
  readonly caller: string | undefined;
  readonly misses: number;
}

const blobs = `
for _ in range(5):
    img = camera.snapshot()
    for _ in range(20):
        img.find_blobs([(20, 100, -40, 60, -40, 60)])
`;

test('calls of a script are counted by function, caller and time', async () => {
  const rows = await profileOfScript(blobs);
  expect([rows.get('py_csi_snapshot')?.calls, rows.get('py_csi_snapshot')?.caller]).toEqual([
    5,
    'mp_call_function_n_kw',
  ]);
  expect(rows.get('py_image_find_blobs')).toMatchObject({ calls: 100, caller: 'mp_call_function_n_kw' });
  expect(rows.get('imlib_find_blobs')).toMatchObject({ calls: 100, caller: 'py_image_find_blobs' });
  expect(rows.get('py_image_find_blobs')!.totalUs).toBeGreaterThanOrEqual(rows.get('imlib_find_blobs')!.totalUs);
  expect(symbolFit(rows.table, symbols)).toEqual({ known: rows.size, all: rows.size });
});

test('in exclusive mode a function leaves its callees out, and the search for blobs is on top', async () => {
  const rows = await profileOfScript(blobs, true);
  const [top] = [...rows].sort(([, first], [, second]) => second.totalUs - first.totalUs);
  expect(top?.[0]).toBe('imlib_find_blobs');
  // Every search goes over all pixels: at least one cache line for every 16 of them.
  expect(rows.get('imlib_find_blobs')!.misses).toBeGreaterThanOrEqual(100 * ((320 * 240) / 16));
});

test('every method of Image that is profiled has a symbol, and every symbol is the one it reports', async () => {
  const rows = await profileOfScript(
    `
import _cam, image
img = camera.snapshot().copy()
for module in ('_image_convert', '_image_draw', 'image_shapes', 'image_filters', 'image_tone', 'image_blobs',
    'image_statistics', 'image_comparison', 'image_files', 'image_arrays'):
    for name in __import__(module).METHODS:
        if _cam.profile_number('py_image_' + name) < 0:
            raise RuntimeError(name)
img.to_jpeg()
img = camera.snapshot().copy()
img.draw_line((0, 0, 10, 10))
img.scale(x_scale=0.5)
`,
  );
  expect([...rows.keys()].filter((name) => name.startsWith('0x'))).toEqual([]);
  for (const name of ['py_image_copy', 'py_image_to_jpeg', 'jpeg_compress', 'imlib_draw_line', 'py_image_crop'])
    expect(rows.has(name), name).toBe(true);
});

test('an exception ends the calls it passes through', async () => {
  const rows = await profileOfScript(
    `
img = camera.snapshot()
for _ in range(50):
    try:
        img.find_blobs(5)
    except TypeError:
        pass
img.get_statistics()
`,
  );
  expect(rows.get('py_image_find_blobs')?.calls).toBe(50);
  expect(rows.get('py_image_get_statistics')?.caller).toBe('mp_call_function_n_kw');
});

test('a camera without the profile channel measures nothing and behaves the same', async () => {
  bench = await ScriptBench.create();
  expect(await bench.run(`${camera}print(len(camera.snapshot().find_blobs([(0, 1, 0, 1, 0, 1)])))`)).toMatchObject({
    kind: 'finished',
  });
});

const sample = (address: number, us: number) => ({ address, caller: 1, us, cycles: us, events: new Float64Array(8) });

test('samples are dropped while the channel is locked, and a reset waits for the unlock', () => {
  const shared = new SharedProfile(8);
  const channel = new ProfileChannel(8, new SharedProfileSource(shared));
  const rows = new Map<number, number>();
  expect(channel.lock()).toBe(false);
  shared.add(sample(0x101, 7), rows);
  expect([channel.lock(), channel.size(), channel.shape()]).toEqual([true, 104, [1, 104]]);
  shared.add(sample(0x201, 7), rows);
  channel.ioctl(2, new Uint8Array(0));
  expect(channel.shape()).toEqual([1, 104]);
  channel.unlock();
  expect(channel.shape()).toEqual([0, 104]);
  shared.add(sample(0x201, 7), rows);
  expect(channel.shape()).toEqual([1, 104]);
});

test('no more than 256 functions are recorded', () => {
  const shared = new SharedProfile(8);
  const rows = new Map<number, number>();
  for (let index = 0; index < 300; index++) shared.add(sample(2 * index + 1, index), rows);
  expect(shared.recordCount).toBe(256);
});

test('a thread that was ended in the middle of a sample does not keep the camera from reading', () => {
  const shared = new SharedProfile(8);
  shared.add(sample(0x101, 7), new Map());
  Atomics.store(new Int32Array(shared.buffer), 0, 1);
  expect(new SharedProfileSource(shared).encode()).toHaveLength(104);
});

test('memory stays flat while calls are measured', async () => {
  const shared = new SharedProfile(8);
  bench = await ScriptBench.create({ profile: shared.buffer });
  bench.engine.setFrameWanted(false);
  const { text } = await bench.run(
    `${camera}import _cam\ncamera.framerate(100000)\nfor _ in range(3):\n    for _ in range(1500):\n` +
      '        copy = camera.snapshot().copy()\n    print(_cam.memory_bytes())',
  );
  expect(Math.max(...text.trim().split('\r\n').map(Number))).toBeLessThan(200 * 1024 * 1024);
}, 60_000);
