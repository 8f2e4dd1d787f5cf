import { CameraError } from './camera-error.ts';
import type { Camera } from './camera.ts';

/** The optional parts of a camera, by name. */
export type FacetName = 'preview' | 'channels' | 'profiler' | 'memory' | 'files' | 'console' | 'touch' | 'raw';

/** The facet of a camera. Throws `not-supported` if its protocol or firmware has none. */
export function requireFacet<Name extends FacetName>(camera: Camera, name: Name): NonNullable<Camera[Name]> {
  const facet = camera[name];
  if (facet !== undefined) return facet;
  throw new CameraError('not-supported', `The camera has no ${name}.`, { data: { feature: name } });
}
