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
import { CliOutput } from './cli-output.ts';
import { errorText, explainError } from './error-text.ts';
import { runProgram } from './program.ts';

/** What a shell reports for a program that Ctrl-C ended. */
const interruptedExitCode = 130;

const stop = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // The first asks for a clean end; the second does not wait for it.
    if (stop.signal.aborted) process.exit(interruptedExitCode);
    stop.abort();
  });
}
// The reader of a pipe may go away first ("viewfinder run x | head"): nothing to say, but the camera is to be stopped.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => stop.abort());

const output = new CliOutput(process.stdout, process.stderr);
const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };
const context: CliContext = {
  output,
  version,
  clock: systemClock,
  signal: stop.signal,
  openCamera: async (address, transport = transportFor(address)) =>
    openCamera(await entryAt(address), {
      transport,
      clock: systemClock,
      boards: boards as BoardTable,
      signal: stop.signal,
    }),
};
const args = process.argv.slice(2);

try {
  process.exitCode = await runProgram(args, context);
} catch (error) {
  if (isAbortError(error)) process.exitCode = interruptedExitCode;
  else {
    const explained = explainError(error);
    output.remark(errorText(explained));
    if (args.includes('--json')) {
      const { code, sentence, message, data } = explained;
      output.json({ error: { code, sentence, message, facts: data } });
    }
    process.exitCode = 2;
  }
}
