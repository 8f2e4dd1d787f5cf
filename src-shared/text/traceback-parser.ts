// Finds MicroPython tracebacks in a byte stream that arrives in chunks of any size. Pure: no clock, no promise.
//
//     Traceback (most recent call last):
//       File "<stdin>", line 7, in <module>
//       File "<stdin>", line 3, in area
//     ValueError: width must be positive
//
// A syntax error has one File line without "in". Text before the header on its line belongs to the script. A message may
// have several lines; uncaught-exception.ts tells whether the text after its first line still belongs to it.

import { openMvText, type DeviceText } from './device-text.ts';
import type { Traceback } from './traceback.ts';
import { endsScript, scriptName, type TracebackFrame } from './uncaught-exception.ts';

const header = 'Traceback (most recent call last):';
const frameLine = /^ {2}File "(.*)", line (\d+)(?:, in (.*))?$/;
const exceptionLine = /^([\p{L}_][\p{L}\p{N}_.]*)(?:: ?(.*))?$/u;
/** Of a longer line the end is kept, to find the header; inside a traceback the start. */
const maxLineBytes = 4096;
/** A recursion that exhausts the stack prints hundreds of frames: the first and the last of them are kept. */
const maxFrames = 150;
const firstFrames = 10;
/** Longest message, in UTF-16 units. */
const maxMessageLength = 2000;

const newline = 10;
const carriageReturn = 13;
const colon = 58;

export interface TracebackParserOptions {
  /** The running script. Without it, text after a traceback always counts as output. */
  readonly source?: string | undefined;
  /** Default: OpenMV's. */
  readonly words?: DeviceText;
}

export class TracebackParser {
  readonly #words: DeviceText;
  #source: string | undefined;
  #line = new Uint8Array(maxLineBytes);
  #lineLength = 0;
  #frames: string[] | undefined;
  #last: Traceback | undefined;
  /** The last traceback ended the script: all further text is its message. */
  #isCertain = false;
  #messageLines: string[] = [];
  #messageLength = 0;
  #textAfter = false;
  #restarted = false;

  constructor({ source, words = openMvText }: TracebackParserOptions = {}) {
    this.#words = words;
    this.#source = source;
  }

  /** Takes the next bytes; returns the tracebacks that they completed, oldest first. */
  push(chunk: Uint8Array): readonly Traceback[] {
    const found: Traceback[] = [];
    let at = 0;
    while (at < chunk.length) {
      const end = chunk.indexOf(newline, at);
      const lineEnd = end === -1 ? chunk.length : end;
      this.#append(chunk.subarray(at, lineEnd));
      at = lineEnd + 1;
      if (end === -1) break;
      const traceback = this.#endLine();
      if (traceback !== undefined) found.push(traceback);
    }
    return found;
  }

  /** The traceback that ended the script, with its whole message; undefined if the script continued after the last one. */
  get final(): Traceback | undefined {
    if (this.#last !== undefined && this.#isCertain) return withMessage(this.#last, this.#messageLines);
    const unfinishedText = this.#lineLength > 0 && !this.#restarted;
    return this.#textAfter || unfinishedText ? undefined : this.#last;
  }

  /** Whether the camera has announced its restart after the script: the script's text is complete. */
  get restarted(): boolean {
    return this.#restarted;
  }

  /** Resets the parser for the next run. */
  reset({ source }: Pick<TracebackParserOptions, 'source'> = {}): void {
    this.#source = source;
    this.#lineLength = 0;
    this.#frames = undefined;
    this.#restarted = false;
    this.#setLast(undefined, false);
  }

  #setLast(traceback: Traceback | undefined, isCertain: boolean): void {
    this.#last = traceback;
    this.#isCertain = isCertain;
    this.#messageLines = [];
    this.#messageLength = traceback?.message.length ?? 0;
    this.#textAfter = false;
  }

  #append(part: Uint8Array): void {
    if (this.#frames !== undefined || this.#isCertain) {
      const kept = part.subarray(0, maxLineBytes - this.#lineLength);
      this.#line.set(kept, this.#lineLength);
      this.#lineLength += kept.length;
      return;
    }
    const kept = part.length > maxLineBytes ? part.subarray(part.length - maxLineBytes) : part;
    const surplus = Math.max(0, this.#lineLength + kept.length - maxLineBytes);
    if (surplus > 0) {
      this.#line.copyWithin(0, surplus, this.#lineLength);
      this.#lineLength -= surplus;
    }
    this.#line.set(kept, this.#lineLength);
    this.#lineLength += kept.length;
  }

  #endLine(): Traceback | undefined {
    let length = this.#lineLength;
    while (length > 0 && this.#line[length - 1] === carriageReturn) length -= 1;
    this.#lineLength = 0;
    const line = this.#line.subarray(0, length);
    // Most lines of most scripts do not belong to a traceback, so they are not decoded.
    if (this.#isCertain || (this.#frames === undefined && line.at(-1) !== colon)) {
      this.#noteText(line);
      return undefined;
    }
    const text = new TextDecoder().decode(line);
    if (text.endsWith(header)) {
      this.#frames = [];
      return undefined;
    }
    if (this.#frames === undefined) {
      this.#noteText(line);
      return undefined;
    }
    if (frameLine.test(text)) {
      this.#frames.push(text);
      if (this.#frames.length > maxFrames) this.#frames.splice(firstFrames, 1);
      return undefined;
    }
    return this.#endTraceback(this.#frames, text, line);
  }

  #endTraceback(frameLines: readonly string[], lastLine: string, line: Uint8Array): Traceback | undefined {
    this.#frames = undefined;
    const frames = frameLines.map(readFrame);
    const traceback = toTraceback(frames, frameLines, lastLine);
    if (traceback === undefined) this.#noteText(line);
    else this.#setLast(traceback, endsScript(frames, this.#source));
    return traceback;
  }

  /** Text after the restart (banner, prompt) does not belong to the script. */
  #noteText(line: Uint8Array): void {
    if (this.#restarted) return;
    if (this.#isReboot(line)) this.#restarted = true;
    else if (this.#isCertain) this.#addToMessage(line);
    else if (this.#last !== undefined && line.length > 0) this.#textAfter = true;
  }

  #isReboot(line: Uint8Array): boolean {
    const { softReboot } = this.#words;
    return line.length >= softReboot.length && new TextDecoder().decode(line) === softReboot;
  }

  #addToMessage(line: Uint8Array): void {
    if (this.#messageLength >= maxMessageLength) return;
    const text = new TextDecoder().decode(line);
    this.#messageLength += text.length + 1;
    this.#messageLines.push(text);
  }
}

function readFrame(text: string): TracebackFrame {
  const [, file = '', line = '0', name] = frameLine.exec(text) ?? [];
  return { file, line: Number(line), name };
}

function toTraceback(
  frames: readonly TracebackFrame[],
  frameLines: readonly string[],
  lastLine: string,
): Traceback | undefined {
  const exception = exceptionLine.exec(lastLine);
  const innermost = frames.findLast((frame) => frame.file === scriptName) ?? frames.at(-1);
  if (exception === null || innermost === undefined) return undefined;
  const message = (exception[2] ?? '').slice(0, maxMessageLength);
  return {
    type: exception[1] ?? '',
    message,
    file: innermost.file,
    line: innermost.line,
    text: [header, ...frameLines, lastLine.slice(0, maxMessageLength), ''].join('\n'),
  };
}

function withMessage(traceback: Traceback, moreLines: readonly string[]): Traceback {
  const more = moreLines.slice(0, moreLines.findLastIndex((line) => line !== '') + 1).map((line) => `\n${line}`);
  if (more.length === 0) return traceback;
  const message = `${traceback.message}${more.join('')}`.slice(0, maxMessageLength);
  return {
    ...traceback,
    message,
    text: `${traceback.text.trimEnd()}${message.slice(traceback.message.length)}\n`,
  };
}

/** Whether Stop caused this traceback, which is not an error of the script. */
export function isStopTraceback(traceback: Traceback): boolean {
  return (
    traceback.type === 'KeyboardInterrupt' ||
    (traceback.type === 'Exception' && traceback.message === 'IDE interrupt') ||
    traceback.type === 'SystemExit'
  );
}
