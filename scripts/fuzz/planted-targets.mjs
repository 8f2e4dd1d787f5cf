// Bugs planted for fuzz.test.mjs, each of a kind that the runner must find.

const text = (bytes) => Buffer.from(bytes).toString('latin1');

const seed = Uint8Array.from({ length: 12 }, (_, index) => index);

/** One in 2^36 random inputs gets through. */
function behindComparisons(bytes) {
  if (bytes[2] !== 0x46) return;
  if (bytes[3] !== 0x55) return;
  if (bytes[5] !== 0x5a || bytes[6] !== bytes[5] + 1) return;
  if ((bytes[0] & 0xf0) === 0x90 && bytes.length > 9) throw new TypeError('found');
}

function checksum(bytes) {
  let sum = 0x1234_5678;
  for (const byte of bytes.subarray(4)) sum = Math.imul(sum ^ byte, 0x0100_0193) >>> 0;
  return Uint8Array.of(sum, sum >>> 8, sum >>> 16, sum >>> 24);
}

function behindChecksum(bytes) {
  if (bytes.length < 8 || text(checksum(bytes)) !== text(bytes.subarray(0, 4))) return;
  if (bytes[5] === 0x99 && bytes[6] === 0x77) throw new TypeError('found');
}

const hoard = [];

export const fuzzTargets = [
  { name: 'comparisons', seeds: () => [seed], run: behindComparisons },
  {
    name: 'checksum',
    seeds: () => [seed],
    repair: (bytes) => bytes.set(checksum(bytes).subarray(0, bytes.length)),
    run: behindChecksum,
  },
  {
    name: 'hang',
    seeds: () => [seed],
    run(bytes) {
      while (bytes[0] === 0x77);
    },
  },
  {
    name: 'hunger',
    seeds: () => [seed],
    run(bytes) {
      if (bytes[0] === 0x77) new Uint8Array(0x1000_0000).fill(1, 0, 1);
    },
  },
  {
    name: 'heap',
    seeds: () => [seed],
    run(bytes) {
      for (const list = []; bytes[0] === 0x77; list.push(Array.from({ length: 1000 }, () => list)));
    },
  },
  { name: 'hoard', seeds: () => [seed], run: (bytes) => void hoard.push(bytes, new Uint8Array(100_000)) },
  { name: 'wait', seeds: () => [seed], run: (bytes) => (bytes[0] === 0x77 ? new Promise(() => {}) : undefined) },
  {
    name: 'stray',
    seeds: () => [seed],
    async run(bytes) {
      if (bytes[0] === 0x77) void Promise.reject(new TypeError('found'));
    },
  },
  { name: 'sound', seeds: () => [seed], run: (bytes) => void text(bytes).includes('sound') },
];
