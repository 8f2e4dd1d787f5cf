import type { Frame } from '../../src-shared/picture/frame.ts';
import { requireFacet } from '../camera/require-facet.ts';
import type { CliContext, ExitCode } from './cli-context.ts';
import { CliError } from './cli-error.ts';
import { checkImageName, saveImage } from './image-file.ts';
import { streamFor } from './run-command.ts';
import { runSession } from './run-session.ts';

export interface SnapshotOptions {
  readonly camera: string;
  readonly output: string;
  readonly raw?: boolean;
  /** Use the frame transfer that works with all firmware. */
  readonly compatible?: boolean;
  readonly json?: boolean;
}

/** A sensor starts within a second or two. */
const limitSeconds = 15;
/** The first frames are exposed while the sensor still adapts to the light. */
const framesToSettle = 10;

const script = `import csi

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.VGA)
while True:
    camera.snapshot()
`;

/** Takes a frame with a small built-in script and saves it. */
export async function snapshotCommand(context: CliContext, options: SnapshotOptions): Promise<ExitCode> {
  const { output, clock, signal } = context;
  checkImageName(options.output);
  const camera = await context.openCamera(options.camera);
  try {
    await camera.connect({ signal });
    await requireFacet(camera, 'preview').configure(streamFor(options), { signal });
    const result = await runSession(camera, new TextEncoder().encode(script), {
      clock,
      signal,
      seconds: limitSeconds,
      frames: framesToSettle,
    });
    const frame = result.lastFrame;
    if (frame === undefined) throw noFrame(result.exception?.message);
    await saveImage(options.output, frame);
    if (options.json) output.json({ file: options.output, ...sizeOf(frame) });
    else output.note(`${options.output}: ${frame.width} × ${frame.height}`);
    return 0;
  } finally {
    await camera.disconnect();
  }
}

function sizeOf({ width, height, data }: Frame): object {
  return { width, height, bytes: data.length };
}

function noFrame(exception: string | undefined): CliError {
  const reason = exception === undefined ? '' : ` The script raised: ${exception}`;
  return new CliError('no-frame', `No frame within ${limitSeconds} s.${reason}`);
}
