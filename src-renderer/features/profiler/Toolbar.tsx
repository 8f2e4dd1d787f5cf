import { useState } from 'react';
import { useStore } from 'zustand';
import { Button, IconButton } from '../../components/index.ts';
import { useStores, useStrings } from '../../state/stores-context.ts';
import { exportFormats } from '../../workers/profile/profile-messages.ts';
import { ColumnsDialog } from './ColumnsDialog.tsx';
import { saveProfile } from './profiler-commands.ts';

/** Mode, pause, reset, filter, columns, comparison and export. */
export function Toolbar(): React.ReactElement {
  const strings = useStrings().profiler;
  const stores = useStores();
  const { profiler } = stores;
  const exclusive = useStore(profiler, (state) => state.host.exclusive);
  const available = useStore(profiler, (state) => state.host.available);
  const paused = useStore(profiler, (state) => state.paused);
  const filter = useStore(profiler, (state) => state.request.filter);
  const hasRows = useStore(profiler, (state) => (state.view?.rowCount ?? 0) > 0);
  const [choosing, setChoosing] = useState(false);
  const actions = profiler.getState();
  return (
    <div className="profiler-tools" role="toolbar" aria-label={strings.tools}>
      <div role="group" aria-label={strings.mode} className="segments">
        {([true, false] as const).map((each) => (
          <button
            key={String(each)}
            type="button"
            className="segment"
            aria-pressed={exclusive === each}
            disabled={!available}
            title={each ? strings.exclusiveHint : strings.inclusiveHint}
            onClick={() => actions.setExclusive(each)}
          >
            {each ? strings.exclusive : strings.inclusive}
          </button>
        ))}
      </div>
      <IconButton
        icon={paused ? 'run' : 'pause'}
        label={paused ? strings.resume : strings.pause}
        pressed={paused}
        onPress={() => actions.setPaused(!paused)}
      />
      <IconButton icon="clear" label={strings.reset} disabled={!available} onPress={() => actions.reset()} />
      <input
        type="search"
        className="text-input profiler-filter"
        aria-label={strings.filter}
        placeholder={strings.filter}
        value={filter}
        onChange={(event) => actions.look({ filter: event.target.value })}
      />
      <IconButton icon="settings" label={strings.chooseColumns} onPress={() => setChoosing(true)} />
      <IconButton
        icon="plus"
        label={strings.keep}
        hint={strings.keepHint}
        disabled={!hasRows}
        onPress={() => actions.keepBaseline()}
      />
      <IconButton
        icon="copy"
        label={strings.copyRows}
        disabled={!hasRows}
        onPress={() => stores.commands.run('profiler.copy')}
      />
      <div role="group" aria-label={strings.export} className="profiler-export">
        <span aria-hidden="true">{strings.export}</span>
        {exportFormats.map((format) => (
          <Button
            key={format}
            kind="quiet"
            label={strings.formats[format]}
            disabled={!hasRows}
            onPress={() => void saveProfile(stores, format)}
          />
        ))}
      </div>
      {choosing && <ColumnsDialog onClose={() => setChoosing(false)} />}
    </div>
  );
}
