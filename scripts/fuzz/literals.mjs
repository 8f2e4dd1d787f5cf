// Numbers and words in the code under test are what it compares its input with: the mutator uses them as tokens, since it
// would hardly guess them.

/** The global variable with those of every module. */
export const literalsName = '__fuzzLiterals__';

const longestWord = 12;

/** Numbers and words of a syntax tree. */
export function literalsOf(node, found = []) {
  if (node.type === 'Literal' && isOfUse(node.value)) found.push(node.value);
  for (const child of Object.values(node)) if (typeof child === 'object' && child !== null) literalsOf(child, found);
  return found;
}

function isOfUse(value) {
  if (typeof value === 'string') return value.length > 1 && value.length <= longestWord && /^[\w.-]+$/.test(value);
  return Number.isInteger(value) && value > 1 && value <= 0xffff_ffff;
}

/** A number in the fewest bytes of 1, 2 or 4 that hold it, little-endian, and in the next size; a word as its letters. */
export function tokensOf(literals) {
  return [...new Set(literals)].flatMap((literal) => {
    if (typeof literal === 'string') return [Uint8Array.from(Buffer.from(literal))];
    const bytes = Uint8Array.of(literal, literal >>> 8, literal >>> 16, literal >>> 24);
    if (literal > 0xffff) return [bytes];
    return literal > 0xff ? [bytes.subarray(0, 2), bytes] : [bytes.subarray(0, 1), bytes.subarray(0, 2)];
  });
}
