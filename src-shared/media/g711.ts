// G.711: 8-bit logarithmic samples of telephone audio at 8 kHz, µ-law and A-law (ITU-T G.711).

const muBias = 0x84;
const muClip = 32_635;

function decodeMuLaw(code: number): number {
  const value = ~code & 0xff;
  const exponent = (value >> 4) & 7;
  const magnitude = ((((value & 0x0f) << 3) + muBias) << exponent) - muBias;
  return (value & 0x80) === 0 ? magnitude : -magnitude;
}

function encodeMuLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), muClip) + muBias;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  return ~(sign | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff;
}

function decodeALaw(code: number): number {
  const value = code ^ 0x55;
  const exponent = (value >> 4) & 7;
  const mantissa = ((value & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return (value & 0x80) === 0 ? -magnitude : magnitude;
}

function encodeALaw(sample: number): number {
  const sign = sample >= 0 ? 0x80 : 0;
  const magnitude = Math.min(sample >= 0 ? sample : -sample - 1, 0x7fff);
  const exponent = magnitude < 0x100 ? 0 : 31 - Math.clz32(magnitude) - 7;
  const mantissa = (magnitude >> (exponent === 0 ? 4 : exponent + 3)) & 0x0f;
  return (sign | (exponent << 4) | mantissa) ^ 0x55;
}

const laws = {
  pcmu: { decode: Int16Array.from({ length: 256 }, (_, code) => decodeMuLaw(code)), encode: encodeMuLaw },
  pcma: { decode: Int16Array.from({ length: 256 }, (_, code) => decodeALaw(code)), encode: encodeALaw },
} as const;

/** µ-law (`pcmu`) or A-law (`pcma`). */
export type G711Law = keyof typeof laws;

/** 16-bit samples of G.711 bytes, one per byte. */
export function decodeG711(law: G711Law, bytes: Uint8Array): Int16Array {
  const table = laws[law].decode;
  return Int16Array.from(bytes, (code) => table[code]!);
}

/** G.711 bytes of 16-bit samples, one per sample. */
export function encodeG711(law: G711Law, samples: Int16Array): Uint8Array {
  return Uint8Array.from(samples, laws[law].encode);
}
