export { Problems } from './Problems.tsx';
