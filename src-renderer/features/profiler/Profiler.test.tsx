// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openTestPage } from '../../testing/render-page.tsx';
import { profilerFeature } from './feature.ts';
import { profilerMessages } from './messages.ts';
import { Profiler } from './Profiler.tsx';

test('firmware without a profiler is explained instead of shown as an empty table', async () => {
  const { render } = await openTestPage({ features: [profilerFeature] });
  render(<Profiler />);
  expect(screen.getByRole('region', { name: profilerMessages.en.panel })).toBeTruthy();
  expect(screen.queryByRole('grid')).toBeNull();
  expect(screen.queryByRole('tablist')).toBeNull();
});
