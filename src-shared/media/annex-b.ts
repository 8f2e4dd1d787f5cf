// H.264 and H.265 in Annex B form: NAL units between start codes (ITU-T H.264 annex B, H.265 annex B).

/** The NAL units of an access unit, without their start codes. */
export function* nalUnits(bytes: Uint8Array): Generator<Uint8Array> {
  let start = -1;
  for (let at = 0; at + 2 < bytes.length; at += 1) {
    if (bytes[at] !== 0 || bytes[at + 1] !== 0 || bytes[at + 2] !== 1) continue;
    if (start >= 0) yield withoutTrailingZeros(bytes.subarray(start, at));
    start = at + 3;
    at += 2;
  }
  if (start >= 0 && start < bytes.length) yield withoutTrailingZeros(bytes.subarray(start));
}

/** Zeros before a start code belong to the code; a NAL unit itself never ends in one. */
function withoutTrailingZeros(unit: Uint8Array): Uint8Array {
  let end = unit.length;
  while (end > 0 && unit[end - 1] === 0) end -= 1;
  return unit.subarray(0, end);
}

/** The payload of a NAL unit without its emulation prevention bytes (00 00 03 becomes 00 00). */
export function unescapeNal(unit: Uint8Array): Uint8Array {
  const unescaped: number[] = [];
  let zeros = 0;
  for (const byte of unit) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    unescaped.push(byte);
  }
  return Uint8Array.from(unescaped);
}
