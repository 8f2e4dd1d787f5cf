import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStopTraceback, TracebackParser } from './traceback-parser.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const raised = [
  'hello',
  'Traceback (most recent call last):',
  '  File "<stdin>", line 7, in <module>',
  '  File "<stdin>", line 3, in area',
  '  File "shapes.py", line 12, in check',
  'ValueError: width must be positive: 宽度',
  '',
].join('\r\n');

const expected = {
  type: 'ValueError',
  message: 'width must be positive: 宽度',
  file: '<stdin>',
  line: 3,
  text: raised.slice('hello\r\n'.length).replaceAll('\r\n', '\n'),
};

describe('the traceback parser', () => {
  it('finds type, message and the innermost line of the script', () => {
    const parser = new TracebackParser();
    expect(parser.push(encode(raised))).toEqual([expected]);
    expect(parser.final).toEqual(expected);
  });

  it('finds the same for any chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 60 }), (sizes) => {
        const parser = new TracebackParser();
        const bytes = encode(raised);
        const found = [];
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = sizes[turn % sizes.length]!;
          found.push(...parser.push(bytes.subarray(at, at + size)));
          at += size;
        }
        expect(found).toEqual([expected]);
      }),
    );
  });

  it('understands a syntax error', () => {
    const parser = new TracebackParser();
    const text = 'Traceback (most recent call last):\r\n  File "<stdin>", line 2\r\nSyntaxError: invalid syntax\r\n';
    expect(parser.push(encode(text))).toMatchObject([{ type: 'SyntaxError', message: 'invalid syntax', line: 2 }]);
  });

  it('understands an exception without a message and one after unfinished text', () => {
    const parser = new TracebackParser();
    const text = 'x = Traceback (most recent call last):\n  File "<stdin>", line 1, in <module>\nMemoryError: \n';
    expect(parser.push(encode(text))).toMatchObject([{ type: 'MemoryError', message: '', line: 1 }]);
    parser.reset();
    expect(parser.push(encode(text.replace(': \n', '\n')))).toMatchObject([{ type: 'MemoryError', message: '' }]);
  });

  it('names the file when no line of the script is among the frames', () => {
    const parser = new TracebackParser();
    const text = 'Traceback (most recent call last):\n  File "boot.py", line 4, in <module>\nOSError: 2\n';
    expect(parser.push(encode(text))).toMatchObject([{ file: 'boot.py', line: 4 }]);
  });

  it('does not report a traceback as the end if the script continued to print', () => {
    const parser = new TracebackParser();
    parser.push(encode(raised));
    parser.push(encode('and on it goes\r\n'));
    expect(parser.final).toBeUndefined();
  });

  it('reports it if only the camera printed afterwards, and detects the restart', () => {
    const parser = new TracebackParser();
    parser.push(encode(raised));
    expect(parser.restarted).toBe(false);
    parser.push(encode('\r\nMPY: soft reboot\r\nOpenMV v5.0.0; MicroPython v1.26.0-omv\r\n>>> '));
    expect(parser.final).toEqual(expected);
    expect(parser.restarted).toBe(true);
    parser.reset();
    expect([parser.final, parser.restarted]).toEqual([undefined, false]);
  });

  describe('for a message of several lines', () => {
    const uncaught = (message: string): string =>
      `Traceback (most recent call last):\n  File "<stdin>", line 1, in <module>\nValueError: ${message}\n`;
    const end = '\r\nMPY: soft reboot\r\n';

    it('takes all of its lines, if the script cannot have printed the traceback itself', () => {
      const parser = new TracebackParser({ source: 'raise ValueError("a\\nb\\n\\nc")\n' });
      parser.push(encode(uncaught('a\nb\n\nc') + end));
      expect(parser.final).toEqual({
        type: 'ValueError',
        message: 'a\nb\n\nc',
        file: '<stdin>',
        line: 1,
        text: uncaught('a\nb\n\nc'),
      });
    });

    it('takes all of its lines for a line outside of every try block', () => {
      const source = 'raise ValueError("a\\nb")\ntry:\n  pass\nexcept E as e:\n  sys.print_exception(e)\n';
      const parser = new TracebackParser({ source });
      parser.push(encode(uncaught('a\nb')));
      expect(parser.final).toMatchObject({ message: 'a\nb' });
    });

    it.each([
      [
        'inside a try block of a script that prints exceptions',
        'try:\n  f()\nexcept E as e:\n  sys.print_exception(e)\n',
        2,
      ],
      ['of an unknown script', undefined, 1],
    ])('takes the text after a line %s for output', (_where, source, line) => {
      const parser = new TracebackParser(source === undefined ? {} : { source });
      parser.push(encode(uncaught('a').replace('line 1', `line ${line}`)));
      parser.push(encode('b\n'));
      expect(parser.final).toBeUndefined();
    });

    it('takes the text after a traceback that does not begin in the script for output', () => {
      const parser = new TracebackParser({ source: 'f()\n' });
      parser.push(encode(uncaught('a').replace('<module>', 'on_timer')));
      parser.push(encode('b\n'));
      expect(parser.final).toBeUndefined();
    });

    it('keeps a bounded message and the right line, for any message of any length', () => {
      const message = fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => text.replaceAll('\n', '\r\n'));
      fc.assert(
        fc.property(message, fc.integer({ min: 1, max: 3000 }), (text, times) => {
          const parser = new TracebackParser({ source: 'x\n' });
          parser.push(encode(`${uncaught(text.repeat(times))}${end}`));
          expect(parser.final).toMatchObject({ type: 'ValueError', line: 1 });
          expect(parser.final!.message.length).toBeLessThanOrEqual(2000);
          expect(parser.final!.text.length).toBeLessThanOrEqual(20_000);
        }),
        { numRuns: 200 },
      );
    });
  });

  it('understands class names in any script, and file names with quotes', () => {
    const parser = new TracebackParser();
    const text = 'Traceback (most recent call last):\n  File "/flash/a"b.py", line 3, in f\nОшибка7: нет\n';
    expect(parser.push(encode(text))).toMatchObject([
      { type: 'Ошибка7', message: 'нет', file: '/flash/a"b.py', line: 3 },
    ]);
  });

  it('finds the innermost line of a recursion of any depth', () => {
    const parser = new TracebackParser();
    const frames = '  File "<stdin>", line 2, in f\n'.repeat(5000);
    const head = 'Traceback (most recent call last):\n  File "<stdin>", line 9, in <module>\n';
    parser.push(
      encode(`${head}${frames}  File "<stdin>", line 3, in f\nRuntimeError: maximum recursion depth exceeded\n`),
    );
    expect(parser.final).toMatchObject({ type: 'RuntimeError', line: 3 });
    expect(parser.final!.text.length).toBeLessThanOrEqual(20_000);
  });

  it('recognizes the output of Stop', () => {
    const parser = new TracebackParser();
    const head = 'Traceback (most recent call last):\n  File "<stdin>", line 1, in <module>\n';
    const found = parser.push(
      encode(`${head}KeyboardInterrupt: \n${head}Exception: IDE interrupt\n${head}Exception: mine\n`),
    );
    expect(found.map((each) => isStopTraceback(each))).toEqual([true, true, false]);
  });

  it('accepts arbitrary bytes, including endless lines', () => {
    const parser = new TracebackParser();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (garbage) => {
        parser.push(garbage);
      }),
    );
    parser.push(new Uint8Array(100_000).fill(65));
    parser.push(encode('\n'));
    expect(parser.push(encode(raised))).toEqual([expected]);
  });
});
