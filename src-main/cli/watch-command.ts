import type { CliContext, ExitCode } from './cli-context.ts';
import { printOutcome, runToEnd, type RunCommandOptions } from './run-command.ts';

/** Prints the output of the running script; 1 if it raised an exception. It keeps running at a limit and at Ctrl-C. */
export async function watchCommand(context: CliContext, options: RunCommandOptions): Promise<ExitCode> {
  return printOutcome(context, options, await runToEnd(context, undefined, options));
}
