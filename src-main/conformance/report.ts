// What a run says at its end: a table that can be pasted into an issue, and the rows that were left out with their
// reasons.

import type { Device } from './probed-device.ts';
import { rowGroups } from './rows/index.ts';
import type { RowResult } from './run-row.ts';
import type { SuiteReport } from './suite.ts';

const words = { passed: 'passed', failed: '**failed**', 'left-out': 'left out' } as const;

/** The whole table, in Markdown. */
export function reportTable({ device, name, results }: SuiteReport): string {
  const rows = rowGroups.flatMap(({ subject, rows: inGroup }) =>
    inGroup.flatMap((row) => {
      const result = results.get(row);
      if (result === undefined) return [];
      return [`| ${subject}: ${row.name} | ${row.reference} | ${words[result.kind]}${remark(result)} |`];
    }),
  );
  return [
    `Conformance of ${name}${device === undefined ? ': it could not be reached' : describeDevice(device)}`,
    '',
    '| Row | Reference | Result |',
    '| --- | --- | --- |',
    ...rows,
    '',
    totals(results.values()),
    '',
  ].join('\n');
}

/** "98 passed, 0 failed, 6 left out" */
export function totals(results: Iterable<RowResult>): string {
  const count = { passed: 0, failed: 0, 'left-out': 0 };
  for (const { kind } of results) count[kind]++;
  return `${count.passed} passed, ${count.failed} failed, ${count['left-out']} left out`;
}

/** How many rows were left out and why, in one line; nothing where there are none. */
export function leftOutSummary({ name, results }: SuiteReport): string {
  const counts = new Map<string, number>();
  for (const result of results.values()) {
    if (result.kind === 'left-out') counts.set(result.reason, (counts.get(result.reason) ?? 0) + 1);
  }
  if (counts.size === 0) return '';
  const reasons = [...counts].map(([reason, count]) => `${count} (${reason})`);
  return `Conformance of ${name}: rows left out: ${reasons.join(', ')}\n`;
}

function remark(result: RowResult): string {
  if (result.kind === 'failed') return `: ${escapeCell(result.error.message)}`;
  return result.kind === 'left-out' ? `: ${result.reason}` : '';
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function describeDevice({ facts }: Device): string {
  const { versions, info, channels, defaults } = facts;
  const id = (number: number): string => number.toString(16).padStart(4, '0');
  const names = channels.map(({ name }) => name).join(', ');
  return (
    ` (${id(info.usbVendorId)}:${id(info.usbProductId)}, firmware ${versions.firmware.join('.')}, ` +
    `protocol ${versions.protocol.join('.')}, payload ${defaults.maxPayload}, channels ${names}` +
    `${facts.simulated ? ', simulated' : ''})`
  );
}
