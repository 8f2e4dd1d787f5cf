// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openTestPage } from '../testing/render-page.tsx';
import { CameraPicker } from './CameraPicker.tsx';

test('the picker shows the state of the camera, and that it is unknown while the host does not answer', async () => {
  const { host, stores, render } = await openTestPage();
  await stores.camera.getState().connect();
  render(<CameraPicker />);
  const label = () => screen.getByRole('button').getAttribute('aria-label');
  expect(label()).toMatch(/, Ready$/);
  act(() => host.setLinkState('reconnecting'));
  expect(label()).toMatch(/, Unknown$/);
});
