import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PixelFormat } from '../picture/pixel-format.ts';
import {
  decodeFrameSize,
  encodeFrameSize,
  frameBytes,
  frameFormat,
  hasFrame,
  maxCompressedBytes,
  swapRgb565,
} from './frame-size.ts';
import {
  decodeArchString,
  decodeProfileSize,
  decodeWord,
  encodeArchString,
  encodeProfileSize,
  encodeWords,
} from './replies.ts';
import { decodeState, encodeState, stateSizes, stateTextCapacity, type CameraPoll } from './state.ts';
import { decodeFirmwareVersion, encodeFirmwareVersion, isAtLeast, usbdbgFeatures } from './version.ts';

const word = fc.integer({ min: 0, max: 0xffff_ffff });

describe('replies', () => {
  test('read back what was written', () => {
    fc.assert(
      fc.property(word, word, word, (first, second, third) => {
        const version = { major: first, minor: second, patch: third };
        expect(decodeFirmwareVersion(encodeFirmwareVersion(version))).toEqual(version);
        const size = { width: first, height: second, sizeOrBpp: third };
        expect(decodeFrameSize(encodeFrameSize(size))).toEqual(size);
        const profile = { recordCount: first, recordSize: second, counterCount: third };
        expect(decodeProfileSize(encodeProfileSize(profile))).toEqual(profile);
        expect(decodeWord('running', encodeWords([first]))).toBe(first);
      }),
    );
  });

  test('that are too short are refused by name', () => {
    for (const decode of [decodeFirmwareVersion, decodeFrameSize, decodeProfileSize, decodeState]) {
      expect(() => decode(new Uint8Array(3))).toThrow(expect.objectContaining({ code: 'reply-too-short' }));
    }
  });

  test('an architecture text of 64 bytes does not leave room for its NUL', () => {
    expect(decodeArchString(encodeArchString('OMV4 H7 1024 [H7:0]'))).toBe('OMV4 H7 1024 [H7:0]');
    expect(() => encodeArchString('x'.repeat(64))).toThrow(expect.objectContaining({ code: 'value-out-of-range' }));
    expect(decodeArchString(new TextEncoder().encode('y'.repeat(64)))).toBe('y'.repeat(64));
  });
});

describe('GET_STATE', () => {
  const state: CameraPoll = {
    scriptRunning: true,
    frame: { width: 320, height: 240, sizeOrBpp: 5000 },
    profilerPresent: true,
    profilerHasPmu: false,
    text: new TextEncoder().encode('fps 25\n'),
  };

  test.each(Object.values(stateSizes))('reads back what was written in %i bytes', (size) => {
    expect(encodeState(state, size)).toHaveLength(size);
    expect(decodeState(encodeState(state, size))).toEqual(state);
    const idle = { ...state, scriptRunning: false, frame: undefined, text: new Uint8Array(0) };
    expect(decodeState(encodeState(idle, size))).toEqual(idle);
  });

  test('carries 46 bytes of text in 63 bytes and 494 in 511', () => {
    expect(stateTextCapacity(stateSizes.fullSpeed)).toBe(46);
    expect(stateTextCapacity(stateSizes.highSpeed)).toBe(494);
    const text = new Uint8Array(600).fill(0x61);
    expect(decodeState(encodeState({ ...state, text }, stateSizes.fullSpeed)).text).toHaveLength(46);
  });

  test('ignores what stands behind the text', () => {
    const bytes = encodeState(state, 63);
    bytes[62] = 0x7a;
    expect(decodeState(bytes).text).toEqual(state.text);
  });
});

describe('the description of a frame', () => {
  test('says how many bytes to dump', () => {
    expect(frameBytes({ width: 320, height: 240, sizeOrBpp: 1 })).toBe(320 * 240);
    expect(frameBytes({ width: 320, height: 240, sizeOrBpp: 2 })).toBe(320 * 240 * 2);
    expect(frameBytes({ width: 320, height: 240, sizeOrBpp: 3 })).toBe(320 * 240);
    expect(frameBytes({ width: 320, height: 240, sizeOrBpp: 5001 })).toBe(5001);
  });

  test('with zeros means that no frame is waiting', () => {
    expect(hasFrame({ width: 0, height: 0, sizeOrBpp: 0 })).toBe(false);
    expect(hasFrame({ width: 320, height: 240, sizeOrBpp: 2 })).toBe(true);
  });

  test('that no camera can mean is refused', () => {
    for (const size of [
      { width: 0, height: 240, sizeOrBpp: 2 },
      { width: 320, height: 9000, sizeOrBpp: 1 },
      { width: 320, height: 240, sizeOrBpp: maxCompressedBytes + 1 },
    ]) {
      expect(() => frameBytes(size)).toThrow(expect.objectContaining({ code: 'bad-frame-size' }));
    }
  });

  test('gives the format; compressed bytes that are neither JPEG nor PNG have none', () => {
    expect(frameFormat({ width: 2, height: 1, sizeOrBpp: 2 }, new Uint8Array(4))).toBe(PixelFormat.rgb565);
    expect(frameFormat({ width: 2, height: 1, sizeOrBpp: 1 }, new Uint8Array(2))).toBe(PixelFormat.grayscale);
    expect(frameFormat({ width: 2, height: 1, sizeOrBpp: 100 }, new Uint8Array(100))).toBeUndefined();
  });

  test('of firmware before 3.8 has the bytes of each pixel exchanged', () => {
    const data = Uint8Array.of(1, 2, 3, 4);
    swapRgb565(data);
    expect(data).toEqual(Uint8Array.of(2, 1, 4, 3));
  });
});

test('versions compare part by part, and each feature has its first version', () => {
  const version = (major: number, minor: number, patch: number) => ({ major, minor, patch });
  expect(isAtLeast(version(4, 10, 0), 4, 5, 6)).toBe(true);
  expect(isAtLeast(version(3, 9, 9), 4, 0, 0)).toBe(false);
  expect(usbdbgFeatures(version(4, 5, 5))).toMatchObject({ getState: false, variableStateSize: false, sensorId: true });
  expect(usbdbgFeatures(version(4, 5, 9))).toMatchObject({ getState: true, variableStateSize: false, profiler: false });
  expect(usbdbgFeatures(version(4, 8, 1))).toMatchObject({ getState: true, variableStateSize: true, profiler: true });
  expect(usbdbgFeatures(version(3, 5, 2))).toMatchObject({ splitPayload: false, littleEndianRgb565: false });
});
