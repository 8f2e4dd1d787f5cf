// A script runs byte for byte, with two exceptions that keep its lines where they are: decorators that ask for machine
// code, which this build refuses, become blank; and a script that begins with an empty line gets a comment there,
// because the build would otherwise remove a uniform indentation that a camera refuses.

const lineFeed = 10;
const carriageReturn = 13;
const tab = 9;
const verticalTab = 11;
const formFeed = 12;
const space = 32;
const hash = 35;
const backslash = 92;
const doubleQuote = 34;
const singleQuote = 39;

const decorators = ['@micropython.native', '@micropython.viper'].map((text) => new TextEncoder().encode(text));

/** Returns what to compile for this UTF-8 source. The argument is not changed. */
export function prepareSource(source: Uint8Array): Uint8Array {
  const blanked = blankMachineCodeDecorators(source);
  if (firstLineIsBlank(blanked)) {
    const marked = new Uint8Array(blanked.length + 1);
    marked[0] = hash;
    marked.set(blanked, 1);
    return marked;
  }
  return blanked;
}

function firstLineIsBlank(source: Uint8Array): boolean {
  let at = 0;
  while (isBlank(source[at]) || source[at] === verticalTab || source[at] === formFeed) at++;
  return source[at] === lineFeed || source[at] === carriageReturn;
}

function isBlank(byte: number | undefined): boolean {
  return byte === space || byte === tab;
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === undefined || byte === lineFeed || byte === carriageReturn;
}

function blankMachineCodeDecorators(source: Uint8Array): Uint8Array {
  let copy: Uint8Array | undefined;
  let at = 0;
  while (at < source.length) {
    let lineStart = at;
    while (isBlank(source[lineStart])) lineStart++;
    const end = decoratorEnd(source, lineStart);
    if (end !== undefined) {
      copy ??= source.slice();
      copy.fill(space, lineStart, end);
    }
    at = endOfLogicalLine(source, lineStart);
  }
  return copy ?? source;
}

/** Where the decorator ends when one stands here alone in its line. */
function decoratorEnd(source: Uint8Array, start: number): number | undefined {
  const found = decorators.find((decorator) => decorator.every((byte, index) => source[start + index] === byte));
  if (found === undefined) return undefined;
  const end = start + found.length;
  let rest = end;
  while (isBlank(source[rest])) rest++;
  return isLineEnd(source[rest]) || source[rest] === hash ? end : undefined;
}

/** The start of the next line that is not inside a string. */
function endOfLogicalLine(source: Uint8Array, start: number): number {
  let at = start;
  while (at < source.length) {
    const byte = source[at];
    if (byte === hash) {
      while (!isLineEnd(source[at])) at++;
    } else if (byte === doubleQuote || byte === singleQuote) {
      at = endOfString(source, at, byte);
    } else if (byte === lineFeed) {
      return at + 1;
    } else {
      at++;
    }
  }
  return at;
}

function endOfString(source: Uint8Array, start: number, quote: number): number {
  const triple = source[start + 1] === quote && source[start + 2] === quote;
  let at = start + (triple ? 3 : 1);
  while (at < source.length) {
    const byte = source[at];
    if (byte === backslash) at += 2;
    else if (byte === quote && !triple) return at + 1;
    else if (byte === quote && source[at + 1] === quote && source[at + 2] === quote) return at + 3;
    else if (byte === lineFeed && !triple) return at;
    else at++;
  }
  return at;
}
