// Renders parts of the page with stores and a host in memory. For test files in the happy-dom environment.

import { cleanup, render, type RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';
import { HostProvider } from '../host/host-context.tsx';
import type { Feature } from '../state/define-feature.ts';
import { StoresProvider } from '../state/stores-context.ts';
import { createStores, type Stores } from '../state/stores.ts';
import { FakeHost } from './fake-host.ts';

export interface TestPage {
  readonly host: FakeHost;
  readonly stores: Stores;
  /** Provides stores and host to its children. */
  readonly Page: (props: { readonly children: ReactNode }) => ReactNode;
  readonly render: (content: ReactNode) => RenderResult;
}

export interface TestPageOptions {
  readonly host?: FakeHost;
  /** Their stores are made. */
  readonly features?: readonly Feature[];
  /** Default: false, so that no example opens. */
  readonly withDocuments?: boolean;
}

/** happy-dom lays nothing out; lists that show only the rows in view need a size. */
export function giveElementsSize(): void {
  Object.defineProperties(HTMLElement.prototype, {
    clientHeight: { configurable: true, get: () => 600 },
    clientWidth: { configurable: true, get: () => 800 },
  });
}

/** A page whose stores have been filled from the host. */
export async function openTestPage(options: TestPageOptions = {}): Promise<TestPage> {
  cleanup();
  giveElementsSize();
  const { host = new FakeHost(), features = [], withDocuments = false } = options;
  const featureStores = features.flatMap(({ createStore }) => (createStore === undefined ? [] : [createStore]));
  const stores = createStores(host, { featureStores });
  await stores.start({ withDocuments });
  const Page = ({ children }: { readonly children: ReactNode }): ReactNode => (
    <HostProvider value={host}>
      <StoresProvider value={stores}>{children}</StoresProvider>
    </HostProvider>
  );
  return { host, stores, Page, render: (content) => render(content, { wrapper: Page }) };
}
