import { lazy, Suspense, useEffect } from 'react';
import { useStore } from 'zustand';
import { useStores, useMessages } from '../state/stores-context.ts';
import type { Feature } from '../state/define-feature.ts';
import { allCommands } from './commands/all-commands.ts';
import './app.css';
import { CommandPalette } from './CommandPalette.tsx';
import { Dialogs } from './Dialogs.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Notifications } from './Notifications.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TitleBar } from './TitleBar.tsx';
import { Tour } from './Tour.tsx';
import { useCommandKeys } from './use-command-keys.ts';
import { useDiskChanges } from './use-disk-changes.ts';
import { useFileDrop } from './use-file-drop.ts';
import { useShellMenu } from './use-shell-menu.ts';
import { useLastMoments } from './use-last-moments.ts';
import { Workbench } from './Workbench.tsx';
import { workbenchMessages } from './messages.ts';

// Not needed to start: it brings selects with it. The palette is here from the start: keys typed right behind its shortcut
// must not reach the editor.
const SettingsDialog = lazy(() =>
  import('./SettingsDialog.tsx').then((module) => ({ default: module.SettingsDialog })),
);

/** The whole page once the host is there. */
export function App({ features }: { readonly features: readonly Feature[] }): React.ReactElement {
  const stores = useStores();
  const paletteOpen = useStore(stores.dialogs, (state) => state.paletteOpen);
  const settingsOpen = useStore(stores.dialogs, (state) => state.settingsOpen);
  const tourOpen = useStore(stores.dialogs, (state) => state.tourOpen);
  useCommandKeys();

  useEffect(() => {
    const registered = stores.commands.register(...allCommands(stores, features));
    return () => registered.dispose();
  }, [stores, features]);

  useLastMoments();
  useFileDrop();
  useShellMenu();
  useDiskChanges();

  return (
    <ErrorBoundary>
      <div className="app">
        <TitleBar />
        <LinkBanner />
        <main className="workbench">
          <Workbench features={features} />
        </main>
        <Notifications />
        <StatusBar features={features} />
        <Dialogs />
        {paletteOpen && <CommandPalette />}
        <Suspense>{settingsOpen && <SettingsDialog features={features} />}</Suspense>
        {tourOpen && <Tour />}
      </div>
    </ErrorBoundary>
  );
}

/** While the host is away the page stays: text can be read, copied and typed. */
function LinkBanner(): React.ReactElement | null {
  const words = useMessages(workbenchMessages);
  const { link } = useStores();
  const state = useStore(link, (each) => each.state);
  if (state === 'connected') return null;
  return (
    <p className="link-banner" role="alert">
      {state === 'closed' ? words.boot.closed : words.boot.reconnecting}
    </p>
  );
}
