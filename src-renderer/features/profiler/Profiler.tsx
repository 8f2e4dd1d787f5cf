// The profiler panel: a bar of tools, a line of what is being looked at, and one of five views. The host is read only while
// the panel can be seen.

import { useRef } from 'react';
import { useStore } from 'zustand';
import '../../components/panel.css';
import { Button, EmptyState } from '../../components/index.ts';
import { useDescribe, useFeatureStore, useMessages, useStores } from '../../state/stores-context.ts';
import { profileTabs, type ProfileView } from '../../workers/profile/profile-messages.ts';
import { CallTreeView } from './CallTreeView.tsx';
import { CompareView } from './CompareView.tsx';
import { FlameGraph } from './FlameGraph.tsx';
import { History } from './History.tsx';
import './profiler.css';
import { StatusLine, Warnings } from './StatusLine.tsx';
import { TableView } from './TableView.tsx';
import { Toolbar } from './Toolbar.tsx';
import { useVisible } from './use-visible.ts';
import { profilerMessages } from './messages.ts';
import { createProfilerStore } from './profiler-store.ts';

export function Profiler(): React.ReactElement {
  const words = useMessages(profilerMessages);
  const profiler = useFeatureStore(createProfilerStore);
  const element = useRef<HTMLElement>(null);
  const view = useStore(profiler, (state) => state.view);
  const tab = useStore(profiler, (state) => state.request.tab);
  const available = useStore(profiler, (state) => state.host.available);
  useVisible(element, (visible) => profiler.getState().setVisible(visible));

  const isEmpty = view === undefined || (view.rowCount === 0 && tab !== 'compare');
  return (
    <section
      ref={element}
      className="panel profiler"
      aria-label={words.panel}
      data-taken-at={view?.takenAtMs}
      data-rows={view?.rowCount}
    >
      {available || !isEmpty ? (
        <>
          <Toolbar />
          <div className="profiler-bar">
            <div className="profiler-tabs" role="tablist" aria-label={words.views}>
              {profileTabs.map((each) => (
                <button
                  key={each}
                  type="button"
                  role="tab"
                  className="profiler-tab"
                  aria-selected={each === tab}
                  tabIndex={each === tab ? 0 : -1}
                  onClick={() => profiler.getState().look({ tab: each })}
                  onKeyDown={(event) => {
                    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
                    if (step === 0) return;
                    const next =
                      profileTabs[(profileTabs.indexOf(tab) + step + profileTabs.length) % profileTabs.length]!;
                    profiler.getState().look({ tab: next });
                    event.currentTarget.parentElement?.querySelectorAll('button')[profileTabs.indexOf(next)]?.focus();
                  }}
                >
                  {words.tabs[each]}
                </button>
              ))}
            </div>
            <StatusLine />
          </div>
          <Warnings />
          <div className="profiler-view" role="tabpanel" aria-label={words.tabs[tab]}>
            {isEmpty ? <NoRecords /> : <Content view={view} />}
          </div>
        </>
      ) : (
        <NoProfiler />
      )}
    </section>
  );
}

function Content({ view }: { readonly view: ProfileView }): React.ReactElement | null {
  const profiler = useFeatureStore(createProfilerStore);
  const words = useMessages(profilerMessages);
  const tab = useStore(profiler, (state) => state.request.tab);
  const hasSymbols = useStore(profiler, (state) => state.host.symbols !== undefined);
  if (tab === 'table') return <TableView view={view} />;
  if (tab === 'history') return <History history={view.history} />;
  if (tab === 'compare') return <CompareView view={view} />;
  if (!hasSymbols) return <EmptyState icon="profiler" text={words.treeNeedsSymbols} hint={words.symbolsHint} />;
  // The worker answers in a moment.
  if (view.tree === undefined) return null;
  return tab === 'tree' ? <CallTreeView view={view} treeView={view.tree} /> : <FlameGraph view={view.tree} />;
}

/** The firmware counts, and has counted nothing yet. */
function NoRecords(): React.ReactElement {
  const words = useMessages(profilerMessages);
  const { commands } = useStores();
  return (
    <EmptyState icon="profiler" text={words.empty} hint={words.emptyHint}>
      <Button icon="run" label={words.run} onPress={() => commands.run('script.run')} />
    </EmptyState>
  );
}

/** There is no profiler: which camera it takes, and how its firmware is made. */
function NoProfiler(): React.ReactElement {
  const words = useMessages(profilerMessages);
  const describe = useDescribe();
  const { commands } = useStores();
  const profiler = useFeatureStore(createProfilerStore);
  const reason = useStore(profiler, (state) => state.host.reason);
  if (reason === 'not-connected') {
    return (
      <EmptyState icon="profiler" text={words.notConnected} hint={words.notConnectedHint}>
        <Button icon="plug" label={words.connect} onPress={() => commands.run('camera.connect')} />
      </EmptyState>
    );
  }
  const problem = describe.code('no-profiler');
  return (
    <EmptyState icon="profiler" text={problem.sentence} hint={`${problem.cause} ${problem.nextStep}`}>
      <p className="profiler-how">{words.howToBuild}</p>
      <pre className="profiler-command">make TARGET=OPENMV_N6 PROFILE_ENABLE=1</pre>
    </EmptyState>
  );
}
