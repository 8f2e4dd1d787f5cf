/** V8 writes `wasm-function[12]` into a line of a stack trace for each frame of WebAssembly. */
const framePattern = /wasm-function\[(\d+)\]/g;
/** More than any script can nest; a stack cut at this length must not pass for complete. */
const maxFrames = 4000;

/** Function numbers of all frames of WebAssembly on the stack, or undefined when the stack is too deep to see whole. */
export function wasmFrames(): number[] | undefined {
  const usualLimit = Error.stackTraceLimit;
  Error.stackTraceLimit = maxFrames;
  const stack = new Error('frames').stack ?? '';
  Error.stackTraceLimit = usualLimit;
  let lines = 0;
  for (let at = stack.indexOf('\n'); at >= 0; at = stack.indexOf('\n', at + 1)) lines++;
  if (lines >= maxFrames) return undefined;
  return Array.from(stack.matchAll(framePattern), (match) => Number(match[1]));
}
