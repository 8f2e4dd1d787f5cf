// The rows as tests, one per row, in their order on one device.

import { afterAll, beforeAll, describe, test } from 'vitest';
import { Device, type ConformanceTarget } from './probed-device.ts';
import type { Row } from './row.ts';
import { rowGroups } from './rows/index.ts';
import { runRow, type RowResult } from './run-row.ts';

/** WiFi, an SD card and a script that has to be stopped three times. */
const meetLimitMs = 60_000;
/** The longest row waits 7.5 s for a device that gives up, and some begin with two soft reboots. */
const rowLimitMs = 60_000;

export interface SuiteReport {
  readonly device: Device | undefined;
  readonly name: string;
  readonly results: ReadonlyMap<Row, RowResult>;
}

export interface SuiteOptions {
  /** Receives the results, even if the device could not be reached. */
  readonly onEnd?: (report: SuiteReport) => unknown;
  /** Rows of each group that run; default: all. */
  readonly choose?: (rows: readonly Row[]) => readonly Row[];
}

/** Registers one test per row. `open` connects to the device once, before the first row. */
export function conformanceSuite(
  name: string,
  open: () => Promise<ConformanceTarget>,
  { onEnd = () => undefined, choose = (rows) => rows }: SuiteOptions = {},
): void {
  // The suites of one file run concurrently; the rows of one suite run one after another.
  describe.concurrent(name, () => {
    const results = new Map<Row, RowResult>();
    let target: ConformanceTarget | undefined;
    let device: Device | undefined;

    beforeAll(async () => {
      target = await open();
      device = await Device.meet(target);
    }, meetLimitMs);

    afterAll(async () => {
      onEnd({ device, name, results });
      try {
        await device?.leave();
      } finally {
        await target?.close();
      }
    }, meetLimitMs);

    for (const group of rowGroups) {
      describe.sequential(group.subject, () => {
        for (const row of choose(group.rows)) {
          test(row.name, { timeout: rowLimitMs }, async ({ skip }) => {
            const result = await runRow(device!, group, row);
            results.set(row, result);
            if (result.kind === 'failed') throw result.error;
            if (result.kind === 'left-out') skip(result.reason);
          });
        }
      });
    }
  });
}
