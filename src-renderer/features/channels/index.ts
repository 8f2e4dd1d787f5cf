export { Channels } from './Channels.tsx';
