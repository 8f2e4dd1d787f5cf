/** Prints one figure as one JSON line on standard output. */
export function printFigure(
  bench: string,
  figure: string,
  value: number,
  unit: string,
  facts: Readonly<Record<string, string | number | boolean>> = {},
): void {
  const rounded = Number(value.toPrecision(5));
  process.stdout.write(`${JSON.stringify({ bench, figure, value: rounded, unit, ...facts })}\n`);
}

/** The value below which `share` of the sorted values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Milliseconds of the fastest of several runs. */
export function fastestMs(runs: number, work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const startMs = performance.now();
    work();
    best = Math.min(best, performance.now() - startMs);
  }
  return best;
}
