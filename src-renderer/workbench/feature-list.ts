import type { Feature } from '../state/define-feature.ts';
import * as exported from './features.ts';

/** All features, in the order of their panels. */
export const features: readonly Feature[] = inOrder(Object.values(exported));

/** Sorts by area and by the place in it. */
export function inOrder(list: readonly Feature[]): readonly Feature[] {
  const areas = ['side', 'editor', 'output', 'view', 'tools'];
  return [...list].sort(
    (a, b) => areas.indexOf(a.panel.area) - areas.indexOf(b.panel.area) || a.panel.order - b.panel.order,
  );
}
