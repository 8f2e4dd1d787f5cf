// The conformance rows against any device: `VIEWFINDER_CONFORMANCE_PORT=/dev/ttyACM0 npm run conformance`.
// Without the variable the device is the simulated camera in its own thread, as in the product.

import { sampled } from '../../src-shared/lib/testing/sample.ts';
import { leftOutSummary, reportTable } from './report.ts';
import { conformanceSuite } from './suite.ts';
import { openTransportTarget } from './transport-target.ts';

const port = process.env['VIEWFINDER_CONFORMANCE_PORT'] || undefined;
const address = port ?? 'sim';
const tableWanted = port !== undefined || process.env['npm_lifecycle_event'] === 'conformance';

conformanceSuite(address, () => openTransportTarget(address), {
  onEnd: (report) => process.stdout.write(tableWanted ? `\n${reportTable(report)}` : leftOutSummary(report)),
  choose: (rows) => (port === undefined ? sampled(rows, 0.5) : rows),
});
