import { useEffect } from 'react';
import type { DetachableView } from '../../src-shared/contract/app.ts';
import { useStores, useStrings } from '../state/stores-context.ts';
import { cameraCommands } from './app-commands.ts';
import './app.css';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Notifications } from './Notifications.tsx';
import { panels } from './panels.tsx';
import { useCommandKeys } from './use-command-keys.ts';

/** One panel in a window of its own. Run, Stop and Connect work here by their keys too. */
export function DetachedView({ view }: { readonly view: DetachableView }): React.ReactElement {
  const strings = useStrings();
  const stores = useStores();
  const panel = panels[view];
  const title = panel.title(strings);
  useCommandKeys();

  useEffect(() => {
    const registered = stores.commands.register(...cameraCommands(stores));
    return () => registered.dispose();
  }, [stores]);

  useEffect(() => {
    document.title = `${title} – Viewfinder`;
  }, [title]);

  return (
    <ErrorBoundary>
      <div className="app">
        <main className="workbench detached-view">{panel.render()}</main>
        <Notifications />
      </div>
    </ErrorBoundary>
  );
}
