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
