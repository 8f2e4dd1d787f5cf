import { useEffect } from 'react';
import type { Feature } from '../state/define-feature.ts';
import { useMessages, useStores } from '../state/stores-context.ts';
import './app.css';
import { cameraCommands } from './commands/camera-commands.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Notifications } from './Notifications.tsx';
import { Panel } from './Panel.tsx';
import { useCommandKeys } from './use-command-keys.ts';

/** One panel in its own window. Run, Stop and Connect work here by their keys too. */
export function DetachedView({ feature }: { readonly feature: Feature }): React.ReactElement {
  const stores = useStores();
  const title = useMessages(feature.messages).panel;
  useCommandKeys();

  useEffect(() => {
    const commands = [...cameraCommands(stores), ...(feature.commands?.(stores) ?? [])];
    const registered = stores.commands.register(...commands);
    return () => registered.dispose();
  }, [stores, feature]);

  useEffect(() => {
    document.title = `${title} – Viewfinder`;
  }, [title]);

  return (
    <ErrorBoundary>
      <div className="app">
        <main className="workbench detached-view">
          <Panel feature={feature} />
        </main>
        <Notifications />
      </div>
    </ErrorBoundary>
  );
}
