// What the script printed, byte for byte, kept for views that open later. Bounded: beyond the limit the oldest goes,
// which a terminal would have scrolled away.

import { Emitter } from '../../src-shared/lib/emitter.ts';

export const retainedBytesLimit = 2 * 1024 * 1024;

export type TerminalPiece =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** Bytes that were lost on the way. */
  | { readonly kind: 'lost'; readonly byteCount: number }
  /** A new run begins; `document` is its name. */
  | { readonly kind: 'run'; readonly document: string };

export type TerminalChange = TerminalPiece | { readonly kind: 'clear' };

export class TerminalText {
  readonly #changes = new Emitter<TerminalChange>();
  #pieces: TerminalPiece[] = [];
  #retainedBytes = 0;

  readonly onChange = this.#changes.event;

  /** What a view that opens now has to show, oldest first. */
  get pieces(): readonly TerminalPiece[] {
    return this.#pieces;
  }

  append(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#add({ kind: 'bytes', bytes });
    this.#retainedBytes += bytes.length;
    let dropped = 0;
    while (this.#retainedBytes > retainedBytesLimit && dropped < this.#pieces.length - 1) {
      const oldest = this.#pieces[dropped]!;
      if (oldest.kind === 'bytes') this.#retainedBytes -= oldest.bytes.length;
      dropped += 1;
    }
    if (dropped > 0) this.#pieces.splice(0, dropped);
  }

  addLoss(byteCount: number): void {
    if (byteCount > 0) this.#add({ kind: 'lost', byteCount });
  }

  addRun(document: string): void {
    this.#add({ kind: 'run', document });
  }

  clear(): void {
    this.#pieces = [];
    this.#retainedBytes = 0;
    this.#changes.emit({ kind: 'clear' });
  }

  #add(piece: TerminalPiece): void {
    this.#pieces.push(piece);
    this.#changes.emit(piece);
  }
}
