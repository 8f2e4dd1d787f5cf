import { useState } from 'react';
import { formatCount, formatMicroseconds, formatShare } from '../../../src-shared/profile/format.ts';
import { EmptyState } from '../../components/index.ts';
import { useMessages } from '../../state/stores-context.ts';
import type { ProfileHistory } from '../../workers/profile/profile-messages.ts';
import './history.css';
import { profilerMessages } from './messages.ts';

const figures = {
  averageUs: formatMicroseconds,
  callsPerSecond: formatCount,
  busyShare: formatShare,
} as const;
type Figure = keyof typeof figures;

/** How one function fared over the last minutes. */
export function History({ history }: { readonly history: ProfileHistory | undefined }): React.ReactElement {
  const words = useMessages(profilerMessages);
  const [figure, setFigure] = useState<Figure>('averageUs');
  if (history === undefined) return <EmptyState icon="profiler" text={words.historyEmpty} hint={words.historyHint} />;
  const values = history[figure];
  const known = values.filter((value) => !Number.isNaN(value));
  const format = figures[figure];
  const least = known.reduce((low, value) => Math.min(low, value), Infinity);
  const most = known.reduce((high, value) => Math.max(high, value), 0);
  const summary = words.historySummary(
    history.name,
    words.columns[figure],
    known.length === 0 ? '–' : format(known.at(-1)!),
    known.length === 0 ? '–' : format(least),
    known.length === 0 ? '–' : format(most),
  );
  return (
    <div className="history">
      <div className="history-tools">
        <strong className="history-name">{history.name}</strong>
        <div role="group" aria-label={words.historyFigure} className="segments">
          {(Object.keys(figures) as Figure[]).map((each) => (
            <button
              key={each}
              type="button"
              className="segment"
              aria-pressed={each === figure}
              onClick={() => setFigure(each)}
            >
              {words.columns[each]}
            </button>
          ))}
        </div>
      </div>
      <div className="history-chart">
        <span className="history-most">{known.length === 0 ? '' : format(most)}</span>
        <svg viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label={summary}>
          <polyline points={pointsOf(history.timesMs, values, most)} vectorEffect="non-scaling-stroke" />
        </svg>
        <span className="history-least">0</span>
      </div>
      <p className="history-summary">{summary}</p>
    </div>
  );
}

/** The newest point is at the right edge. */
function pointsOf(timesMs: Float64Array, values: Float64Array, most: number): string {
  const first = timesMs[0] ?? 0;
  const spanMs = Math.max(1, (timesMs.at(-1) ?? 0) - first);
  const points: string[] = [];
  values.forEach((value, index) => {
    if (Number.isNaN(value)) return;
    const x = (1000 * (timesMs[index]! - first)) / spanMs;
    points.push(`${x.toFixed(1)},${(98 - (94 * value) / (most || 1)).toFixed(1)}`);
  });
  return points.join(' ');
}
