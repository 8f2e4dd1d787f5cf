// Every feature of the page, one line each. A panel is added or removed here and nowhere else.

export { cameraFeature } from '../features/camera/feature.ts';
export { channelsFeature } from '../features/channels/feature.ts';
export { editorFeature } from '../features/editor/feature.ts';
export { examplesFeature } from '../features/examples/feature.ts';
export { filesFeature } from '../features/files/feature.ts';
export { previewFeature } from '../features/preview/feature.ts';
export { problemsFeature } from '../features/problems/feature.ts';
export { profilerFeature } from '../features/profiler/feature.ts';
export { terminalFeature } from '../features/terminal/feature.ts';
