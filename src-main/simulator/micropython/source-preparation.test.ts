import { describe, expect, test } from 'vitest';
import { prepareSource } from './source-preparation.ts';

const prepare = (source: string): string => new TextDecoder().decode(prepareSource(new TextEncoder().encode(source)));

describe('prepareSource', () => {
  test.each([
    'print(1)',
    '',
    'x = """\n@micropython.native\n"""\n',
    "x = '@micropython.native'\n",
    '# "\n@micropython.asm_thumb\ndef f(): pass\n',
    'if x:\r\n\tprint("中文 # \\" ")\r\n',
  ])('leaves %j as it is', (source) => {
    expect(prepare(source)).toBe(source);
  });

  test('blanks decorators for machine code and keeps length and lines', () => {
    expect(prepare('class A:\n    @micropython.native\n    def f(self):\n        pass\n')).toBe(
      'class A:\n                       \n    def f(self):\n        pass\n',
    );
    expect(prepare("s = 'a\\'b'\n@micropython.viper # fast\r\ndef f(): pass")).toBe(
      "s = 'a\\'b'\n                   # fast\r\ndef f(): pass",
    );
  });

  test('keeps the build from removing the indentation of the whole', () => {
    expect(prepare('\n  x = 1')).toBe('#\n  x = 1');
    expect(prepare(' \t\r\n  x = 1')).toBe('# \t\r\n  x = 1');
  });

  test('does not change its argument', () => {
    const source = new TextEncoder().encode('@micropython.native\ndef f(): pass');
    const copy = source.slice();
    prepareSource(source);
    expect(source).toEqual(copy);
  });
});
