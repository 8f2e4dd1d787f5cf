// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { openTestPage } from '../../testing/render-page.tsx';
import { Problems } from './Problems.tsx';

const traceback = { type: 'NameError', message: "name 'x'", file: '<stdin>', line: 2, text: '' };

async function runAndFail(file: string) {
  const { host, stores, render } = await openTestPage();
  stores.files.createNew();
  await stores.script.getState().run();
  render(<Problems />);
  act(() => host.emit('script', 'traceback', { run: 1, traceback: { ...traceback, file } }));
  return { stores };
}

test('the line of the script that failed is one click away', async () => {
  const { stores } = await runAndFail('<stdin>');
  expect(screen.getByText('Failed in untitled-1.py, line 2')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Go to line 2' }));
  expect(stores.documents.getState().reveal?.line).toBe(2);
});

test('an error in a module of the camera is named by its file, and leads nowhere', async () => {
  await runAndFail('/flash/helper.py');
  expect(screen.getByText('Failed in /flash/helper.py, line 2')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Go to line/ })).toBeNull();
});
