// NAL units of H.264 and H.265: what their headers say, and Annex B, the form in which units follow one another with start
// codes (ITU-T H.264 and H.265, Annex B).

/** What one of the two codecs says in its unit headers. */
export interface NalCodec {
  readonly encoding: 'h264' | 'h265';
  /** Bytes of a unit's header. */
  readonly headerBytes: 1 | 2;
  type(nal: Uint8Array): number;
  /** A slice of a frame. */
  isSlice(type: number): boolean;
  /** A slice of a frame that can be decoded without earlier ones. */
  isKeySlice(type: number): boolean;
  /** VPS, SPS or PPS. */
  isParameterSet(type: number): boolean;
  /** A unit that only stands before the slices of its frame: parameter sets, delimiters, prefix SEI. */
  isPrefix(type: number): boolean;
  /** A slice that begins a frame. */
  isFirstSlice(nal: Uint8Array): boolean;
}

/** H.264: types 1 to 5 are slices, 5 is an IDR, 7 SPS, 8 PPS, 6 SEI, 9 a delimiter. */
export const h264: NalCodec = {
  encoding: 'h264',
  headerBytes: 1,
  type: (nal) => nal[0]! & 0x1f,
  isSlice: (type) => type >= 1 && type <= 5,
  isKeySlice: (type) => type === 5,
  isParameterSet: (type) => type === 7 || type === 8,
  isPrefix: (type) => type >= 6 && type <= 9,
  // first_mb_in_slice is 0: its Exp-Golomb code is a single 1 bit.
  isFirstSlice: (nal) => nal.length > 1 && (nal[1]! & 0x80) !== 0,
};

/** H.265: types 0 to 31 are slices, 16 to 21 begin a sequence, 32 to 34 are VPS, SPS and PPS, 35 a delimiter, 39 SEI. */
export const h265: NalCodec = {
  encoding: 'h265',
  headerBytes: 2,
  type: (nal) => (nal[0]! >> 1) & 0x3f,
  isSlice: (type) => type <= 31,
  isKeySlice: (type) => type >= 16 && type <= 21,
  isParameterSet: (type) => type >= 32 && type <= 34,
  isPrefix: (type) => (type >= 32 && type <= 35) || type === 39,
  // first_slice_segment_in_pic_flag
  isFirstSlice: (nal) => nal.length > 2 && (nal[2]! & 0x80) !== 0,
};

/** The units of an Annex B stream, without start codes; views into `bytes`. Bytes before the first start code are left out. */
export function splitAnnexB(bytes: Uint8Array): Uint8Array[] {
  const units: Uint8Array[] = [];
  let start = -1;
  for (let at = 0; at + 2 < bytes.length;) {
    if (bytes[at + 2]! > 1) {
      at += 3;
    } else if (bytes[at] === 0 && bytes[at + 1] === 0 && bytes[at + 2] === 1) {
      if (start >= 0) addUnit(units, bytes, start, at);
      start = at + 3;
      at += 3;
    } else {
      at++;
    }
  }
  if (start >= 0) addUnit(units, bytes, start, bytes.length);
  return units;
}

/** A unit never ends with a zero byte; zeros before a start code belong to the start code. */
function addUnit(units: Uint8Array[], bytes: Uint8Array, start: number, end: number): void {
  let last = end;
  while (last > start && bytes[last - 1] === 0) last--;
  if (last > start) units.push(bytes.subarray(start, last));
}

const startCode = [0, 0, 0, 1];

/** Units with four-byte start codes in one buffer. */
export function joinAnnexB(units: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(units.reduce((sum, unit) => sum + startCode.length + unit.length, 0));
  let at = 0;
  for (const unit of units) {
    bytes.set(startCode, at);
    bytes.set(unit, at + startCode.length);
    at += startCode.length + unit.length;
  }
  return bytes;
}
