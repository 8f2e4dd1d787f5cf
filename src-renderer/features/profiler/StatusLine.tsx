import { useRef } from 'react';
import { useStore } from 'zustand';
import { formatCount, formatMicroseconds } from '../../../src-shared/profile/format.ts';
import { Button, Icon, IconButton } from '../../components/index.ts';
import { useDescribe, useFeatureStore, useMessages } from '../../state/stores-context.ts';
import { profilerMessages } from './messages.ts';
import { createProfilerStore } from './profiler-store.ts';

/** Less of the functions known than this: the ELF is of another build. */
const goodFit = 0.9;

/** Sums of the table, and the symbols. */
export function StatusLine(): React.ReactElement {
  const words = useMessages(profilerMessages);
  const profiler = useFeatureStore(createProfilerStore);
  const host = useStore(profiler, (state) => state.host);
  const totals = useStore(profiler, (state) => state.view?.totals);
  const uploaded = useStore(profiler, (state) => state.uploaded);
  const input = useRef<HTMLInputElement>(null);
  const { symbols } = host;
  return (
    <div className="profiler-facts">
      <span className="profiler-totals">
        {totals === undefined
          ? ''
          : words.totals(totals.functions, formatCount(totals.calls), formatMicroseconds(totals.totalUs))}
      </span>
      {host.simulated && (
        <span className="profiler-mark" title={words.simulatedHint}>
          {words.simulated}
        </span>
      )}
      <span className="profiler-symbols">
        {uploaded === undefined ? (symbols?.name ?? words.noSymbols) : words.uploading(Math.round(100 * uploaded))}
      </span>
      <Button kind="quiet" label={words.loadElf} title={words.symbolsHint} onPress={() => input.current?.click()} />
      {symbols !== undefined && !symbols.builtIn && (
        <IconButton icon="close" label={words.forgetSymbols} onPress={() => profiler.getState().forgetSymbols()} />
      )}
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={words.loadElf}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) void profiler.getState().loadElf(file, file.name);
          event.target.value = '';
        }}
      />
    </div>
  );
}

/** What to know before believing the table: symbols that do not fit, and why the newest reading failed. */
export function Warnings(): React.ReactElement | null {
  const words = useMessages(profilerMessages);
  const describe = useDescribe();
  const profiler = useFeatureStore(createProfilerStore);
  const { symbols, problem } = useStore(profiler, (state) => state.host);
  const rowCount = useStore(profiler, (state) => state.view?.rowCount ?? 0);
  const fitsBadly = symbols !== undefined && symbols.all > 0 && symbols.known < goodFit * symbols.all;
  // While nothing was counted yet the empty view says so itself.
  const shownProblem = problem?.code === 'profile-empty' && rowCount === 0 ? undefined : problem;
  if (!fitsBadly && shownProblem === undefined) return null;
  const text = shownProblem && describe.problem(shownProblem);
  return (
    <div className="profiler-warnings">
      {fitsBadly && (
        <p className="profiler-warning" role="status">
          <Icon name="problems" size={14} />
          {words.badFit(symbols.known, symbols.all)}
        </p>
      )}
      {text !== undefined && (
        <p className="profiler-warning" role="status">
          <Icon name="problems" size={14} />
          {`${text.sentence} ${text.cause} ${text.nextStep}`}
        </p>
      )}
    </div>
  );
}
