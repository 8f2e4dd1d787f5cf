// Worker threads (the simulated camera) run as built files: Node cannot load their TypeScript.

import { ensureHost } from './build-if-stale.mjs';

export default ensureHost;
