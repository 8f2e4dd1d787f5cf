import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { describeRows } from './row-table.ts';

const page = fileURLToPath(new URL('../../docs/conformance.md', import.meta.url));
const heading = '## The rows\n';

// Brought in step by `npx vitest run src-main/conformance/conformance-docs.test.ts -u`.
test('the page on conformance lists the rows as they are', async () => {
  const text = readFileSync(page, 'utf8');
  const before = text.slice(0, text.indexOf(heading) + heading.length);
  const inStep = await format(`${before}\n${describeRows()}\n`, { parser: 'markdown' });
  await expect(inStep).toMatchFileSnapshot(page);
});
