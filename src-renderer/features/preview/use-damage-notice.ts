import { useEffect, useRef } from 'react';
import { PictureError } from '../../../src-shared/picture/picture-error.ts';
import { pixelFormatName } from '../../../src-shared/picture/pixel-format.ts';
import { useScript, useStores } from '../../state/stores-context.ts';
import type { PreviewStats } from '../../workers/media/preview-messages.ts';

/** Reports a frame that does not decode, once per run: a bad cable damages many. The figures count all of them. */
export function useDamageNotice(stats: PreviewStats | undefined): void {
  const { notices } = useStores();
  const run = useScript(({ lastRun }) => lastRun?.run);
  const said = useRef<{ readonly run: number | undefined }>(undefined);
  const counted = useRef(0);

  useEffect(() => {
    const { damaged = 0, lastDamaged } = stats ?? {};
    const isNew = damaged > counted.current;
    counted.current = damaged;
    if (!isNew || lastDamaged === undefined || said.current?.run === run) return;
    said.current = { run };
    const data = { format: pixelFormatName(lastDamaged.format), sizeBytes: lastDamaged.sizeBytes };
    notices.getState().fail(new PictureError('bad-picture', 'A frame does not decode.', { data }));
  }, [notices, run, stats]);
}
