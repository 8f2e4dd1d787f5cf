export { CameraFacts } from './CameraFacts.tsx';
