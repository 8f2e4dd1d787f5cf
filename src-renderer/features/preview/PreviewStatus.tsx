import { useStore } from 'zustand';
import { StatusItem } from '../../components/index.ts';
import { useCamera, useFeatureStore, useMessages } from '../../state/stores-context.ts';
import { previewMessages } from './messages.ts';
import { createPreviewStats } from './preview-stats.ts';

/** Rates and drops of the stream while a script runs. */
export function PreviewStatus(): React.ReactElement | null {
  const words = useMessages(previewMessages).status;
  const { rates, dropped, hasFrame } = useStore(useFeatureStore(createPreviewStats));
  const isRunning = useCamera(({ status }) => status.state === 'running');
  if (!isRunning || !hasFrame) return null;
  return (
    <>
      {rates !== undefined && (
        <StatusItem text={words.fps(rates.cameraFps.toFixed(1), rates.shownFps.toFixed(0))} title={words.fpsHint} />
      )}
      <StatusItem text={words.dropped(dropped)} />
    </>
  );
}
