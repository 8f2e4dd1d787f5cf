export { Profiler } from './Profiler.tsx';
