// Fuzz targets of this room; see src-shared/lib/testing/fuzz-target.ts.

import assert from 'node:assert/strict';
import { attempt, type FuzzTarget } from '../../lib/testing/fuzz-target.ts';
import { CanmvError } from '../canmv-error.ts';
import { statusMarker } from '../constants.ts';
import { decodeDirectory, decodeUploadInfo, encodeDirectoryEntry, encodeUploadInfo } from '../files.ts';
import { decodePath } from '../paths.ts';
import { decodeCapabilities, decodeTouch, encodeCapabilities, encodeTouch, parseFullVersion } from '../replies.ts';
import { StatusSearch } from '../status-search.ts';

const readers: readonly ((bytes: Uint8Array) => void)[] = [
  (bytes) => {
    const entries = decodeDirectory(bytes);
    assert(entries.length <= bytes.length / 10, 'An entry has at least ten bytes.');
  },
  (bytes) => {
    const info = decodeUploadInfo(bytes);
    const again = attempt(CanmvError, () => decodeUploadInfo(encodeUploadInfo(info)));
    if (again !== undefined) assert.deepEqual(again, info);
  },
  (bytes) => assert.deepEqual(decodeTouch(encodeTouch(decodeTouch(bytes))), decodeTouch(bytes)),
  (bytes) =>
    assert.deepEqual(decodeCapabilities(encodeCapabilities(decodeCapabilities(bytes))), decodeCapabilities(bytes)),
  (bytes) => {
    const found = decodePath(bytes);
    assert(found === undefined || found.end <= bytes.length, 'A path ends in its bytes.');
    parseFullVersion(found?.path ?? '');
  },
  (bytes) => {
    const result = new StatusSearch().push(bytes);
    if (result.kind === 'found') {
      assert.deepEqual([...bytes.subarray(result.end - 4, result.end)], [...statusMarker]);
    }
  },
];

/** Input: which layout, then its bytes. */
const repliesTarget: FuzzTarget = {
  name: 'canmv-replies',
  share: 0.5,
  seeds: () => [
    Uint8Array.of(0, ...encodeDirectoryEntry({ type: 'file', name: 'main.py', sizeBytes: 5, modifiedAtS: 9 })),
    Uint8Array.of(1, ...encodeUploadInfo({ chunkBytes: 4096, name: 'a.py', sha256: new Uint8Array(32) })),
    Uint8Array.of(2, ...new Uint8Array(12)),
    Uint8Array.of(3, 2, 0, 0, 0, 0xff, 3, 0, 0),
    Uint8Array.of(4, 0x2f, 0x61, 0),
    Uint8Array.of(5, 1, 2, ...statusMarker),
  ],
  tokens: [statusMarker],
  run(bytes) {
    attempt(CanmvError, () => readers[(bytes[0] ?? 0) % readers.length]!(bytes.subarray(1)));
  },
};

export const fuzzTargets: readonly FuzzTarget[] = [repliesTarget];
