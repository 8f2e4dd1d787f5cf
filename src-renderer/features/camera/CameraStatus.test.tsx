// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openTestPage } from '../../testing/render-page.tsx';
import { CameraStatus } from './CameraStatus.tsx';

test('the state of the camera is unknown while the host does not answer', async () => {
  const { host, stores, render } = await openTestPage();
  await stores.camera.getState().connect();
  render(<CameraStatus />);
  expect([screen.getByRole('status').textContent, screen.queryByText('sim') !== null]).toEqual(['Ready', true]);
  act(() => host.setLinkState('closed'));
  expect([screen.getByRole('status').textContent, screen.queryByText('sim')]).toEqual(['Unknown', null]);
  await act(async () => host.setLinkState('connected'));
  expect(screen.getByRole('status').textContent).toBe('Ready');
});
