// Finds the reply of QUERY_STATUS in a stream that may begin with the tail of an old frame or an echo (docs/canmv.md §4.1).

import { statusMarker } from './constants.ts';

/** Stale bytes to skip before the search is given up. */
export const maxStaleBytes = 512 * 1024;

export type SearchResult =
  /** The marker ended at `end` of the last chunk. */
  | { readonly kind: 'found'; readonly end: number }
  | { readonly kind: 'more' }
  /** More than `maxStaleBytes` without a marker. */
  | { readonly kind: 'given-up' };

export class StatusSearch {
  /** Bytes of the marker that the last bytes match. */
  #matched = 0;
  #skipped = 0;

  push(chunk: Uint8Array): SearchResult {
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (byte === statusMarker[this.#matched]) this.#matched++;
      // No part of the marker repeats its beginning, so only its first byte can start a new match.
      else this.#matched = byte === statusMarker[0] ? 1 : 0;
      if (this.#matched === statusMarker.length) {
        this.#matched = 0;
        return { kind: 'found', end: at + 1 };
      }
    }
    this.#skipped += chunk.length;
    return { kind: this.#skipped > maxStaleBytes ? 'given-up' : 'more' };
  }
}
