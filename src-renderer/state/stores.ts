// All state of the page, made once for a host connection. Features read it and never import each other.

import type { DetachableView } from '../../src-shared/contract/app.ts';
import type { HostConnection, LinkState } from '../host/host-connection.ts';
import { systemClock, type Clock } from '../../src-shared/lib/clock.ts';
import { DisposableStore, type Disposable } from '../../src-shared/lib/disposable.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { createCameraStore } from './camera.ts';
import { createChannelsStore } from './channels.ts';
import { CommandRegistry } from './commands.ts';
import { createDialogsStore } from './dialogs.ts';
import { DocumentFiles } from './document-files.ts';
import { createDocumentsStore } from './documents.ts';
import { DraftKeeper } from './draft-keeper.ts';
import { createEditorStatusStore } from './editor-status.ts';
import { createNoticesStore } from './notices.ts';
import { createProfilerStore } from './profiler.ts';
import { createScriptStore } from './script.ts';
import { createSettingsStore } from './settings.ts';

export type Stores = ReturnType<typeof createParts> & Disposable & { start(view?: DetachableView): Promise<void> };

function createParts(connection: HostConnection, clock: Clock, owned: DisposableStore) {
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
  const script = owned.add(createScriptStore({ script: host.script, camera, documents, notices }));
  const channels = owned.add(createChannelsStore(host.channels));
  const profiler = owned.add(createProfilerStore(host.profiler, notices));
  const drafts = owned.add(
    new DraftKeeper({
      documents,
      files: host.files,
      clock,
      onKeptTwice: ({ name }) => notices.getState().remark('warning', (strings) => strings.documents.keptTwice(name)),
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
    profiler,
    files,
    drafts,
    link,
    commands: new CommandRegistry(),
    editorStatus: createEditorStatusStore(),
  };
}

export function createStores(connection: HostConnection, clock: Clock = systemClock): Stores {
  const owned = new DisposableStore();
  const parts = createParts(connection, clock, owned);
  const { notices, settings, camera, script, channels, profiler, files, drafts, link } = parts;

  const refresh = async (): Promise<void> => {
    const results = await Promise.allSettled([
      settings.refresh(),
      camera.refresh(),
      script.refresh(),
      channels.refresh(),
      profiler.refresh(),
    ]);
    const failed = results.find((each) => each.status === 'rejected');
    if (failed !== undefined) notices.getState().fail(failed.reason);
  };

  const takeRequested = async (): Promise<void> => {
    // A window without an editor leaves them to the one that has it.
    if (parts.documents.getState().restored) await files.openRequested();
  };

  owned.add(
    connection.onLinkState((state) => {
      link.setState({ state });
      if (state !== 'connected') return;
      drafts.flush();
      void refresh();
    }),
  );
  owned.add(connection.host.app.on('problem', (problem) => notices.getState().problem(problem)));
  owned.add(connection.host.files.on('requested', () => void takeRequested()));
  owned.add(connection.host.app.on('command', ({ id }) => void parts.commands.run(id)));

  return {
    ...parts,
    /**
     * Fills everything from the host; a window with one panel has no documents. Settings come first: the language and the
     * theme follow from them.
     */
    async start(view?: DetachableView) {
      await settings.refresh().catch((error: unknown) => notices.getState().fail(error));
      // Documents before the last run: its failure mark belongs to one of them.
      if (view === undefined) await files.restore();
      await takeRequested();
      await refresh();
    },
    dispose: () => owned.dispose(),
  };
}
