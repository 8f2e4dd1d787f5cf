// The live picture: toolbar, picture, badges. Drawing happens in the preview worker; React shows figures four times a
// second and nothing else.

import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import { pixelFormatName } from '../../../src-shared/picture/pixel-format.ts';
import { useCamera, useFeatureStore, useMessages } from '../../state/stores-context.ts';
import { createPreviewStats, type PreviewStatsState } from './preview-stats.ts';
import { useStreamSettings } from './use-stream-settings.ts';
import { download } from '../../components/download.ts';
import './preview.css';
import { SourceSelect } from './SourceSelect.tsx';
import { useDamageNotice } from './use-damage-notice.ts';
import { usePreviewSession } from './use-preview-session.ts';
import { previewMessages } from './messages.ts';

/** Shown for a figure that there is none of now. */
const none = '–';

type Scale = 'fit' | 'actual';

export function Preview(): React.ReactElement {
  const words = useMessages(previewMessages);
  const stage = useRef<HTMLDivElement>(null);
  const { session, stats } = usePreviewSession(stage);
  useDamageNotice(stats);
  const { settings, change } = useStreamSettings();
  const [scale, setScale] = useState<Scale>('fit');
  const rates = useLiveRates();
  const hasPicture = stats !== undefined && stats.drawn > 0;

  const save = async (): Promise<void> => {
    const png = await session.current?.savePng();
    if (png !== undefined) download(png, `picture-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.png`);
  };

  return (
    <section
      className="preview"
      aria-label={words.title}
      data-drawn={stats?.drawn ?? 0}
      data-latency-p95={stats?.latencyP95Ms.toFixed(1)}
    >
      <div className="preview-bar" role="toolbar" aria-label={words.toolbar}>
        <Toggle label={words.fit} pressed={scale === 'fit'} onPress={() => setScale('fit')} />
        <Toggle label={words.actual} pressed={scale === 'actual'} onPress={() => setScale('actual')} />
        <span className="preview-gap" />
        <SourceSelect />
        <Toggle
          label={words.raw}
          title={words.rawHint}
          pressed={settings?.raw === true}
          disabled={settings === undefined}
          onPress={() => change({ raw: settings?.raw !== true })}
        />
        <Toggle
          label={words.stream}
          title={words.streamHint}
          pressed={settings?.enabled === true}
          disabled={settings === undefined}
          onPress={() => change({ enabled: settings?.enabled !== true })}
        />
        <button type="button" className="preview-button" disabled={!hasPicture} onClick={() => void save()}>
          {words.save}
        </button>
      </div>
      <div className="preview-stage" data-scale={scale} ref={stage}>
        {!hasPicture && <p className="preview-empty">{words.empty}</p>}
        {settings?.enabled === false && <p className="preview-notice">{words.off}</p>}
      </div>
      <div className="preview-badges" role="group" aria-label={words.figures}>
        {hasPicture && (
          <>
            <Badge name={words.size} value={`${stats.width} × ${stats.height}`} />
            <Badge name={words.format} value={pixelFormatName(stats.format)} />
            <Badge name={words.cameraFps} value={rates?.cameraFps.toFixed(1) ?? none} />
            <Badge name={words.shownFps} value={rates?.shownFps.toFixed(0) ?? none} />
            <Badge name={words.dropped} value={String(stats.dropped)} />
            <Badge name={words.latency} value={rates === undefined ? none : `${stats.latencyMedianMs.toFixed(0)} ms`} />
            {stats.damaged > 0 && <Badge name={words.damaged} value={String(stats.damaged)} />}
          </>
        )}
      </div>
    </section>
  );
}

/** Rates are of the moment: undefined while no script runs, and when no frames arrive. */
function useLiveRates(): PreviewStatsState['rates'] {
  const rates = useStore(useFeatureStore(createPreviewStats), (state) => state.rates);
  const isRunning = useCamera(({ status }) => status.state === 'running');
  return isRunning ? rates : undefined;
}

function Toggle(props: {
  readonly label: string;
  readonly title?: string;
  readonly pressed: boolean;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}): React.ReactElement {
  return (
    <button
      type="button"
      className="preview-button"
      aria-pressed={props.pressed}
      disabled={props.disabled === true}
      title={props.title}
      onClick={props.onPress}
    >
      {props.label}
    </button>
  );
}

function Badge({ name, value }: { readonly name: string; readonly value: string }): React.ReactElement {
  return (
    <span className="preview-badge">
      <span className="preview-badge-name">{name}</span> <span className="preview-badge-value">{value}</span>
    </span>
  );
}
