import { describe, expect, it } from 'vitest';
import type { FrameEncoding } from '../../../src-shared/picture/encoding.ts';
import { FramePainter } from './painter.ts';
import { testFrame } from './testing/frames.ts';

function setUp() {
  const log: string[] = [];
  const canvas = {
    width: 300,
    height: 150,
    getContext: () => ({}),
    convertToBlob: () => Promise.resolve(new Blob()),
  } as unknown as OffscreenCanvas;
  const painter = new FramePainter(
    canvas,
    {
      drawn: ({ sequence }, { width, height }) => log.push(`drawn ${sequence} ${width}x${height}`),
      damaged: ({ sequence }) => log.push(`damaged ${sequence}`),
    },
    (encoding: FrameEncoding, sink) => {
      log.push(`new ${encoding}`);
      return {
        push({ header }) {
          const { width, height } = header;
          sink.image({ width, height, draw: () => log.push('draw'), close: () => log.push('close') }, header);
          return Promise.resolve();
        },
        dispose: () => log.push(`end ${encoding}`),
      };
    },
  );
  return { painter, log };
}

describe('the painter', () => {
  it('gives the canvas the size of the frame, draws it and releases its pixels', async () => {
    const { painter, log } = setUp();
    await painter.push(testFrame(1, { width: 64, height: 48 }));
    expect(log).toEqual(['new jpeg', 'draw', 'close', 'drawn 1 64x48']);
  });

  it('keeps one decoder while source and encoding stay, and takes another when one of them changes', async () => {
    const { painter, log } = setUp();
    await painter.push(testFrame(1));
    await painter.push(testFrame(2));
    await painter.push(testFrame(3, { encoding: 'raw' }));
    await painter.push(testFrame(4, { encoding: 'raw', source: 2 }));
    expect(log.filter((each) => /new|end/.test(each))).toEqual([
      'new jpeg',
      'end jpeg',
      'new raw',
      'end raw',
      'new raw',
    ]);
  });

  it.each([
    [0, 10],
    [10, 0],
    [8193, 10],
  ])('refuses a still of %i by %i pixels', async (width, height) => {
    const { painter, log } = setUp();
    await painter.push(testFrame(1, { width, height }));
    expect(log).toEqual(['damaged 1']);
  });

  it('leaves the size of video to its decoder', async () => {
    const { painter, log } = setUp();
    await painter.push(testFrame(1, { encoding: 'h264', width: 0, height: 0 }));
    expect(log[0]).toBe('new h264');
  });
});
