import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { decodeText, encodeText } from './text-file.ts';

const utf8 = new TextEncoder();

test('bytes that are UTF-8 text come back unchanged, whatever their line ends', () => {
  const pieces = fc.constantFrom('a', '世界', '\n', '\r\n', '\r', '\t', '# "x"', '\u2028', '\uFEFF', '🙂');
  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      const bytes = utf8.encode(parts.join(''));
      const content = decodeText(bytes);
      expect(content && encodeText(content)).toEqual(bytes);
    }),
  );
});

test('tells the line ends, and takes a lone carriage return for mixed', () => {
  const kinds = ['', 'a\nb\n', 'a\r\nb\r\n', 'a\r\nb\n', 'a\rb'].map(
    (text) => decodeText(utf8.encode(text))?.lineEnding,
  );
  expect(kinds).toEqual(['lf', 'lf', 'crlf', 'mixed', 'mixed']);
});

test('keeps a byte order mark apart from the text', () => {
  expect(decodeText(utf8.encode('\uFEFFx'))).toEqual({ text: 'x', bom: true, lineEnding: 'lf' });
});

test('refuses bytes that are not UTF-8 text', () => {
  expect(decodeText(Uint8Array.of(0xd6, 0xd0, 0xce, 0xc4))).toBeUndefined();
  expect(decodeText(Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0))).toBeUndefined();
});
