import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ScriptBench } from './testing/script-bench.ts';

let bench: ScriptBench;
beforeAll(async () => {
  bench = await ScriptBench.create();
});
afterAll(() => bench.dispose());

describe('Stop', () => {
  test.each([
    ['an empty loop', 'print("go")\nwhile True:\n    pass'],
    ['a counting loop', 'print("go")\nn = 0\nwhile True:\n    n += 1'],
    ['a flood of text', 'print("go")\nwhile True:\n    print("x" * 40)'],
    ['a long sleep', 'import time\nprint("go")\ntime.sleep(1000)'],
    ['a sleep in milliseconds by its old name', 'import utime\nprint("go")\nutime.sleep_ms(1000000)'],
    [
      'a loop in a function in try/finally',
      'def f():\n    try:\n        while True: pass\n    finally: pass\nprint("go")\nf()',
    ],
    ['a generator', 'def g():\n    while True:\n        yield 1\nprint("go")\nfor _ in g():\n    pass'],
  ])('ends %s with KeyboardInterrupt', async (_, source) => {
    await bench.start(source);
    await bench.until('the script printed', () => bench.text.startsWith('go'));
    bench.engine.interrupt();
    const { kind, text } = await bench.ended();
    expect(kind).toBe('interrupted');
    expect(text.slice(-60)).toMatch(/in .+\r\nKeyboardInterrupt: \r\n$/);
    expect(text).not.toContain('/rom/lib');
  });

  test('ends a script that swallows every exception', async () => {
    const impatient = await ScriptBench.create({}, undefined, 100);
    await impatient.start('print("go")\nwhile True:\n    try:\n        while True: pass\n    except: pass');
    await impatient.until('the script printed', () => impatient.text.startsWith('go'));
    impatient.engine.interrupt();
    expect(await impatient.ended()).toEqual({ kind: 'interrupted', text: 'go\r\n' });
    expect(await impatient.run('print("next")')).toEqual({ kind: 'finished', text: 'next\r\n' });
    await impatient.dispose();
  });

  test('lets a script clean up', async () => {
    await bench.start('print("go")\ntry:\n    while True: pass\nfinally:\n    print("bye")');
    await bench.until('the script printed', () => bench.text.startsWith('go'));
    bench.engine.interrupt();
    const { text } = await bench.ended();
    expect(text).toMatch(/^go\r\nbye\r\nTraceback/);
  });

  test('that a script handles lets it go on to its own end', async () => {
    await bench.start('print("go")\ntry:\n    while True: pass\nexcept KeyboardInterrupt:\n    print("handled")');
    await bench.until('the script printed', () => bench.text.startsWith('go'));
    bench.engine.interrupt();
    expect(await bench.ended()).toEqual({ kind: 'finished', text: 'go\r\nhandled\r\n' });
  });

  test('before the script has begun ends it too', async () => {
    await bench.start('while True:\n    pass');
    bench.engine.interrupt();
    expect((await bench.ended()).kind).toBe('interrupted');
  });
});

test('restart ends a running script and is ready for the next', async () => {
  await bench.start('print("go")\nwhile True: pass');
  await bench.until('the script printed', () => bench.text.startsWith('go'));
  await bench.engine.restart();
  expect(bench.outcome).toBe('interrupted');
  expect(await bench.run('print("next")')).toEqual({ kind: 'finished', text: 'next\r\n' });
});
