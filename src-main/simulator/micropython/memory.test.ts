import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ScriptBench } from './testing/script-bench.ts';

const megabyte = 1024 * 1024;
/** Without collection each of these scripts would need gigabytes. */
const limit = 200 * megabyte;

let bench: ScriptBench;
beforeAll(async () => {
  bench = await ScriptBench.create({}, 55_000);
});
afterAll(() => bench.dispose());

async function memoryAfter(body: string): Promise<number[]> {
  const { kind, text } = await bench.run(`import _cam\n${body}\n`);
  expect({ kind, text }).toEqual({ kind: 'finished', text: expect.stringMatching(/^(\d+\r\n)+$/) as string });
  return text.trim().split('\r\n').map(Number);
}

test('memory stays flat in a loop that throws large buffers away', async () => {
  const sizes = await memoryAfter(`
for _ in range(3):
    for i in range(2000):
        img = bytearray(153600)
        img[0] = i & 255
    print(_cam.memory_bytes())`);
  expect(Math.max(...sizes)).toBeLessThan(limit);
}, 60_000);

test('memory stays flat in a loop that makes small objects and calls no module', async () => {
  const sizes = await memoryAfter(`
def make(n):
    return {"n": n, "list": [n, n + 1.5, str(n)]}
for _ in range(3):
    for i in range(200000):
        thing = make(i)
    print(_cam.memory_bytes())`);
  expect(Math.max(...sizes)).toBeLessThan(limit);
}, 60_000);

const stress = `
import time, gc

def waste(n):
    for _ in range(4):
        bytearray(40000)
    time.sleep_us(50)
    return n

class Key:
    def __init__(self, n):
        self.n = [waste(n)]
    def __lt__(self, other):
        waste(0)
        return self.n < other.n

def numbers(n):
    for i in range(n):
        yield "%d" % waste(i)

def check():
    gc.collect()
    assert list(numbers(40)) == [str(i) for i in range(40)]
    assert tuple(numbers(20)) == tuple([str(i) for i in range(20)])
    assert sorted([str(i) for i in range(30)], key=lambda s: -waste(int(s)))[0] == "29"
    assert [k.n[0] for k in sorted([Key(i) for i in range(20, 0, -1)])] == list(range(1, 21))
    assert sum(map(waste, range(50))) == 1225
    assert ",".join(numbers(30)) == ",".join([str(i) for i in range(30)])
    assert dict([(k, [waste(int(k))]) for k in numbers(20)])["19"] == [19]
    assert {s for s in numbers(20)} == set([str(i) for i in range(20)])
    assert max(numbers(15), key=lambda s: waste(int(s))) == "14"
    assert list(zip(numbers(10), numbers(10)))[9] == ("9", "9")
    assert list(filter(lambda n: waste(n) % 2, range(20))) == list(range(1, 20, 2))
    def outer(a):
        def inner(b):
            return [waste(a), waste(b)]
        return inner
    assert outer(3)(4) == [3, 4]
    try:
        waste(1)
        raise ValueError([waste(2)])
    except ValueError as error:
        waste(3)
        assert error.args[0] == [2]

end = time.ticks_ms() + 2500
while time.ticks_diff(end, time.ticks_ms()) > 0:
    check()
print("sound")
`;

test('collections leave alone what is in use, also inside built-in functions that call back', async () => {
  expect(await bench.run(stress)).toEqual({ kind: 'finished', text: 'sound\r\n' });
}, 60_000);

test('collections leave alone what is in use while a module is being imported', async () => {
  await writeFile(path.join(bench.flashFolder, 'busy.py'), stress);
  expect(await bench.run('kept = [str(n) for n in range(1000)]\nimport busy\nprint(kept[999], busy.waste(3))')).toEqual(
    {
      kind: 'finished',
      text: 'sound\r\n999 3\r\n',
    },
  );
}, 60_000);

test('memory stays flat in a loop inside an imported module', async () => {
  const loop =
    'import _cam\nfor _ in range(4):\n    for i in range(2000):\n        bytearray(153600)\n    print(_cam.memory_bytes())';
  await writeFile(path.join(bench.flashFolder, 'loop.py'), loop);
  const sizes = await memoryAfter('import loop');
  expect(Math.max(...sizes)).toBeLessThan(limit);
}, 60_000);

test('a script that keeps everything gets MemoryError, and the next one runs', async () => {
  const { kind, text } = await bench.run('kept = []\nwhile True:\n    kept.append(bytearray(50000000))');
  expect(kind).toBe('exception');
  expect(text).toMatch(/MemoryError: /);
  expect(await bench.run('print(1)')).toEqual({ kind: 'finished', text: '1\r\n' });
}, 60_000);

test('frames of every size are taken at the first try', async () => {
  const { text } = await bench.run(`
import csi
c = csi.CSI()
c.reset()
c.pixformat(csi.RGB565)
for size in (csi.VGA, csi.FHD, csi.QHD, csi.QXGA, csi.WQXGA2):
    c.framesize(size)
    print(c.snapshot().size() == 2 * c.width() * c.height())`);
  expect(text).toBe('True\r\n'.repeat(5));
}, 60_000);

describe.each([
  ['N6', 4 * megabyte],
  ['H7', megabyte / 4],
] as const)('the heap of %s', (board, heapBytes) => {
  let small: ScriptBench;
  beforeAll(async () => {
    small = await ScriptBench.create({ board }, 55_000);
  });
  afterAll(() => small.dispose());

  test('is full for a script that keeps small objects', async () => {
    const { kind, text } = await small.run(`
kept = []
while True:
    kept.append([1] * 1000)`);
    expect(kind).toBe('exception');
    expect(text).toMatch(/line [45], in <module>\r\nMemoryError: /);
  }, 60_000);

  test('lets a script go on that catches the error and drops its objects', async () => {
    const { text } = await small.run(`
def fill():
    kept = []
    while True:
        kept.append([1] * 1000)
for _ in range(2):
    try:
        fill()
    except MemoryError:
        print("full")`);
    expect(text).toBe('full\r\nfull\r\n');
  }, 60_000);

  test('does not count images', async () => {
    const { kind, text } = await small.run(`
import image, gc, time
frames = [image.Image(640, 480, image.RGB565) for _ in range(10)]
for _ in range(20):
    gc.collect()
    time.sleep_ms(10)
print(abs(gc.mem_alloc() + gc.mem_free() - ${heapBytes}) < 10000)`);
    expect({ kind, text }).toEqual({ kind: 'finished', text: 'True\r\n' });
  }, 60_000);
});
