// The channels of a script: the list, and the data of the chosen channel beside it.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '../fixtures/test.ts';

const example = readFileSync(path.join(import.meta.dirname, '../../assets/examples/basic_channel.py'), 'utf8');

test('the data of a channel is shown beside the list of channels', async ({ workbench, page }) => {
  await workbench.runScript(example);
  const list = page.getByRole('listbox', { name: 'Channels of the camera' });
  await list.getByRole('option', { name: 'counter' }).click();
  const read = page.getByRole('button', { name: 'Read', exact: true });
  const [listBox, readBox] = [await list.boundingBox(), await read.boundingBox()];
  expect(readBox!.x).toBeGreaterThanOrEqual(listBox!.x + listBox!.width);
});
