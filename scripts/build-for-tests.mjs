import { buildHost } from './build-host.mjs';

export default async function setup() {
  await buildHost({ log: () => {} });
}
