// Connects to the host, fills the stores, shows the workbench.

import { useEffect, useState } from 'react';
import { DisposableStore } from '../../src-shared/lib/disposable.ts';
import { App } from './App.tsx';
import { viewOfAddress } from './detached-view.ts';
import { DetachedView } from './DetachedView.tsx';
import { features } from './feature-list.ts';
import { HostProvider } from '../host/host-context.tsx';
import { StoresProvider } from '../state/stores-context.ts';
import { createStores, type Stores } from '../state/stores.ts';
import { applyTheme } from '../theme/apply-theme.ts';
import { BootPage, type BootPageProps } from './BootPage.tsx';
import type { HostConnection } from '../host/host-connection.ts';
import { HostRefusedError } from '../host/reconnecting-host.ts';

type BootState =
  | { readonly kind: BootPageProps['state'] }
  | { readonly kind: 'ready'; readonly connection: HostConnection; readonly stores: Stores };

const featureStores = features.flatMap(({ createStore }) => (createStore === undefined ? [] : [createStore]));

/** Fixed for the life of the page. */
const view = viewOfAddress(location.search, features);

export interface BootProps {
  readonly connect: () => Promise<HostConnection>;
}

export function Boot({ connect }: BootProps): React.ReactElement {
  const [attempt, setAttempt] = useState(1);
  return <BootAttempt key={attempt} connect={connect} onRetry={() => setAttempt(attempt + 1)} />;
}

function BootAttempt(props: BootProps & { readonly onRetry: () => void }): React.ReactElement {
  const { connect, onRetry } = props;
  const [state, setState] = useState<BootState>({ kind: 'connecting' });

  useEffect(() => {
    const owned = new DisposableStore();
    const start = async (): Promise<void> => {
      try {
        const connection = await connect();
        if (owned.disposed) return;
        const stores = owned.add(createStores(connection, { featureStores }));
        owned.add(applyTheme(stores.settings));
        await stores.start({ withDocuments: view === undefined });
        if (!owned.disposed) setState({ kind: 'ready', connection, stores });
      } catch (error) {
        if (owned.disposed) return;
        if (!(error instanceof HostRefusedError)) console.error('The host cannot be reached:', error);
        setState({ kind: error instanceof HostRefusedError ? 'refused' : 'unreachable' });
      }
    };
    void start();
    return () => owned.dispose();
  }, [connect]);

  if (state.kind !== 'ready') return <BootPage state={state.kind} onRetry={onRetry} />;
  return (
    <HostProvider value={state.connection}>
      <StoresProvider value={state.stores}>
        {view === undefined ? <App features={features} /> : <DetachedView feature={view} />}
      </StoresProvider>
    </HostProvider>
  );
}
