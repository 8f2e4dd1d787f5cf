import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MicroPythonEngine } from './micropython-engine.ts';
import { ScriptBench } from './testing/script-bench.ts';

let bench: ScriptBench;
beforeAll(async () => {
  bench = await ScriptBench.create();
});
afterAll(() => bench.dispose());

describe('a script', () => {
  test('prints, and its end is reported after its text', async () => {
    expect(await bench.run('print("hello")\nprint("world", end="")')).toEqual({
      kind: 'finished',
      text: 'hello\r\nworld',
    });
  });

  test('prints bytes as they are', async () => {
    await bench.run('import sys\nsys.stdout.buffer.write(b"\\xff\\x00\\xe4\\xb8")\nsys.stdout.buffer.write(b"\\xad")');
    expect([...bench.bytes]).toEqual([0xff, 0x00, 0xe4, 0xb8, 0xad]);
  });

  test('loses no text in a flood', async () => {
    const { text } = await bench.run('for i in range(50000):\n    print(i)');
    expect(text).toBe(Array.from({ length: 50_000 }, (_, index) => `${index}\r\n`).join(''));
  });

  test('that raises ends with the traceback of a camera', async () => {
    const source = 'def f():\n    return 1 / 0\n\nf()\n';
    expect(await bench.run(source)).toEqual({
      kind: 'exception',
      text:
        'Traceback (most recent call last):\r\n  File "<stdin>", line 4, in <module>\r\n' +
        '  File "<stdin>", line 2, in f\r\nZeroDivisionError: divide by zero\r\n',
    });
  });

  test('with a syntax error names the line', async () => {
    expect(await bench.run('x = 1\nx = = 2\n')).toEqual({
      kind: 'exception',
      text: 'Traceback (most recent call last):\r\n  File "<stdin>", line 2\r\nSyntaxError: invalid syntax\r\n',
    });
  });

  test('shows no lines of the simulation in its traceback', async () => {
    expect(await bench.run('import machine\nmachine.LED("none")\n')).toEqual({
      kind: 'exception',
      text:
        'Traceback (most recent call last):\r\n  File "<stdin>", line 2, in <module>\r\n' +
        "ValueError: LED(none) doesn't exist\r\n",
    });
  });

  test('ends without a message by SystemExit and by machine.reset', async () => {
    expect(await bench.run('raise SystemExit')).toEqual({ kind: 'finished', text: '' });
    expect(await bench.run('import machine\nmachine.reset()')).toEqual({ kind: 'finished', text: '' });
  });

  test('runs with CRLF, tabs, Chinese text and no final newline', async () => {
    const source = 'if True:\r\n\ttext = "# 中文"\r\n\tprint(text, len(text))\r\nprint(__name__)';
    expect(await bench.run(source)).toEqual({ kind: 'finished', text: '# 中文 4\r\n__main__\r\n' });
  });

  test('of 200 kB runs', async () => {
    const source = `text = "${'x'.repeat(200_000)}"\nprint(len(text))`;
    expect(await bench.run(source)).toEqual({ kind: 'finished', text: '200000\r\n' });
  });

  test('that is indented as a whole is refused as a camera refuses it', async () => {
    const refused = (line: number): string =>
      `Traceback (most recent call last):\r\n  File "<stdin>", line ${line}\r\nIndentationError: unexpected indent\r\n`;
    expect(await bench.run('  x = 1\n  print(x)')).toEqual({ kind: 'exception', text: refused(1) });
    expect(await bench.run('\n  x = 1\n  print(x)')).toEqual({ kind: 'exception', text: refused(2) });
  });

  test('with decorators for machine code runs with its lines in place', async () => {
    const source = '@micropython.native\ndef f():\n    return 3\nprint(f())\n1 / 0';
    const { text } = await bench.run(source);
    expect(text).toContain('3\r\n');
    expect(text).toContain('line 5');
  });

  test('finds a fresh interpreter, whatever the one before did', async () => {
    await bench.run('import sys, time\nkept = 1\ntime.sleep_ms = None\nsys.modules.clear()');
    expect(await bench.run('import time\ntime.sleep_ms(1)\nprint(sorted(globals()))')).toEqual({
      kind: 'finished',
      text: "['__name__', 'time']\r\n",
    });
  });

  test('that wrecks the interpreter ends with a message, and the next one runs', async () => {
    const { kind, text } = await bench.run('import uctypes\nuctypes.bytearray_at(0x7ffffff0, 4)[0]');
    expect(kind).toBe('exception');
    expect(text).toContain('The simulated camera failed');
    expect(await bench.run('print(1)')).toEqual({ kind: 'finished', text: '1\r\n' });
  });

  test('runs after another one in the same interpreter, untouched by a late interrupt', async () => {
    await bench.run('kept = 1');
    bench.engine.interrupt();
    bench.engine.run(new TextEncoder().encode('for _ in range(1000):\n    pass\nprint(kept)'));
    await bench.until('the second script printed', () => bench.text === '1\r\n');
  });

  test('gets the same random numbers for the same seed', async () => {
    const source = 'import random\nprint([random.randint(0, 1000) for _ in range(5)])';
    const first = await bench.run(source);
    expect(await bench.run(source)).toEqual(first);
  });
});

test('an engine may be disposed of before it is ready', async () => {
  const early = new MicroPythonEngine({
    flashFolder: bench.flashFolder,
    board: 'H7',
    seed: 1,
    scene: 'balls',
  });
  early.dispose();
  await expect(early.ready()).rejects.toThrow('discarded');
});
