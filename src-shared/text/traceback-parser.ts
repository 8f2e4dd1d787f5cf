// Finds MicroPython tracebacks in a byte stream that arrives in chunks of any size. Pure: no clock, no promise.
//
//     Traceback (most recent call last):
//       File "<stdin>", line 7, in <module>
//       File "<stdin>", line 3, in area
//     ValueError: width must be positive
//
// A syntax error has one File line without "in". Text before the header on its line belongs to the script.

import type { Traceback } from './traceback.ts';

const header = 'Traceback (most recent call last):';
const frameLine = /^ {2}File "([^"]*)", line (\d+)(?:, in .*)?$/;
const exceptionLine = /^([A-Za-z_][\w.]*)(?:: ?(.*))?$/;
/** The name under which a camera runs a script sent by a host. */
const scriptName = '<stdin>';
/** Longer lines belong to the script; only their end is searched for the header. */
const maxLineBytes = 4096;
/** A recursion that exhausts the stack prints hundreds of frames. More than this is not a traceback. */
const maxFrames = 1000;

/** Printed by the camera after all output of the script. */
const restartLine = 'MPY: soft reboot';

const capitalM = 0x4d;
const newline = 10;
const carriageReturn = 13;
const colon = 58;

export class TracebackParser {
  #line = new Uint8Array(maxLineBytes);
  #lineLength = 0;
  #lines: string[] | undefined;
  #last: Traceback | undefined;
  #textAfter = false;
  #restarted = false;

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

  /** The newest traceback if only blank lines follow it, which means that it ended the script. */
  get final(): Traceback | undefined {
    const unfinishedText = this.#lineLength > 0 && !this.#restarted;
    return this.#textAfter || unfinishedText ? undefined : this.#last;
  }

  /** Whether the camera has announced its restart after the script: the script's text is complete. */
  get restarted(): boolean {
    return this.#restarted;
  }

  /** Resets the parser for the next run. */
  reset(): void {
    this.#lineLength = 0;
    this.#lines = undefined;
    this.#last = undefined;
    this.#textAfter = false;
    this.#restarted = false;
  }

  #append(part: Uint8Array): void {
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
    if (this.#lines === undefined && line.at(-1) !== colon) {
      this.#noteText(line);
      return undefined;
    }
    const text = new TextDecoder().decode(line);
    if (text.endsWith(header)) {
      this.#lines = [];
      return undefined;
    }
    if (this.#lines === undefined) {
      this.#noteText(line);
      return undefined;
    }
    if (frameLine.test(text) && this.#lines.length < maxFrames) {
      this.#lines.push(text);
      return undefined;
    }
    const traceback = toTraceback(this.#lines, text);
    this.#lines = undefined;
    if (traceback === undefined) {
      this.#noteText(line);
      return undefined;
    }
    this.#last = traceback;
    this.#textAfter = false;
    return traceback;
  }

  /** Text after the restart (banner, prompt) does not belong to the script. */
  #noteText(line: Uint8Array): void {
    if (this.#restarted || line.length === 0) return;
    if (line[0] === capitalM && new TextDecoder().decode(line) === restartLine) this.#restarted = true;
    else if (this.#last !== undefined) this.#textAfter = true;
  }
}

function toTraceback(frameLines: readonly string[], lastLine: string): Traceback | undefined {
  const exception = exceptionLine.exec(lastLine);
  const frames = frameLines.map((text) => {
    const [, file = '', line = '0'] = frameLine.exec(text) ?? [];
    return { file, line: Number(line) };
  });
  const innermost = frames.findLast((frame) => frame.file === scriptName) ?? frames.at(-1);
  if (exception === null || innermost === undefined) return undefined;
  return {
    type: exception[1] ?? '',
    message: exception[2] ?? '',
    file: innermost.file,
    line: innermost.line,
    text: [header, ...frameLines, lastLine, ''].join('\n'),
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
