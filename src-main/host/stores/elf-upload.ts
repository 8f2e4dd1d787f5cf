import type { Connection } from '../../../src-shared/rpc/service.ts';
import { RpcError } from '../../../src-shared/rpc/rpc-error.ts';
import { checkElfSize } from './symbol-store.ts';

interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
  have: number;
}

export interface ElfPart {
  readonly name: string;
  readonly sizeBytes: number;
  readonly offset: number;
  readonly data: Uint8Array;
}

/** Puts files together that pages send in parts; one at a time a page. */
export class ElfUploads {
  readonly #uploads = new Map<string, Upload>();

  /** The whole file with its last part. Throws `file-too-large`, and `bad-message` for a part out of order. */
  add({ name, sizeBytes, offset, data }: ElfPart, connection: Connection): Uint8Array | undefined {
    checkElfSize(name, sizeBytes);
    const known = this.#uploads.get(connection.id);
    if (known === undefined) connection.onClose(() => this.#uploads.delete(connection.id));
    const upload = offset === 0 || known === undefined ? { name, bytes: new Uint8Array(sizeBytes), have: 0 } : known;
    if (upload.have !== offset || upload.bytes.length !== sizeBytes || offset + data.length > sizeBytes) {
      this.#uploads.delete(connection.id);
      throw new RpcError('bad-message', 'A part of the file came out of order.', { data: { where: 'loadElf' } });
    }
    upload.bytes.set(data, offset);
    upload.have += data.length;
    if (upload.have < sizeBytes) {
      this.#uploads.set(connection.id, upload);
      return undefined;
    }
    this.#uploads.delete(connection.id);
    return upload.bytes;
  }
}
