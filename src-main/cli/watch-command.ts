import type { CliContext, ExitCode } from './cli-context.ts';
import { printOutcome, runToEnd, type RunCommandOptions } from './run-command.ts';

/** Prints what the script that runs already prints; 1 when it raised meanwhile. At a limit and at Ctrl-C it runs on. */
export async function watchCommand(context: CliContext, options: RunCommandOptions): Promise<ExitCode> {
  return printOutcome(context, options, await runToEnd(context, undefined, options));
}
