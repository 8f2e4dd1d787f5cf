// The stores that all features share.

import type { HostConnection, LinkState } from '../host/host-connection.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import type { DisposableStore } from '../../src-shared/lib/disposable.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { createCameraStore } from './camera.ts';
import { createChannelsStore } from './channels.ts';
import { CommandRegistry } from './commands.ts';
import { createDialogsStore } from './dialogs.ts';
import { DocumentFiles } from './document-files.ts';
import { createDocumentsStore } from './documents.ts';
import { DraftKeeper } from './draft-keeper.ts';
import { createNoticesStore } from './notices.ts';
import { createScriptStore } from './script.ts';
import { createSettingsStore } from './settings.ts';
import { sharedMessages } from './messages.ts';

/** What the function that makes a feature's store is given. */
export type SharedStores = ReturnType<typeof createSharedStores>;

/** Makes the stores of one connection; `owned` disposes them. */
export function createSharedStores(connection: HostConnection, clock: Clock, owned: DisposableStore) {
  const { host } = connection;
  const notices = createNoticesStore();
  const dialogs = createDialogsStore();
  const settings = owned.add(createSettingsStore(host.app, notices));
  const documents = createDocumentsStore();
  const camera = owned.add(
    createCameraStore({
      camera: host.camera,
      notices,
      stopOnConnect: () => settings.getState().settings.stopOnConnect,
    }),
  );
  const channels = owned.add(createChannelsStore(host.channels));
  const drafts = owned.add(
    new DraftKeeper({
      documents,
      files: host.files,
      clock,
      onKeptTwice: ({ name }) =>
        notices.getState().remark('warning', (language) => sharedMessages[language].documents.keptTwice(name)),
    }),
  );
  const files = new DocumentFiles({
    files: host.files,
    onRestored: (draft, document) => drafts.know(draft, document),
    documents,
    dialogs,
    notices,
    nativeDialogs: () => settings.getState().info?.nativeDialogs === true,
  });
  const script = owned.add(
    createScriptStore({
      script: host.script,
      camera,
      documents,
      notices,
      beforeRun: (documentId) => files.disk.check(documentId),
    }),
  );
  const link: StoreApi<{ readonly state: LinkState }> = createStore(() => ({ state: connection.linkState }));
  return {
    host,
    notices,
    dialogs,
    settings,
    documents,
    camera,
    script,
    channels,
    files,
    drafts,
    link,
    commands: new CommandRegistry(),
  };
}
