// Connects to the host, fills the stores, shows the workbench.

import { useEffect, useState } from 'react';
import { App } from '../app/App.tsx';
import { HostProvider } from '../state/host-context.tsx';
import { StoresProvider } from '../state/stores-context.ts';
import { createStores, type Stores } from '../state/stores.ts';
import { applyTheme } from '../theme/apply-theme.ts';
import { BootPage, type BootPageProps } from './BootPage.tsx';
import type { HostConnection } from './host-connection.ts';
import { HostRefusedError } from './reconnecting-host.ts';

type BootState =
  | { readonly kind: BootPageProps['state'] }
  | { readonly kind: 'ready'; readonly connection: HostConnection; readonly stores: Stores };

export function Boot({ connect }: { readonly connect: () => Promise<HostConnection> }): React.ReactElement {
  const [state, setState] = useState<BootState>({ kind: 'connecting' });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let ended = false;
    let stores: Stores | undefined;
    setState({ kind: 'connecting' });
    connect().then(
      async (connection) => {
        if (ended) return;
        stores = createStores(connection);
        const theme = applyTheme(stores.settings);
        const started = stores;
        await started.start();
        if (ended) theme.dispose();
        else setState({ kind: 'ready', connection, stores: started });
      },
      (error: unknown) => {
        if (!ended) setState({ kind: error instanceof HostRefusedError ? 'refused' : 'unreachable' });
      },
    );
    return () => {
      ended = true;
      stores?.dispose();
    };
  }, [connect, attempt]);

  if (state.kind !== 'ready') return <BootPage state={state.kind} onRetry={() => setAttempt(attempt + 1)} />;
  return (
    <HostProvider value={state.connection}>
      <StoresProvider value={state.stores}>
        <App />
      </StoresProvider>
    </HostProvider>
  );
}
