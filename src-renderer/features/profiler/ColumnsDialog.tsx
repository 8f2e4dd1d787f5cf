import { useId } from 'react';
import { useStore } from 'zustand';
import { findPmuEvent, pmuEventName, pmuEvents } from '../../../src-shared/profile/pmu-events.ts';
import { Button, Dialog } from '../../components/index.ts';
import { Select } from '../../components/Select.tsx';
import { useFeatureStore, useMessages } from '../../state/stores-context.ts';
import { tableColumns } from './profiler-columns.ts';
import { sharedMessages } from '../../state/messages.ts';
import { profilerMessages } from './messages.ts';
import { createProfilerStore } from './profiler-store.ts';

/** Which columns are shown, and what the hardware counters count. */
export function ColumnsDialog({ onClose }: { readonly onClose: () => void }): React.ReactElement {
  const words = useMessages(profilerMessages);
  const { common } = useMessages(sharedMessages);
  const profiler = useFeatureStore(createProfilerStore);
  const view = useStore(profiler, (state) => state.view);
  const hidden = useStore(profiler, (state) => state.hiddenColumns);
  const host = useStore(profiler, (state) => state.host);
  const columns = view === undefined ? [] : tableColumns(view, host.events, words).slice(1);
  const { hideColumn, setEvent } = profiler.getState();
  return (
    <Dialog
      title={words.chooseColumns}
      shape="wide"
      onClose={onClose}
      footer={<Button kind="primary" label={common.close} onPress={onClose} focusFirst />}
    >
      <fieldset className="profiler-choices">
        <legend>{words.columnsShown}</legend>
        {columns.map(({ id, title, hint }) => (
          <label key={id} className="check" title={hint}>
            <input
              type="checkbox"
              checked={!hidden.has(id)}
              onChange={(event) => hideColumn(id, !event.target.checked)}
            />
            {title}
          </label>
        ))}
      </fieldset>
      <h3 className="profiler-heading">{words.counters}</h3>
      <p className="profiler-note">{host.events.length === 0 ? words.noCounters : words.countersHint}</p>
      {host.events.map((event, counter) => (
        <CounterChoice
          key={words.counter(counter)}
          counter={counter}
          event={event}
          onChoose={(next) => setEvent(counter, next)}
        />
      ))}
    </Dialog>
  );
}

interface CounterChoiceProps {
  readonly counter: number;
  readonly event: number;
  readonly onChoose: (event: number) => void;
}

function CounterChoice({ counter, event, onChoose }: CounterChoiceProps): React.ReactElement {
  const words = useMessages(profilerMessages);
  const id = useId();
  const isKnown = findPmuEvent(event) !== undefined;
  const groups = (['armv8-m', 'cortex-m55'] as const).map((origin) => ({
    label: words.eventOrigins[origin],
    options: pmuEvents
      .filter((each) => each.origin === origin)
      .map((each) => ({ value: String(each.id), label: `${each.name} (${pmuHex(each.id)}): ${each.meaning}` })),
  }));
  return (
    <div className="profiler-counter">
      <label htmlFor={id}>{words.counter(counter)}</label>
      <Select
        id={id}
        label={words.counter(counter)}
        value={String(event)}
        options={isKnown ? groups : [{ value: String(event), label: pmuEventName(event) }, ...groups]}
        onChange={(value) => onChoose(Number(value))}
      />
    </div>
  );
}

function pmuHex(id: number): string {
  return `0x${id.toString(16).padStart(4, '0')}`;
}
