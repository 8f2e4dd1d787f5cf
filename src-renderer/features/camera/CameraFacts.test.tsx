// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { openTestPage } from '../../testing/render-page.tsx';
import { CameraFacts } from './CameraFacts.tsx';
import { cameraFeature } from './feature.ts';
import { cameraMessages } from './messages.ts';

const words = cameraMessages.en;
const identity = {
  board: 'OpenMV N6',
  serial: '0011',
  firmware: '5.0.0',
  protocol: 'openmv-v2 1.0.2',
  sensors: ['PAG7936'],
  details: [],
  simulated: true,
};

test('without a camera the panel says so', async () => {
  const { render } = await openTestPage({ features: [cameraFeature] });
  render(<CameraFacts />);
  expect(screen.getByText(words.notConnected)).toBeTruthy();
});

test('a connected camera is described, and can be given a name', async () => {
  const { host, render } = await openTestPage({ features: [cameraFeature] });
  render(<CameraFacts />);
  const entry = {
    id: 'sim',
    kind: 'sim' as const,
    name: { key: 'simulated' as const, value: 'OpenMV N6' },
    likely: true,
  };
  act(() => host.setStatus({ state: 'idle', entry, identity }));
  for (const fact of ['OpenMV N6', '5.0.0', 'PAG7936']) expect(screen.getByText(fact)).toBeTruthy();
  const name = screen.getByRole('textbox', { name: words.name });
  await userEvent.type(name, 'Gate{Enter}');
  expect(host.calls).toContain('camera.rename');
});
