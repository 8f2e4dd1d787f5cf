// Fuzz targets of this room; see src-shared/lib/testing/fuzz-target.ts.

import assert from 'node:assert/strict';
import { attempt, pushInChunks, type FuzzTarget } from '../../lib/testing/fuzz-target.ts';
import { EmbeddedFrameFilter, encodeEmbeddedFrame, maxEmbeddedBytes } from '../embedded-frames.ts';
import { decodeFrameSize, encodeFrameSize, frameBytes, frameFormat } from '../frame-size.ts';
import { decodeArchString, decodeProfileSize, encodeProfileSize, parseArchitecture } from '../replies.ts';
import { decodeState, encodeState, stateTextOffset } from '../state.ts';
import { UsbdbgError } from '../usbdbg-error.ts';
import { decodeFirmwareVersion, encodeFirmwareVersion, usbdbgFeatures } from '../version.ts';

const readers: readonly ((bytes: Uint8Array) => void)[] = [
  (bytes) => {
    const version = decodeFirmwareVersion(bytes);
    assert.deepEqual(decodeFirmwareVersion(encodeFirmwareVersion(version)), version);
    usbdbgFeatures(version);
  },
  (bytes) => {
    const size = decodeFrameSize(bytes);
    assert.deepEqual(decodeFrameSize(encodeFrameSize(size)), size);
    const dumped = frameBytes(size);
    assert(Number.isInteger(dumped) && dumped > 0, 'A frame has bytes.');
    frameFormat(size, bytes.subarray(12));
  },
  (bytes) => {
    const state = decodeState(bytes);
    assert(state.text.length <= bytes.length - stateTextOffset, 'The text lies in the reply.');
    const again = decodeState(encodeState(state, Math.max(bytes.length + 1, stateTextOffset + 1)));
    assert.deepEqual(again.text, state.text);
    assert.deepEqual(again.frame, state.frame);
  },
  (bytes) => {
    const { uniqueId } = parseArchitecture(decodeArchString(bytes));
    assert(uniqueId === '' || /^[0-9A-F]{24}$/.test(uniqueId), 'A unique id has 24 digits.');
  },
  (bytes) => assert.deepEqual(decodeProfileSize(encodeProfileSize(decodeProfileSize(bytes))), decodeProfileSize(bytes)),
];

/** Input: which reply, then its bytes. */
const repliesTarget: FuzzTarget = {
  name: 'usbdbg-replies',
  share: 0.5,
  seeds: () => [
    Uint8Array.of(0, 4, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0),
    Uint8Array.of(1, ...encodeFrameSize({ width: 320, height: 240, sizeOrBpp: 2 })),
    Uint8Array.of(2, ...encodeFrameSize({ width: 6, height: 0, sizeOrBpp: 0 }), 1, 0, 0, 0, 0x61, 0x62, 0),
    Uint8Array.of(3, ...new TextEncoder().encode('OMV4 H7 1024 [H7:0123456789ABCDEF01234567]')),
    Uint8Array.of(4, ...new Uint8Array(12)),
  ],
  run(bytes) {
    attempt(UsbdbgError, () => readers[(bytes[0] ?? 0) % readers.length]!(bytes.subarray(1)));
  },
};

/** Input: two chunk sizes, then text. */
const embeddedFramesTarget: FuzzTarget = {
  name: 'embedded-frames',
  share: 0.5,
  seeds: () => [Uint8Array.of(3, 7, 0x61, ...encodeEmbeddedFrame(Uint8Array.of(0xff, 0xd8, 0xff, 1, 2)), 0x62)],
  tokens: [Uint8Array.of(0xfe), Uint8Array.of(0xff, 0, 1), Uint8Array.of(0x80, 0xbf)],
  run(bytes) {
    let out = 0;
    const filter = new EmbeddedFrameFilter({
      text: (part) => (out += part.length),
      frame: (data) => (out += data.length),
      damaged: () => {},
    });
    pushInChunks(bytes.subarray(2), [1 + (bytes[0] ?? 0), 1 + (bytes[1] ?? 0)], (chunk) => filter.push(chunk));
    assert(out <= bytes.length, 'No more comes out than went in.');
    assert(filter.heldBytes <= Math.max(bytes.length, maxEmbeddedBytes), 'What is held is bounded.');
  },
};

export const fuzzTargets: readonly FuzzTarget[] = [repliesTarget, embeddedFramesTarget];
