import { useId } from 'react';
import { useStore } from 'zustand';
import { findPmuEvent, pmuEventName, pmuEvents } from '../../../src-shared/profile/pmu-events.ts';
import { Button, Dialog } from '../../components/index.ts';
import { useStores, useStrings } from '../../state/stores-context.ts';
import { tableColumns } from './profiler-columns.ts';

/** Which columns are shown, and what the hardware counters count. */
export function ColumnsDialog({ onClose }: { readonly onClose: () => void }): React.ReactElement {
  const strings = useStrings().profiler;
  const { common } = useStrings();
  const { profiler } = useStores();
  const view = useStore(profiler, (state) => state.view);
  const hidden = useStore(profiler, (state) => state.hiddenColumns);
  const host = useStore(profiler, (state) => state.host);
  const columns = view === undefined ? [] : tableColumns(view, host.events, strings).slice(1);
  const { hideColumn, setEvent } = profiler.getState();
  return (
    <Dialog
      title={strings.chooseColumns}
      shape="wide"
      onClose={onClose}
      footer={<Button kind="primary" label={common.close} onPress={onClose} focusFirst />}
    >
      <fieldset className="profiler-choices">
        <legend>{strings.columnsShown}</legend>
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
      <h3 className="profiler-heading">{strings.counters}</h3>
      <p className="profiler-note">{host.events.length === 0 ? strings.noCounters : strings.countersHint}</p>
      {host.events.map((event, counter) => (
        <CounterChoice
          key={strings.counter(counter)}
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
  const strings = useStrings().profiler;
  const id = useId();
  const isKnown = findPmuEvent(event) !== undefined;
  return (
    <div className="profiler-counter">
      <label htmlFor={id}>{strings.counter(counter)}</label>
      <select id={id} className="text-input" value={event} onChange={(change) => onChoose(Number(change.target.value))}>
        {!isKnown && <option value={event}>{pmuEventName(event)}</option>}
        {(['armv8-m', 'cortex-m55'] as const).map((origin) => (
          <optgroup key={origin} label={strings.eventOrigins[origin]}>
            {pmuEvents
              .filter((each) => each.origin === origin)
              .map((each) => (
                <option key={each.id} value={each.id}>
                  {`${each.name} (${pmuHex(each.id)}): ${each.meaning}`}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

function pmuHex(id: number): string {
  return `0x${id.toString(16).padStart(4, '0')}`;
}
