// Tables of the JPEG standard (ITU-T T.81, Annex K) that RTP/JPEG leaves out of its packets (RFC 2435, appendix A and B).

/** Order in which an 8×8 table is stored: index in the stream to row-major index. */
const zigzag = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47,
  55, 62, 63,
];

/** Row-major, table K.1. */
const luminance = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
  87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
];

/** Row-major, table K.2: its upper left corner; the rest is 99. */
const chrominanceCorner = [
  [17, 18, 24, 47],
  [18, 21, 26, 66],
  [24, 26, 56],
  [47, 66],
];
const chrominance = Array.from({ length: 64 }, (_, at) => chrominanceCorner[Math.floor(at / 8)]?.[at % 8] ?? 99);

/**
 * The two quantization tables of a quality from 1 to 99, 64 bytes each in zigzag order (RFC 2435, section 4.2).
 */
export function quantizationTables(quality: number): Uint8Array<ArrayBuffer> {
  const factor = Math.min(99, Math.max(1, quality));
  const scale = factor < 50 ? Math.floor(5000 / factor) : 200 - factor * 2;
  const scaled = (table: readonly number[]): number[] =>
    zigzag.map((at) => Math.min(255, Math.max(1, Math.floor((table[at]! * scale + 50) / 100))));
  return Uint8Array.from([...scaled(luminance), ...scaled(chrominance)]);
}

/** Number of codes of each length from 1 to 16, then the values: the contents of a DHT segment. */
interface HuffmanTable {
  /** Class in the upper four bits (0 DC, 1 AC), number in the lower. */
  readonly id: number;
  readonly counts: readonly number[];
  readonly values: readonly number[];
}

const dcValues = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

/** AC values share a tail: for each run length, the sizes that have not occurred yet. */
const luminanceAcHead = '01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a';
const chrominanceAcHead = '000102031104052131061241510761711322328108144291a1b1c109233352f0156272d10a162434e125f1';

const fromHexDigits = (text: string): number[] =>
  [...text.matchAll(/../g)].map(([digits]) => Number.parseInt(digits, 16));

/** The values behind the head, in ascending order of run and size; those of the head are left out. */
function withTail(head: string): number[] {
  const first = fromHexDigits(head);
  const seen = new Set(first);
  const tail: number[] = [];
  for (let run = 0; run < 16; run++) {
    for (let size = 1; size <= 10; size++) {
      const value = (run << 4) | size;
      if (!seen.has(value)) tail.push(value);
    }
  }
  return [...first, ...tail];
}

/** Tables K.3 to K.6, in the order of their identifiers 0x00, 0x10, 0x01, 0x11. */
const huffmanTables: readonly HuffmanTable[] = [
  { id: 0x00, counts: [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], values: dcValues },
  {
    id: 0x10,
    counts: [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7d],
    values: withTail(luminanceAcHead),
  },
  { id: 0x01, counts: [0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0], values: dcValues },
  {
    id: 0x11,
    counts: [0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 0x77],
    values: withTail(chrominanceAcHead),
  },
];

/** One DHT segment with the four standard tables, marker included. */
export const standardHuffmanSegment: Uint8Array = segmentOf(huffmanTables);

function segmentOf(tables: readonly HuffmanTable[]): Uint8Array {
  const content = tables.flatMap(({ id, counts, values }) => [id, ...counts, ...values]);
  const length = content.length + 2;
  return Uint8Array.from([0xff, 0xc4, length >> 8, length & 0xff, ...content]);
}

/** The standard table with this identifier, as it stands in a DHT segment; undefined for other identifiers. */
export function standardHuffmanTable(id: number): Uint8Array | undefined {
  const table = huffmanTables.find((each) => each.id === id);
  return table === undefined ? undefined : Uint8Array.from([...table.counts, ...table.values]);
}
