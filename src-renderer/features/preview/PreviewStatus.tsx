import { useStore } from 'zustand';
import { StatusItem } from '../../components/index.ts';
import { useCamera, useFeatureStore, useMessages } from '../../state/stores-context.ts';
import { previewMessages } from './messages.ts';
import { createPreviewStats } from './preview-stats.ts';

/** Rates and drops of the stream. Rates are of the moment: while no script runs there are none. */
export function PreviewStatus(): React.ReactElement | null {
  const words = useMessages(previewMessages).status;
  const { cameraFps, shownFps, dropped, width } = useStore(useFeatureStore(createPreviewStats));
  const isRunning = useCamera(({ status }) => status.state === 'running');
  if (!isRunning || width === 0) return null;
  return (
    <>
      <StatusItem text={words.fps(cameraFps.toFixed(1), shownFps.toFixed(0))} title={words.fpsHint} />
      <StatusItem text={words.dropped(dropped)} />
    </>
  );
}
