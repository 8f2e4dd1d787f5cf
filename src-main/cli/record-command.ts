import path from 'node:path';
import { createCaptureFile } from '../transports/wrap/capture-file.ts';
import { CaptureLog, captureTransport, type CaptureReport, type CaptureSink } from '../transports/wrap/capture.ts';
import { transportFor } from '../transports/open-transport.ts';
import type { CliContext, ExitCode } from './cli-context.ts';
import { CliError } from './cli-error.ts';
import { errorText, explainError } from './error-text.ts';
import { outputError } from './output-file.ts';
import { printOutcome, runToEnd, type RunCommandOptions } from './run-command.ts';

export interface RecordOptions extends RunCommandOptions {
  /** The capture log; replaced when it exists. */
  readonly output: string;
  /** Watch the script that runs already instead. */
  readonly attach?: boolean;
}

/**
 * Runs or watches a script and writes every byte of the session down; 1 when the script raised. Rejects when the log is
 * not whole.
 */
export async function recordCommand(
  context: CliContext,
  script: string | undefined,
  options: RecordOptions,
): Promise<ExitCode> {
  if ((script === undefined) !== (options.attach === true)) {
    throw new CliError('usage', 'either a script or --attach is needed');
  }
  const { clock, output, version } = context;
  const file = path.resolve(options.output);
  const transport = transportFor(options.camera, { clock });
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
  // The session goes on without it; whoever looks on should know.
  log.onError((error) => output.remark(errorText(explainError(recordingError(error, file)))));
  const recorded: CliContext = {
    ...context,
    openCamera: (address) => context.openCamera(address, captureTransport(transport, log)),
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

/** A full disk has the words of a full disk. */
function recordingError(error: Error, file: string): Error {
  return 'code' in error && error.code === 'capture-too-slow' ? error : outputError(error, file);
}
