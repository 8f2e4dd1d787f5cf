import type { LinkFigures } from '../../src-shared/device/link-figures.ts';

/** Link figures as one flat object, for JSON output: each kind of fault becomes a field. */
export function flatFigures({ faults, ...figures }: LinkFigures): Readonly<Record<string, number | string>> {
  return { ...figures, ...Object.fromEntries(faults.map(({ key, count }) => [key, count])) };
}
