import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useStores, useStrings } from '../state/stores-context.ts';
import { appCommands } from './app-commands.ts';
import './app.css';
import { CommandPalette } from './CommandPalette.tsx';
import { Dialogs } from './Dialogs.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Notifications } from './Notifications.tsx';
import { SettingsDialog } from './SettingsDialog.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TitleBar } from './TitleBar.tsx';
import { Tour } from './Tour.tsx';
import { useCommandKeys } from './use-command-keys.ts';
import { useFileDrop } from './use-file-drop.ts';
import { useLastMoments } from './use-last-moments.ts';
import { Workbench } from './Workbench.tsx';

/** The whole page once the host is there. */
export function App(): React.ReactElement {
  const stores = useStores();
  const paletteOpen = useStore(stores.dialogs, (state) => state.paletteOpen);
  const settingsOpen = useStore(stores.dialogs, (state) => state.settingsOpen);
  const tourOpen = useStore(stores.dialogs, (state) => state.tourOpen);
  useCommandKeys();

  useEffect(() => {
    const registered = stores.commands.register(...appCommands(stores));
    return () => registered.dispose();
  }, [stores]);

  useLastMoments();
  useFileDrop();

  return (
    <ErrorBoundary>
      <div className="app">
        <TitleBar />
        <LinkBanner />
        <main className="workbench">
          <Workbench />
        </main>
        <StatusBar />
        <Notifications />
        <Dialogs />
        {paletteOpen && <CommandPalette />}
        {settingsOpen && <SettingsDialog />}
        {tourOpen && <Tour />}
      </div>
    </ErrorBoundary>
  );
}

/** While the host is away the page stays: text can be read, copied and typed. */
function LinkBanner(): React.ReactElement | null {
  const strings = useStrings();
  const { link } = useStores();
  const state = useStore(link, (each) => each.state);
  if (state === 'connected') return null;
  return (
    <p className="link-banner" role="alert">
      {state === 'closed' ? strings.boot.closed : strings.boot.reconnecting}
    </p>
  );
}
