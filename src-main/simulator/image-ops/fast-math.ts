// Arithmetic as the cameras do it: single precision, approximations of the firmware (lib/imlib/fmath.c of July 2026), and
// the rounding of the Cortex-M's conversion instruction.

const single = Math.fround;
const pi = single(Math.PI);
const words = new Int32Array(1);
const floats = new Float32Array(words.buffer);

/** To the nearest whole number; halves to the even one. */
export function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}

const polynomial = [8.05374449538e-2, -1.38776856032e-1, 1.99777106478e-1, -3.33329491539e-1].map(single) as [
  number,
  number,
  number,
  number,
];

function arcTangent(value: number): number {
  let x = Math.abs(single(value));
  let base = 0;
  if (x > single(2.414213562373095)) {
    base = single(Math.PI / 2);
    x = -single(1 / x);
  } else if (x > single(0.414213562373095)) {
    base = single(Math.PI / 4);
    x = single(single(x - 1) / single(x + 1));
  }
  const z = single(x * x);
  let sum = polynomial[0];
  for (const factor of polynomial.slice(1)) sum = single(single(sum * z) + factor);
  const result = single(base + single(single(single(sum * z) * x) + x));
  return value < 0 ? -result : result;
}

/** 0 to 2π, but ±π where x is 0 and y is not, as in the firmware. */
export function fastAtan2(y: number, x: number): number {
  if (x === 0) return y === 0 ? 0 : y > 0 ? pi : -pi;
  const ratio = arcTangent(single(Math.abs(y) / Math.abs(x)));
  if (x > 0) return y >= 0 ? ratio : single(2 * pi - ratio);
  return single(y >= 0 ? pi - ratio : pi + ratio);
}

/** `base` to the power of `exponent`, from the bits of the number: errors reach 12 %. */
export function fastPower(base: number, exponent: number): number {
  floats[0] = base;
  const origin = 1_064_866_805;
  words[0] = Math.trunc(single(single(single(exponent) * single(words[0]! - origin)) + single(origin)));
  return floats[0];
}
