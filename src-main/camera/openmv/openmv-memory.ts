import { MemoryType } from '../../../src-shared/openmv/payloads.ts';
import { CameraError } from '../camera-error.ts';
import type { CallOptions, MemoryFacet, MemoryUse } from '../facets.ts';
import type { OpenMvConnection } from './openmv-connection.ts';

const kinds: Readonly<Record<number, MemoryUse['kind']>> = {
  [MemoryType.gcHeap]: 'heap',
  [MemoryType.umaPool]: 'pool',
};

/** Heap and memory pools, from firmware with protocol 1.0.2 on. */
export class OpenMvMemory implements MemoryFacet {
  readonly #connection: OpenMvConnection;

  constructor(connection: OpenMvConnection) {
    this.#connection = connection;
  }

  async read(options: CallOptions = {}): Promise<readonly MemoryUse[] | undefined> {
    try {
      const pools = await this.#connection.use(({ commands }) => commands.memory(options));
      return pools.map(({ type, totalBytes, usedBytes }) => ({ kind: kinds[type] ?? 'other', totalBytes, usedBytes }));
    } catch (error) {
      if (error instanceof CameraError && error.code === 'request-refused') return undefined;
      throw error;
    }
  }
}
