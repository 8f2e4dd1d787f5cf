export { Examples } from './Examples.tsx';
