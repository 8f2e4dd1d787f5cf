import { useRef } from 'react';
import { useStore } from 'zustand';
import { describeProblem } from '../../../src-shared/contract/error-text.ts';
import { formatCount, formatMicroseconds } from '../../../src-shared/profile/format.ts';
import { Button, Icon, IconButton } from '../../components/index.ts';
import { useLanguage, useStores, useStrings } from '../../state/stores-context.ts';

/** Less of the functions known than this: the ELF is of another build. */
const goodFit = 0.9;

/** Sums of the table, and the symbols. */
export function StatusLine(): React.ReactElement {
  const strings = useStrings().profiler;
  const { profiler } = useStores();
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
          : strings.totals(totals.functions, formatCount(totals.calls), formatMicroseconds(totals.totalUs))}
      </span>
      {host.simulated && (
        <span className="profiler-mark" title={strings.simulatedHint}>
          {strings.simulated}
        </span>
      )}
      <span className="profiler-symbols">
        {uploaded === undefined ? (symbols?.name ?? strings.noSymbols) : strings.uploading(Math.round(100 * uploaded))}
      </span>
      <Button kind="quiet" label={strings.loadElf} title={strings.symbolsHint} onPress={() => input.current?.click()} />
      {symbols !== undefined && !symbols.builtIn && (
        <IconButton icon="close" label={strings.forgetSymbols} onPress={() => profiler.getState().forgetSymbols()} />
      )}
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={strings.loadElf}
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
  const strings = useStrings().profiler;
  const language = useLanguage();
  const { profiler } = useStores();
  const { symbols, problem } = useStore(profiler, (state) => state.host);
  const rowCount = useStore(profiler, (state) => state.view?.rowCount ?? 0);
  const fitsBadly = symbols !== undefined && symbols.all > 0 && symbols.known < goodFit * symbols.all;
  // While nothing was counted yet the empty view says so itself.
  const shownProblem = problem?.code === 'profile-empty' && rowCount === 0 ? undefined : problem;
  if (!fitsBadly && shownProblem === undefined) return null;
  const words = shownProblem && describeProblem(shownProblem, language);
  return (
    <div className="profiler-warnings">
      {fitsBadly && (
        <p className="profiler-warning" role="status">
          <Icon name="problems" size={14} />
          {strings.badFit(symbols.known, symbols.all)}
        </p>
      )}
      {words !== undefined && (
        <p className="profiler-warning" role="status">
          <Icon name="problems" size={14} />
          {`${words.sentence} ${words.cause} ${words.nextStep}`}
        </p>
      )}
    </div>
  );
}
