import { useState } from 'react';
import { useStore } from 'zustand';
import { Button, IconButton } from '../../components/index.ts';
import { useFeatureStore, useMessages, useStores } from '../../state/stores-context.ts';
import { exportFormats } from '../../workers/profile/profile-messages.ts';
import { ColumnsDialog } from './ColumnsDialog.tsx';
import { saveProfile } from './profiler-commands.ts';
import { profilerMessages } from './messages.ts';
import { createProfilerStore } from './profiler-store.ts';

/** Mode, pause, reset, filter, columns, comparison and export. */
export function Toolbar(): React.ReactElement {
  const words = useMessages(profilerMessages);
  const stores = useStores();
  const profiler = useFeatureStore(createProfilerStore);
  const exclusive = useStore(profiler, (state) => state.host.exclusive);
  const available = useStore(profiler, (state) => state.host.available);
  const paused = useStore(profiler, (state) => state.paused);
  const filter = useStore(profiler, (state) => state.request.filter);
  const hasRows = useStore(profiler, (state) => (state.view?.rowCount ?? 0) > 0);
  const [choosing, setChoosing] = useState(false);
  const actions = profiler.getState();
  return (
    <div className="profiler-tools" role="toolbar" aria-label={words.tools}>
      <div role="group" aria-label={words.mode} className="segments">
        {([true, false] as const).map((each) => (
          <button
            key={String(each)}
            type="button"
            className="segment"
            aria-pressed={exclusive === each}
            disabled={!available}
            title={each ? words.exclusiveHint : words.inclusiveHint}
            onClick={() => actions.setExclusive(each)}
          >
            {each ? words.exclusive : words.inclusive}
          </button>
        ))}
      </div>
      <IconButton
        icon={paused ? 'run' : 'pause'}
        label={paused ? words.resume : words.pause}
        pressed={paused}
        onPress={() => actions.setPaused(!paused)}
      />
      <IconButton icon="clear" label={words.reset} disabled={!available} onPress={() => actions.reset()} />
      <input
        type="search"
        className="text-input profiler-filter"
        aria-label={words.filter}
        placeholder={words.filter}
        value={filter}
        onChange={(event) => actions.look({ filter: event.target.value })}
      />
      <IconButton icon="settings" label={words.chooseColumns} onPress={() => setChoosing(true)} />
      <IconButton
        icon="plus"
        label={words.keep}
        hint={words.keepHint}
        disabled={!hasRows}
        onPress={() => actions.keepBaseline()}
      />
      <IconButton
        icon="copy"
        label={words.copyRows}
        disabled={!hasRows}
        onPress={() => stores.commands.run('profiler.copy')}
      />
      <div role="group" aria-label={words.export} className="profiler-export">
        <span aria-hidden="true">{words.export}</span>
        {exportFormats.map((format) => (
          <Button
            key={format}
            kind="quiet"
            label={words.formats[format]}
            disabled={!hasRows}
            onPress={() => void saveProfile(stores, format)}
          />
        ))}
      </div>
      {choosing && <ColumnsDialog onClose={() => setChoosing(false)} />}
    </div>
  );
}
