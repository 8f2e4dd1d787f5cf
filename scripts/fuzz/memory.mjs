// Memory of this thread: the heap of its objects, and the buffers outside of it.

import v8 from 'node:v8';
import vm from 'node:vm';

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc');

/** One run took too much. */
class MemoryError extends Error {
  /** @override */
  name = 'MemoryError';
}

/** Runs so far have kept too much. */
export class LeakError extends Error {
  /** @override */
  name = 'LeakError';
}

/** Watches what runs take, and what they keep. */
export class MemoryWatch {
  #limitBytes;
  #beforeBytes = 0;
  #baselineBytes;

  constructor(limitBytes) {
    this.#limitBytes = limitBytes;
    collect();
    this.#baselineBytes = usedBytes();
  }

  begin() {
    this.#beforeBytes = usedBytes();
  }

  /** Throws a MemoryError or a LeakError; `knownBytes` are kept by the runner itself. */
  end(knownBytes) {
    const used = usedBytes();
    const taken = used - this.#beforeBytes;
    if (taken > this.#limitBytes) throw new MemoryError(`One input took ${megabytes(taken)} of memory.`);
    if (used - this.#baselineBytes - knownBytes <= this.#limitBytes) return;
    collect();
    const kept = usedBytes() - this.#baselineBytes - knownBytes;
    if (kept > this.#limitBytes) throw new LeakError(`Inputs so far have kept ${megabytes(kept)} of memory.`);
  }
}

function usedBytes() {
  const { used_heap_size: heapBytes, external_memory: outsideBytes } = v8.getHeapStatistics();
  return heapBytes + outsideBytes;
}

function megabytes(bytes) {
  return `${Math.round(bytes / 1e6)} MB`;
}
