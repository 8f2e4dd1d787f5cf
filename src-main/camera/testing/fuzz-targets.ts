// Fuzz targets of this room; see src-shared/lib/testing/fuzz-target.ts.

import assert from 'node:assert/strict';
import { pushInChunks, type FuzzTarget } from '../../../src-shared/lib/testing/fuzz-target.ts';
import { OverflowMarkerFilter } from '../kit/overflow-marker.ts';
import { openMvCameraTarget } from './fuzz-camera.ts';

const marker = Buffer.from('\u001B[40O\n');

/** Input: the two sizes of chunks, then text of a script. */
const overflowMarkerTarget: FuzzTarget = {
  name: 'overflow-marker',
  share: 0.5,
  seeds: () => [Buffer.concat([Buffer.from([1, 2]), Buffer.from('hello'), marker, marker.subarray(0, 3), marker])],
  tokens: [marker, marker.subarray(0, 5), marker.subarray(1)],
  run(bytes) {
    const [oddSize = 0, evenSize = 0] = bytes;
    const text = Buffer.from(bytes.subarray(2)).toString('latin1');
    let markers = 0;
    const filter = new OverflowMarkerFilter(() => markers++);
    const kept: string[] = [];
    const keep = (part: Uint8Array): unknown => kept.push(Buffer.from(part).toString('latin1'));
    pushInChunks(bytes.subarray(2), [oddSize, evenSize], (chunk) => keep(filter.push(chunk)));
    keep(filter.flush());
    const parts = text.split(marker.toString('latin1'));
    assert.equal(kept.join(''), parts.join(''));
    assert.equal(markers, parts.length - 1);
  },
};

export const fuzzTargets: readonly FuzzTarget[] = [overflowMarkerTarget, openMvCameraTarget];
