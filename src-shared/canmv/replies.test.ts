import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FileResult, isFileSuccess, statusMarker } from './constants.ts';
import {
  decodeDataHeader,
  decodeDirectory,
  decodeFileStatus,
  decodeUploadInfo,
  encodeDataHeader,
  encodeDirectoryEntry,
  encodeFileStatus,
  encodeReadFile,
  encodeUploadInfo,
  maxUploadNameBytes,
} from './files.ts';
import { decodePath, encodePath, encodeTwoPaths } from './paths.ts';
import {
  decodeCapabilities,
  decodeTouch,
  decodeTouchStatus,
  encodeTouch,
  encodeTouchStatus,
  parseFullVersion,
} from './replies.ts';
import { maxStaleBytes, StatusSearch } from './status-search.ts';

const word = fc.integer({ min: 0, max: 0xffff_ffff });
const short = fc.integer({ min: 0, max: 0xffff });
const byte = fc.integer({ min: 0, max: 0xff });
const coded = (code: string): unknown => expect.objectContaining({ code });

describe('replies and payloads', () => {
  test('read back what was written', () => {
    const touch = fc.record({ x: short, y: short, event: byte, trackId: byte, width: short, timeMs: word });
    fc.assert(
      fc.property(touch, (value) => {
        expect(decodeTouch(encodeTouch(value))).toEqual(value);
      }),
    );
    const header = fc.record({ result: word, dataBytes: word, count: word });
    fc.assert(
      fc.property(header, (value) => {
        expect(decodeDataHeader(encodeDataHeader(value))).toEqual(value);
      }),
    );
    const type = fc.constantFrom('file' as const, 'directory' as const);
    const status = fc.record({ result: word, type, sizeBytes: word, modifiedAtS: word });
    fc.assert(
      fc.property(status, (value) => {
        expect(decodeFileStatus(encodeFileStatus(value))).toEqual(value);
      }),
    );
    const touchStatus = { supported: true, enabled: false, rangeX: 800, rangeY: 480, queueDepth: 16 };
    expect(decodeTouchStatus(encodeTouchStatus(touchStatus))).toEqual(touchStatus);
  });

  test('that are too short are refused', () => {
    for (const decode of [decodeCapabilities, decodeTouch, decodeTouchStatus, decodeDataHeader, decodeFileStatus]) {
      expect(() => decode(new Uint8Array(7))).toThrow(coded('reply-too-short'));
    }
    expect(() => decodeUploadInfo(new Uint8Array(103))).toThrow(coded('reply-too-short'));
  });

  test('the full version has a board, a version and a commit', () => {
    const commit = '0123456789abcdef0123456789abcdef01234567';
    expect(parseFullVersion(`k230_canmv_01studio-v1.7-12-g${commit}`)).toEqual({
      board: 'k230_canmv_01studio',
      version: 'v1.7-12',
      commit,
    });
    expect(parseFullVersion('my build')).toEqual({ board: 'my build', version: '', commit: '' });
  });

  test('two result codes mean success', () => {
    expect([0, FileResult.ok].every(isFileSuccess)).toBe(true);
    expect(isFileSuccess(FileResult.notFound)).toBe(false);
  });
});

describe('paths', () => {
  test.each(['', 'a/../b', '..', 'nul\0inside', 'x'.repeat(513)])('%j is refused', (path) => {
    expect(() => encodePath(path)).toThrow(coded('bad-path'));
  });

  test('end with a NUL and read back, one after the other', () => {
    const both = encodeTwoPaths('/sdcard/a.py', '/sdcard/旧.py');
    const first = decodePath(both)!;
    expect([first.path, decodePath(both, first.end)!.path]).toEqual(['/sdcard/a.py', '/sdcard/旧.py']);
    expect(decodePath(both.subarray(0, -1), first.end)).toBeUndefined();
  });
});

describe('files', () => {
  const sha256 = new Uint8Array(32).fill(7);

  test('an upload announces its chunk size, name and hash', () => {
    const info = { chunkBytes: 4096, name: '/sdcard/main.py', sha256 };
    expect(encodeUploadInfo(info)).toHaveLength(104);
    expect(decodeUploadInfo(encodeUploadInfo(info))).toEqual(info);
  });

  test('an upload is refused whose name, chunk size or hash does not fit', () => {
    const name = 'n'.repeat(maxUploadNameBytes);
    expect(decodeUploadInfo(encodeUploadInfo({ chunkBytes: 1, name, sha256 })).name).toBe(name);
    expect(() => encodeUploadInfo({ chunkBytes: 1, name: `${name}n`, sha256 })).toThrow(coded('bad-path'));
    expect(() => encodeUploadInfo({ chunkBytes: 0, name, sha256 })).toThrow(coded('value-out-of-range'));
    expect(() => encodeUploadInfo({ chunkBytes: 1, name, sha256: sha256.subarray(1) })).toThrow(
      coded('value-out-of-range'),
    );
  });

  test('a piece larger than the board gives is refused', () => {
    expect(() => encodeReadFile('/sdcard/a', 0, 131_073)).toThrow(coded('value-out-of-range'));
  });

  test('a list that ends inside an entry is refused', () => {
    const entry = encodeDirectoryEntry({ type: 'directory', name: '照片', sizeBytes: 0, modifiedAtS: 1 });
    expect(decodeDirectory(entry)).toEqual([{ type: 'directory', name: '照片', sizeBytes: 0, modifiedAtS: 1 }]);
    for (let end = 1; end < entry.length; end++) {
      expect(() => decodeDirectory(entry.subarray(0, end))).toThrow(coded('bad-directory-list'));
    }
  });
});

describe('the search for the status marker', () => {
  test('finds it after any bytes, wherever they are cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.integer({ min: 1, max: 7 }), (noise, size) => {
        // The marker may lie in the noise by chance; take the first.
        const bytes = Uint8Array.from([...noise, ...statusMarker]);
        const search = new StatusSearch();
        for (let at = 0; at < bytes.length; at += size) {
          const result = search.push(bytes.subarray(at, at + size));
          if (result.kind !== 'found') continue;
          expect(Array.from(bytes.subarray(at + result.end - 4, at + result.end))).toEqual([...statusMarker]);
          return;
        }
        expect.unreachable();
      }),
    );
  });

  test('skips 300 KB of an old frame, and gives up beyond 512 KB', () => {
    const search = new StatusSearch();
    expect(search.push(new Uint8Array(300 * 1024))).toEqual({ kind: 'more' });
    expect(search.push(statusMarker)).toEqual({ kind: 'found', end: 4 });
    const other = new StatusSearch();
    expect(other.push(new Uint8Array(maxStaleBytes + 1))).toEqual({ kind: 'given-up' });
  });

  test('finds a marker behind its own first byte', () => {
    expect(new StatusSearch().push(Uint8Array.of(0xaa, 0xaa, 0xbb, 0xee, 0xff))).toEqual({ kind: 'found', end: 5 });
  });
});
