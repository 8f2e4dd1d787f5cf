import path from 'node:path';
import { createCaptureFile } from '../transports/wrap/capture-file.ts';
import { CaptureLog, captureTransport, type CaptureReport, type CaptureSink } from '../transports/wrap/capture.ts';
import { transportFor } from '../transports/open-transport.ts';
import type { CliContext, ExitCode } from './cli-context.ts';
import { CliError } from './cli-error.ts';
import { flashFolderOf } from './flash-folder.ts';
import { checkImageName } from './image-file.ts';
import { outputError } from './output-file.ts';
import { printOutcome, runToEnd, type RunCommandOptions } from './run-command.ts';

export interface RecordOptions extends RunCommandOptions {
  /** The capture log; replaced if it exists. */
  readonly output: string;
  /** Watch the running script instead. */
  readonly attach?: boolean;
}

/**
 * Runs or watches a script and writes every byte of the session to a capture log; 1 if the script raised an exception.
 * Rejects if the log is not complete.
 */
export async function recordCommand(
  context: CliContext,
  script: string | undefined,
  options: RecordOptions,
): Promise<ExitCode> {
  if ((script === undefined) !== (options.attach === true)) {
    throw new CliError('usage', 'Give either a script or --attach.');
  }
  const { clock, output, version } = context;
  const file = path.resolve(options.output);
  checkImageName(options.saveFrame);
  const flashFolder = await flashFolderOf(options, script);
  const simulator = flashFolder === undefined ? {} : { simulator: { flashFolder } };
  const transport = transportFor(options.camera, { clock, ...simulator });
  const log = new CaptureLog({
    sink: await createFile(file),
    clock,
    metadata: {
      program: `viewfinder ${version}`,
      startedAt: new Date().toISOString(),
      port: options.camera,
      transport: transport.kind,
    },
  });
  // The session continues without the log, so this is reported at once.
  log.onError((error) => output.failure(recordingError(error, file)));
  const recorded: CliContext = {
    ...context,
    openCamera: (address) => context.openCamera(address, { transport: captureTransport(transport, log) }),
  };
  let report: CaptureReport | undefined;
  try {
    const outcome = await runToEnd(recorded, script, options);
    report = await log.finish();
    if (report.error !== undefined) throw recordingError(report.error, file);
    const { records, bytes } = report;
    const facts = { recording: { file: options.output, records, bytes } };
    return printOutcome(context, options, outcome, { facts, line: `; ${bytes} bytes in ${options.output}` });
  } finally {
    if (report === undefined) await log.finish();
  }
}

async function createFile(file: string): Promise<CaptureSink> {
  try {
    return await createCaptureFile(file);
  } catch (error) {
    throw outputError(error, file);
  }
}

/** A full disk is reported as such. */
function recordingError(error: Error, file: string): Error {
  return 'code' in error && error.code === 'capture-too-slow' ? error : outputError(error, file);
}
