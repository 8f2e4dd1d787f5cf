/** A shorter input for which `holds` still resolves with true: parts are left out, large ones first. */
export async function minimise(input, { smallestPart, mostAttempts }, holds) {
  let best = input;
  let attempts = 0;
  for (let size = Math.ceil(best.length / 2); size >= smallestPart; size >>= 1) {
    for (let at = 0; at < best.length && attempts < mostAttempts;) {
      const shorter = new Uint8Array(best.length - Math.min(size, best.length - at));
      shorter.set(best.subarray(0, at));
      shorter.set(best.subarray(at + size), at);
      attempts++;
      if (await holds(shorter)) best = shorter;
      else at += size;
    }
  }
  return best;
}
