// Feeds the terminal no faster than it can parse, so that a flood of text leaves the page smooth. What waits is bounded:
// beyond the limit the oldest waiting text is left out, and the terminal says how much.

import type { TerminalPiece } from '../../state/terminal-text.ts';

/** About what the terminal parses in one frame. */
const batchBytes = 64 * 1024;
export const waitingBytesLimit = 512 * 1024;

export interface TerminalSink {
  /** Calls back when the text has been parsed. */
  write(text: Uint8Array | string, done: () => void): void;
  /** True when the cursor is at the begin of a line. */
  atLineStart(): boolean;
}

export interface TerminalNotes {
  lost(byteCount: number): string;
  skipped(byteCount: number): string;
  run(document: string): string;
}

export class TerminalWriter {
  readonly #sink: TerminalSink;
  readonly #notes: () => TerminalNotes;
  #waiting: TerminalPiece[] = [];
  #waitingBytes = 0;
  #skippedBytes = 0;
  #writing = false;
  /** Goes up when everything written before is void. */
  #epoch = 0;

  constructor(sink: TerminalSink, notes: () => TerminalNotes) {
    this.#sink = sink;
    this.#notes = notes;
  }

  push(piece: TerminalPiece): void {
    this.#waiting.push(piece);
    if (piece.kind === 'bytes') this.#waitingBytes += piece.bytes.length;
    this.#skipSurplus();
    this.#pump();
  }

  /** Forgets what waits. */
  clear(): void {
    this.#epoch += 1;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#skippedBytes = 0;
    this.#writing = false;
  }

  #skipSurplus(): void {
    while (this.#waitingBytes > waitingBytesLimit) {
      const index = this.#waiting.findIndex((piece) => piece.kind === 'bytes');
      const piece = this.#waiting[index];
      if (piece?.kind !== 'bytes') return;
      const surplus = this.#waitingBytes - waitingBytesLimit;
      const cut = Math.min(piece.bytes.length, surplus);
      this.#skippedBytes += cut;
      this.#waitingBytes -= cut;
      if (cut === piece.bytes.length) this.#waiting.splice(index, 1);
      else this.#waiting[index] = { kind: 'bytes', bytes: piece.bytes.subarray(cut) };
    }
  }

  #pump(): void {
    if (this.#writing) return;
    const text = this.#nextText();
    if (text === undefined) return;
    this.#writing = true;
    const epoch = this.#epoch;
    this.#sink.write(text, () => {
      if (epoch !== this.#epoch) return;
      this.#writing = false;
      this.#pump();
    });
  }

  #nextText(): Uint8Array | string | undefined {
    if (this.#skippedBytes > 0) {
      const note = this.#notes().skipped(this.#skippedBytes);
      this.#skippedBytes = 0;
      return this.#noteLine(note);
    }
    const first = this.#waiting[0];
    if (first === undefined) return undefined;
    if (first.kind === 'bytes') return this.#nextBytes();
    this.#waiting.shift();
    const notes = this.#notes();
    return this.#noteLine(first.kind === 'lost' ? notes.lost(first.byteCount) : notes.run(first.document));
  }

  #nextBytes(): Uint8Array {
    const taken: Uint8Array[] = [];
    let size = 0;
    for (;;) {
      const piece = this.#waiting[0];
      if (piece?.kind !== 'bytes' || size >= batchBytes) break;
      const room = batchBytes - size;
      if (piece.bytes.length <= room) this.#waiting.shift();
      else this.#waiting[0] = { kind: 'bytes', bytes: piece.bytes.subarray(room) };
      const part = piece.bytes.subarray(0, room);
      taken.push(part);
      size += part.length;
    }
    this.#waitingBytes -= size;
    if (taken.length === 1) return taken[0]!;
    const joined = new Uint8Array(size);
    let offset = 0;
    for (const part of taken) {
      joined.set(part, offset);
      offset += part.length;
    }
    return joined;
  }

  /** A remark of the page on a line of its own, dim, so that it is not taken for the script's text. */
  #noteLine(note: string): string {
    const printable = note.replaceAll(/\p{Cc}/gu, ' ');
    return `${this.#sink.atLineStart() ? '' : '\r\n'}\u001B[0;2m${printable}\u001B[0m\r\n`;
  }
}
