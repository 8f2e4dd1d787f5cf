// The conformance rows against any device: `VIEWFINDER_CONFORMANCE_PORT=/dev/ttyACM0 npm run conformance`.
// Without the variable it is our simulated camera in its thread, as the program has it.

import { reportTable, leftOutSummary } from './report.ts';
import { conformanceSuite } from './suite.ts';
import { openTransportTarget } from './transport-target.ts';

const port = process.env['VIEWFINDER_CONFORMANCE_PORT'] || undefined;
const address = port ?? 'sim';
const tableWanted = port !== undefined || process.env['npm_lifecycle_event'] === 'conformance';

conformanceSuite(
  address,
  () => openTransportTarget(address),
  (report) => process.stdout.write(tableWanted ? `\n${reportTable(report)}` : leftOutSummary(report)),
);
