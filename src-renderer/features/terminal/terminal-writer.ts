// Feeds the terminal no faster than it can parse, so that a flood of text leaves the page smooth. What waits is bounded:
// beyond the limit the oldest waiting text is left out, and the terminal says how much.

import { modeReset } from './mode-reset.ts';
import type { TerminalPiece } from '../../state/terminal-text.ts';

/** About what the terminal parses in one frame. */
const batchBytes = 64 * 1024;
export const waitingBytesLimit = 512 * 1024;

export interface TerminalSink {
  /** Calls back when the text has been parsed. */
  write(text: Uint8Array | string, done: () => void): void;
  /** True when the cursor is at the start of a line. */
  atLineStart(): boolean;
  /** Control sequences that move the cursor to the line after all text. */
  toFreeLine(): string;
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
  /** The reset before the note of a run has been written. */
  #modesReset = false;
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
    this.#modesReset = false;
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
    if (first.kind === 'run' && !this.#modesReset) {
      // Before the note, which comes after the text that is shown then.
      this.#modesReset = true;
      return modeReset;
    }
    this.#modesReset = false;
    this.#waiting.shift();
    const notes = this.#notes();
    if (first.kind === 'lost') return this.#noteLine(notes.lost(first.byteCount));
    return this.#sink.toFreeLine() + dimLine(notes.run(first.document));
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

  #noteLine(note: string): string {
    return `${this.#sink.atLineStart() ? '' : '\r\n'}${dimLine(note)}`;
  }
}

/** A note of the page on its own line, dim, so that it is not taken for the script's text. */
function dimLine(note: string): string {
  return `\u001B[0;2m${note.replaceAll(/\p{Cc}/gu, ' ')}\u001B[0m\r\n`;
}
