import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EmbeddedFrameFilter, encodeEmbeddedFrame, maxEmbeddedBytes } from './embedded-frames.ts';

const utf8 = new TextEncoder();

/** Splits `bytes` in chunks of `size` and collects the results. */
function filter(bytes: Uint8Array, size: number) {
  const text: number[] = [];
  const frames: Uint8Array[] = [];
  let damaged = 0;
  const filterOfRun = new EmbeddedFrameFilter({
    text: (part) => void text.push(...part),
    frame: (data) => void frames.push(data),
    damaged: () => void damaged++,
  });
  for (let at = 0; at < bytes.length; at += size) filterOfRun.push(bytes.subarray(at, at + size));
  return { text: new TextDecoder().decode(Uint8Array.from(text)), frames, damaged, held: filterOfRun.heldBytes };
}

const join = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

describe('frames inside text', () => {
  test('come out byte for byte, and the text stays whole, wherever the bytes are cut', () => {
    const data = fc.uint8Array({ minLength: 1, maxLength: 40 });
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    fc.assert(
      fc.property(text, data, text, fc.integer({ min: 1, max: 9 }), (before, frame, after, size) => {
        const bytes = join(utf8.encode(before), encodeEmbeddedFrame(frame), utf8.encode(after));
        expect(filter(bytes, size)).toEqual({ text: before + after, frames: [frame], damaged: 0, held: 0 });
      }),
    );
  });

  test('leave exit codes of old firmware out of the text', () => {
    expect(filter(join(utf8.encode('a'), Uint8Array.of(0xff, 0, 3), utf8.encode('b')), 1).text).toBe('ab');
  });

  test('that lost their end are reported, and the text behind them is kept', () => {
    const cut = encodeEmbeddedFrame(Uint8Array.of(1, 2, 3, 4, 5, 6)).subarray(0, -1);
    expect(filter(join(cut, utf8.encode('next line\n')), 4)).toEqual({
      text: 'next line\n',
      frames: [],
      damaged: 1,
      held: 0,
    });
  });

  test('larger than any preview buffer are dropped without keeping their bytes', () => {
    const large = new Uint8Array(maxEmbeddedBytes + 10).fill(0x80);
    large[0] = 0xfe;
    large[large.length - 1] = 0xfe;
    expect(filter(large, 65_536)).toMatchObject({ frames: [], damaged: 1, held: 0 });
  });

  test('are forgotten when a new run begins', () => {
    const texts: string[] = [];
    const filterOfRun = new EmbeddedFrameFilter({
      text: (part) => void texts.push(new TextDecoder().decode(part)),
      frame: () => expect.unreachable(),
      damaged: () => expect.unreachable(),
    });
    filterOfRun.push(Uint8Array.of(0xfe, 0x81));
    filterOfRun.reset();
    filterOfRun.push(utf8.encode('new run'));
    expect(texts).toEqual(['new run']);
  });
});
