// Numbers for display: three digits and a unit. Always with an English decimal point, so that copied tables match
// exported ones.

const unknown = '–';

/** "0x08012345" */
export function formatAddress(address: number): string {
  return `0x${(address >>> 0).toString(16).padStart(8, '0')}`;
}

/** "0 µs", "850 µs", "12.3 ms", "4.56 s", "3 min 20 s", "2 h 5 min" */
export function formatMicroseconds(us: number): string {
  if (!Number.isFinite(us)) return unknown;
  if (us < 999.5) return `${threeDigits(us)} µs`;
  if (us < 999.5e3) return `${threeDigits(us / 1e3)} ms`;
  const seconds = us / 1e6;
  if (seconds < 60) return `${threeDigits(seconds)} s`;
  const minutes = Math.floor(Math.round(seconds) / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds) % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** "0", "7.25", "850", "12.3 k", "4.56 M", "7.89 G", "1.2 T" */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return unknown;
  if (Math.abs(value) < 999.5) return threeDigits(value);
  for (const [limit, scale, unit] of scales) {
    if (Math.abs(value) < limit) return `${threeDigits(value / scale)} ${unit}`;
  }
  return `${threeDigits(value / 1e12)} T`;
}

const scales = [
  [999.5e3, 1e3, 'k'],
  [999.5e6, 1e6, 'M'],
  [999.5e9, 1e9, 'G'],
] as const;

/** "12.3 %", "<0.1 %", "0 %" for a share of 0 to 1. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return unknown;
  if (share > 0 && share < 0.0005) return '<0.1 %';
  return `${Number((100 * share).toFixed(1))} %`;
}

/** "+12.3 %", "−4 %", "×3.2" for after ÷ before. */
export function formatRatio(ratio: number): string {
  if (!Number.isFinite(ratio)) return unknown;
  if (ratio >= 2) return `×${threeDigits(ratio)}`;
  const percent = Number((100 * (ratio - 1)).toFixed(1));
  if (percent === 0) return '0 %';
  return percent > 0 ? `+${percent} %` : `−${-percent} %`;
}

/** At most three significant digits, without trailing zeros. */
function threeDigits(value: number): string {
  return String(Number(value.toPrecision(3)));
}
