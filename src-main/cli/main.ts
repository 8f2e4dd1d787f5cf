// The command `viewfinder`: signals, standard streams and the exit code around program.ts.

import { createRequire } from 'node:module';
import boards from '../../assets/boards/boards.json' with { type: 'json' };
import { isAbortError } from '../../src-shared/lib/abort.ts';
import { systemClock } from '../../src-shared/lib/clock.ts';
import type { BoardTable } from '../../src-shared/device/boards.ts';
import { openCamera } from '../camera/open-camera.ts';
import { transportFor } from '../transports/open-transport.ts';
import { entryAt } from '../transports/ports/typed-entry.ts';
import type { CliContext } from './cli-context.ts';
import { cliLanguage } from './cli-language.ts';
import { CliOutput } from './cli-output.ts';
import { explainError } from './error-text.ts';
import { runProgram } from './program.ts';
import { StandardStreams } from './standard-streams.ts';

/** What a shell reports for a program that Ctrl-C ended. */
const interruptedExitCode = 130;
const failedExitCode = 2;

const stop = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // The first one requests a clean end; the second does not wait for it.
    if (stop.signal.aborted) process.exit(interruptedExitCode);
    stop.abort();
  });
}
const streams = new StandardStreams(process.stdout, process.stderr, () => stop.abort());

const output = new CliOutput({
  out: process.stdout,
  err: process.stderr,
  language: cliLanguage(process.env),
  isTerminal: process.stdout.isTTY,
});
const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };
const context: CliContext = {
  output,
  version,
  clock: systemClock,
  signal: stop.signal,
  openCamera: async (address, { flashFolder, transport } = {}) =>
    openCamera(await entryAt(address), {
      transport: transport ?? transportFor(address, flashFolder === undefined ? {} : { simulator: { flashFolder } }),
      clock: systemClock,
      boards: boards as BoardTable,
      signal: stop.signal,
    }),
};
const args = process.argv.slice(2);

process.exitCode = await runProgram(args, context).catch(reportFailure);
const unwritten = await streams.settled();
if (unwritten !== undefined) {
  output.failure(unwritten);
  process.exitCode = failedExitCode;
}

function reportFailure(error: unknown): number {
  const isInterrupt = isAbortError(error);
  if (!isInterrupt) output.failure(error);
  if (args.includes('--json')) {
    const { code, sentence, message, data } = explainError(error);
    output.json({ error: { code, sentence, message, facts: data } });
  }
  return isInterrupt ? interruptedExitCode : failedExitCode;
}
