// The rows as docs/conformance.md lists them. A test keeps that page in step.

import { exemptionsOf, type Row } from './row.ts';
import { rowGroups } from './rows/index.ts';

/** A Markdown table a group. */
export function describeRows(): string {
  return rowGroups
    .map(({ subject, rows }) => {
      const lines = rows.map((row) => `| ${row.name} | ${row.reference} | ${leftOutWhere(row)} |`);
      const heading = `### ${subject.charAt(0).toUpperCase()}${subject.slice(1)}`;
      return [heading, '', '| Row | Reference | Left out where |', '| --- | --- | --- |', ...lines].join('\n');
    })
    .join('\n\n');
}

function leftOutWhere(row: Row): string {
  return exemptionsOf(row)
    .map(({ reason }) => reason)
    .join('; ');
}
